/** The keys of a service that a container group has nothing for, and why. */
import type { ComposeReason } from './composeNote.ts';

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

/** The keys that the conversion reads itself. */
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

/** Why the key does not reach the group; `undefined` for one that is read. */
export function unsupportedReason(key: string): ComposeReason | undefined {
  if (convertedKeys.includes(key)) return undefined;
  if (key.startsWith('x-')) return { kind: 'extensionField', key };
  const known = reasons.find(([, keys]) => keys.includes(key));
  return known ? known[0](key) : { kind: 'unknownKey', key };
}
