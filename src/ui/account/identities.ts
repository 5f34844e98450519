import type * as vscode from 'vscode';
import type { CloudEndpoints } from '../../core/ports.ts';
import { type Identity, identityKey, placeOf } from './identity.ts';

type Place = Pick<CloudEndpoints, 'id' | 'authorityHost'>;

/**
 * Who signs in to which cloud, across windows. The identities are in `memory`, their secrets in VS Code's
 * SecretStorage and nowhere else.
 */
export class Identities {
  readonly #memory: vscode.Memento;
  readonly #secrets: Pick<vscode.SecretStorage, 'keys' | 'get' | 'store' | 'delete'>;

  constructor(
    memory: vscode.Memento,
    secrets: Pick<vscode.SecretStorage, 'keys' | 'get' | 'store' | 'delete'>,
  ) {
    this.#memory = memory;
    this.#secrets = secrets;
  }

  /** Undefined where nobody has ever chosen: then it is VS Code's own account. Empty: everybody signed out. */
  of(place: Place): readonly Identity[] | undefined {
    return this.#memory.get<readonly Identity[]>(memoryKey(place));
  }

  async remember(place: Place, identities: readonly Identity[]): Promise<void> {
    await this.#memory.update(memoryKey(place), identities);
  }

  /** The client secret, or the password of the certificate's key. */
  async secret(place: Place, identity: Identity): Promise<string | undefined> {
    return this.#secrets.get(secretKey(place, identity));
  }

  /** `undefined` forgets it. */
  async keepSecret(place: Place, identity: Identity, secret: string | undefined): Promise<void> {
    const key = secretKey(place, identity);
    await (secret === undefined ? this.#secrets.delete(key) : this.#secrets.store(key, secret));
  }

  /** Forgets every secret, whatever its cloud; answers how many there were. */
  async forgetSecrets(): Promise<number> {
    const keys = (await this.#secrets.keys()).filter(key => key.startsWith(prefix));
    await Promise.all(keys.map(key => this.#secrets.delete(key)));
    return keys.length;
  }
}

const prefix = 'signIn/';

function memoryKey(place: Place): string {
  return `identities/${placeOf(place)}`;
}

function secretKey(place: Place, identity: Identity): string {
  return `${prefix}${placeOf(place)}/${identityKey(identity)}`;
}
