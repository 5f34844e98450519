/** Rules for registry credentials (FACTS §3 Errors: AmbiguousImageResitryCredentialType, InvalidImageRegistryIdentity). */
import { asObject } from '../json.ts';
import { at, doubled, error, isThere, items, type Place, type Problems, textOf } from './problem.ts';

export function* credentialProblems(file: Place): Problems {
  const credentials = items(at(file, 'properties', 'imageRegistryCredentials'));
  const users = asObject(at(file, 'identity', 'userAssignedIdentities').value);
  const known = Object.keys(users).map(id => id.toLowerCase());
  for (const credential of credentials) {
    const server = at(credential, 'server');
    const identity = at(credential, 'identity');
    if (isThere(at(credential, 'username')) === isThere(identity))
      yield error(isThere(server) ? server : credential, 'credentialWhich', textOf(server) ?? '');
    const id = textOf(identity);
    if (id !== undefined && !id.includes('${') && !known.includes(id.toLowerCase()))
      yield error(identity, 'credentialIdentityUnknown', id);
  }
  const serverOf = (credential: Place) => textOf(at(credential, 'server'))?.toLowerCase();
  for (const credential of doubled(credentials, serverOf))
    yield error(at(credential, 'server'), 'credentialDoubled', serverOf(credential) ?? '');
}
