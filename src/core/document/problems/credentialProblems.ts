/** Rules for the group's identities and for how it signs in to registries. */
import { hasSecretReference } from '../../rules/secretReference.ts';
import { asObject } from '../../json.ts';
import { serverProblem } from '../../rules/image.ts';
import { type JsonNode, at, duplicates, equalsIgnoringCase, isPresent, items, textOf } from './jsonNode.ts';
import { error, onKey, type Problems, checkText, warning } from './problem.ts';

/** As the API description gives the keys of `userAssignedIdentities`. */
const identityId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[^/]+$/i;

export function* identityProblems(file: JsonNode): Problems {
  // IdentityNotSupportedOnWindows in 2023 and 2024 (MicrosoftDocs/azure-docs#108023); pages of today speak of some.
  const type = at(file, 'identity', 'type');
  if (
    isPresent(type) &&
    !equalsIgnoringCase(type, 'None') &&
    equalsIgnoringCase(at(file, 'properties', 'osType'), 'Windows')
  )
    yield onKey(warning(type, 'identityWindows'));
  const users = at(file, 'identity', 'userAssignedIdentities');
  for (const id of Object.keys(asObject(users.value)))
    if (!isUnresolved(id) && !identityId.test(id)) yield onKey(error(at(users, id), 'identityId', id));
}

/** What is filled in later, or an expression of a template that only Azure can work out. */
function isUnresolved(id: string): boolean {
  return hasSecretReference(id) || id.startsWith('[');
}

/** A host name without a dot is valid in the service's words (InvalidImageRegistryServer), but no registry has one. */
function* serverProblems(server: JsonNode): Problems {
  const isHostName = /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i.test(textOf(server) ?? '');
  yield* checkText(server, serverProblem, isHostName ? 'warning' : 'error');
}

export function* credentialProblems(file: JsonNode): Problems {
  const credentials = items(at(file, 'properties', 'imageRegistryCredentials'));
  const users = asObject(at(file, 'identity', 'userAssignedIdentities').value);
  const known = Object.keys(users).map(id => id.toLowerCase());
  for (const credential of credentials) {
    const server = at(credential, 'server');
    const identity = at(credential, 'identity');
    yield* serverProblems(server);
    // AmbiguousImageResitryCredentialType (the service's spelling): "Please set exactly one of username or identity".
    if (isPresent(at(credential, 'username')) === isPresent(identity))
      yield error(isPresent(server) ? server : credential, 'credentialWhich', textOf(server) ?? '');
    // InvalidImageRegistryIdentity: "not found in container group identity list".
    const id = textOf(identity);
    if (id !== undefined && ![id, ...known].some(isUnresolved) && !known.includes(id.toLowerCase()))
      yield error(identity, 'credentialIdentityUnknown', id);
  }
  // No refusal of it is known, but only one of them can be meant.
  const serverOf = (credential: JsonNode) => textOf(at(credential, 'server'))?.toLowerCase();
  for (const credential of duplicates(credentials, serverOf))
    yield warning(at(credential, 'server'), 'credentialDoubled', serverOf(credential) ?? '');
}
