/** Keys of Compose files that a container group has no property for, and why. */
import { at, plainText } from './values.ts';
import { asObject, type JsonObject } from '../json.ts';
import type { JsonPath } from '../document/jsonPath.ts';
import type { AddNote, ComposeReason } from './composeNote.ts';

type Why = (key: string) => ComposeReason;

const reason =
  (kind: 'sharedNetwork' | 'system' | 'logging' | 'labels' | 'local' | 'hooks'): Why =>
  key => ({
    kind,
    key,
  });

const reasons: readonly (readonly [Why, readonly string[]])[] = [
  [
    reason('sharedNetwork'),
    [
      ...['networks', 'network_mode', 'links', 'external_links', 'hostname', 'extra_hosts', 'mac_address'],
      ...['dns', 'dns_search', 'dns_opt'],
    ],
  ],
  [
    reason('system'),
    [
      ...['privileged', 'cap_add', 'cap_drop', 'security_opt', 'devices', 'device_cgroup_rules', 'sysctls'],
      ...[
        'ulimits',
        'pid',
        'ipc',
        'uts',
        'userns_mode',
        'cgroup',
        'cgroup_parent',
        'shm_size',
        'oom_score_adj',
      ],
      ...[
        'oom_kill_disable',
        'pids_limit',
        'read_only',
        'init',
        'user',
        'group_add',
        'working_dir',
        'runtime',
      ],
      ...['isolation', 'credential_spec', 'gpus', 'cpu_shares', 'cpu_quota', 'cpu_period', 'cpuset', 'tty'],
      ...['cpu_count', 'cpu_percent', 'cpu_rt_period', 'cpu_rt_runtime'],
      ...[
        'stdin_open',
        'stop_signal',
        'stop_grace_period',
        'blkio_config',
        'memswap_limit',
        'mem_swappiness',
      ],
      ...['volumes_from', 'storage_opt'],
    ],
  ],
  [reason('logging'), ['logging', 'log_driver', 'log_opt', 'attach']],
  [reason('labels'), ['labels', 'label_file', 'annotations']],
  [reason('local'), ['develop', 'pull_policy', 'pull_refresh_after', 'use_api_socket', 'models']],
  [reason('hooks'), ['pre_start', 'post_start', 'pre_stop']],
];

/** Keys of a service that are converted. */
const convertedKeys = [
  ...[
    'image',
    'build',
    'command',
    'entrypoint',
    'environment',
    'env_file',
    'ports',
    'expose',
    'volumes',
    'tmpfs',
  ],
  ...['secrets', 'configs', 'restart', 'deploy', 'healthcheck', 'domainname', 'container_name', 'platform'],
  ...['cpus', 'mem_limit', 'mem_reservation', 'scale', 'profiles', 'extends', 'depends_on', 'provider'],
];

/** Why the key is not converted; `undefined` for one that is. */
function unsupportedReason(key: string): ComposeReason | undefined {
  if (convertedKeys.includes(key)) return undefined;
  if (key.startsWith('x-')) return { kind: 'extensionField', key };
  const known = reasons.find(([, keys]) => keys.includes(key));
  return known ? known[0](key) : { kind: 'unknownKey', key };
}

const convertedFileKeys = ['services', 'volumes', 'secrets', 'configs', 'name', 'include'];

/** Notes the top-level keys of a file that are not converted. */
export function noteFileKeys(file: JsonObject, addNote: AddNote): void {
  for (const key of Object.keys(file).filter(word => !convertedFileKeys.includes(word))) {
    if (key === 'version') addNote('dropped', [key], { kind: 'obsoleteKey', key });
    else if (key === 'networks') addNote('dropped', [key], { kind: 'sharedNetwork', key });
    else if (key === 'models') addNote('dropped', [key], { kind: 'local', key });
    else if (key.startsWith('x-')) addNote('dropped', [key], { kind: 'extensionField', key });
    else addNote('dropped', [key], { kind: 'unknownKey', key });
  }
}

/** Notes the keys of a service that are not converted, and a service that can't be. */
export function noteServiceKeys(name: string, service: JsonObject, path: JsonPath, addNote: AddNote): void {
  if (service['provider'] !== undefined)
    addNote('blocked', [...path, 'provider'], { kind: 'provider', service: name });
  else if (plainText(service['image']) === undefined || service['image'] === '')
    addNote('blocked', service['build'] === undefined ? path : [...path, 'build'], {
      kind: 'imageMissing',
      service: name,
    });
  else if (service['build'] !== undefined) addNote('dropped', [...path, 'build'], { kind: 'build' });
  if (service['container_name'] !== undefined && service['container_name'] !== name)
    addNote('dropped', [...path, 'container_name'], { kind: 'containerName', service: name });
  const platform = plainText(service['platform']);
  if (platform !== undefined && !/^(linux|windows)(\/(amd64|x86_64))?$/i.test(platform))
    addNote('dropped', [...path, 'platform'], { kind: 'platform', platform });
  for (const key of Object.keys(service)) {
    const why = unsupportedReason(key);
    if (why) addNote('dropped', [...path, key], why);
  }
  noteDeployKeys(service, path, addNote);
}

function noteDeployKeys(service: JsonObject, path: JsonPath, addNote: AddNote): void {
  const scale = plainText(service['scale']);
  if (scale !== undefined && scale !== '1')
    addNote('dropped', [...path, 'scale'], { kind: 'replicas', count: scale });
  for (const [key, value] of Object.entries(asObject(service['deploy']))) {
    const keyPath = [...path, 'deploy', key];
    const count = key === 'replicas' ? plainText(value) : undefined;
    if (count !== undefined && count !== '1') addNote('dropped', keyPath, { kind: 'replicas', count });
    if (key === 'labels') addNote('dropped', keyPath, { kind: 'labels', key });
    else if (!['replicas', 'resources', 'restart_policy'].includes(key))
      addNote('dropped', keyPath, { kind: 'deployDetail', key });
  }
  for (const side of ['reservations', 'limits'])
    for (const key of Object.keys(asObject(at(service, 'deploy', 'resources', side))))
      if (key !== 'cpus' && key !== 'memory')
        addNote('dropped', [...path, 'deploy', 'resources', side, key], { kind: 'deployDetail', key });
}
