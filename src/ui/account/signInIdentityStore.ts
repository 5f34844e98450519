import type * as vscode from 'vscode';
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import { type SignInIdentity, signInIdentityKey, identityCloudKey } from './signInIdentity.ts';

type IdentityCloud = Pick<CloudEndpoints, 'id' | 'authorityHost'>;

/**
 * Who signs in to which cloud, across windows. The identities are in `memory`, their secrets in VS Code's
 * SecretStorage and nowhere else.
 */
export class SignInIdentityStore {
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
  get(place: IdentityCloud): readonly SignInIdentity[] | undefined {
    return this.#memory.get<readonly SignInIdentity[]>(memoryKey(place));
  }

  async remember(place: IdentityCloud, identities: readonly SignInIdentity[]): Promise<void> {
    await this.#memory.update(memoryKey(place), identities);
  }

  /** The client secret, or the password of the certificate's key. */
  async getSecret(place: IdentityCloud, identity: SignInIdentity): Promise<string | undefined> {
    return this.#secrets.get(secretKey(place, identity));
  }

  /** `undefined` forgets it. */
  async storeSecret(
    place: IdentityCloud,
    identity: SignInIdentity,
    secret: string | undefined,
  ): Promise<void> {
    const key = secretKey(place, identity);
    await (secret === undefined ? this.#secrets.delete(key) : this.#secrets.store(key, secret));
  }

  /** Forgets every secret, whatever its cloud; answers how many there were. */
  async forgetSecrets(): Promise<number> {
    const keys = (await this.#secrets.keys()).filter(key => key.startsWith(secretPrefix));
    await Promise.all(keys.map(key => this.#secrets.delete(key)));
    return keys.length;
  }
}

const secretPrefix = 'signIn/';

function memoryKey(place: IdentityCloud): string {
  return `identities/${identityCloudKey(place)}`;
}

function secretKey(place: IdentityCloud, identity: SignInIdentity): string {
  return `${secretPrefix}${identityCloudKey(place)}/${signInIdentityKey(identity)}`;
}
