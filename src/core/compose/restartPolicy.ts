import type { JsonPath } from '../document/jsonPath.ts';
import type { RestartPolicy } from '../model/containerGroup.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { AddNote } from './composeNote.ts';
import type { Service } from './services.ts';
import { at, plainText } from './values.ts';

const policies: Readonly<Record<string, RestartPolicy>> = {
  '': 'Never',
  no: 'Never',
  false: 'Never',
  none: 'Never',
  'on-failure': 'OnFailure',
  always: 'Always',
  'unless-stopped': 'Always',
  any: 'Always',
};
const strongest: readonly RestartPolicy[] = ['Always', 'OnFailure', 'Never'];

/**
 * One policy for the group; ACI's own where no service asks for one. Where some are to run always and others to end,
 * `OnFailure` does right by both as long as those don't end by themselves. `endings`: services that others wait for
 * until they have completed.
 */
export function restartPolicyOf(
  services: readonly Service[],
  endings: readonly Service[],
  addNote: AddNote,
): RestartPolicy {
  const wishes = services.map(service => {
    const { policy, at: place } = requestedPolicy(service.service, service.path, addNote);
    return { policy: policy ?? (endings.includes(service) ? 'Never' : undefined), at: place };
  });
  const asked = strongest.filter(candidate => wishes.some(wish => wish.policy === candidate));
  const isMixed = asked.length > 1 || (endings.length > 0 && endings.length < services.length);
  const policy = isMixed ? 'OnFailure' : asked[0];
  if (policy === undefined) {
    addNote('changed', ['services'], { kind: 'restartDefault', policy: 'Always' });
    return 'Always';
  }
  for (const wish of wishes)
    if (wish.policy !== undefined && wish.policy !== policy)
      addNote('changed', wish.at, { kind: 'restartShared', policy });
  return policy;
}

function requestedPolicy(
  service: JsonObject,
  path: JsonPath,
  addNote: AddNote,
): { readonly policy: RestartPolicy | undefined; readonly at: JsonPath } {
  const deployed = at(service, 'deploy', 'restart_policy');
  if (isObject(deployed)) {
    const place = [...path, 'deploy', 'restart_policy'];
    for (const key of Object.keys(deployed).filter(word => word !== 'condition'))
      addNote('dropped', [...place, key], { kind: 'restartDetail', key });
    return { policy: parsePolicy(plainText(deployed['condition']) ?? 'any', place, addNote), at: place };
  }
  const text = plainText(service['restart']);
  if (text === undefined) return { policy: undefined, at: path };
  const [word = '', attempts] = text.split(':');
  const place = [...path, 'restart'];
  if (attempts !== undefined) addNote('dropped', place, { kind: 'restartDetail', key: text });
  return { policy: parsePolicy(word, place, addNote), at: place };
}

function parsePolicy(text: string, path: JsonPath, addNote: AddNote): RestartPolicy | undefined {
  if (Object.hasOwn(policies, text)) return policies[text];
  addNote('blocked', path, { kind: 'restartUnknown', text });
  return undefined;
}
