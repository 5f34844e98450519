/**
 * Container groups in trouble, as recordings and documentation show them (docs/azure-facts.md), and how a create is
 * refused.
 */
import type { CreateError, Facts } from '../../../src/core/diagnosis/facts.ts';
import type { FindingId } from '../../../src/core/diagnosis/finding.ts';
import type { ErrorKind } from '../../../src/core/errors.ts';
import type {
  Container,
  ContainerEvent,
  ContainerGroup,
  ContainerInstanceView,
  ContainerState,
} from '../../../src/core/model/containerGroup.ts';
import { container, group } from '../sampleGroups.ts';

export const now = Date.UTC(2026, 0, 5, 9, 0, 0);
export const minute = 60_000;

/** An event some minutes ago. */
export function event(
  name: string,
  message: string,
  {
    type = 'Warning',
    ago = 1,
    count = 1,
  }: { type?: ContainerEvent['type']; ago?: number; count?: number } = {},
): ContainerEvent {
  const time = now - ago * minute;
  return { name, message, type, count, firstTimestamp: time, lastTimestamp: time };
}

export function normal(name: string, message: string, ago = 5): ContainerEvent {
  return event(name, message, { type: 'Normal', ago });
}

export const backOff: ContainerState = {
  state: 'Waiting',
  detailStatus: 'CrashLoopBackOff: Back-off 40s restarting failed',
};
export const creating: ContainerState = { state: 'Waiting', detailStatus: 'ContainerCreating' };
export const runningState: ContainerState = {
  state: 'Running',
  detailStatus: '',
  startTime: now - 3 * minute,
};

export function ended(exitCode: number, seconds = 3): ContainerState {
  const finishTime = now - minute;
  return {
    state: 'Terminated',
    detailStatus: exitCode === 0 ? 'Completed' : 'Error',
    startTime: finishTime - seconds * 1000,
    finishTime,
    exitCode,
  };
}

export function viewed(of: Partial<Container>, view: Partial<ContainerInstanceView>): Container {
  return container({
    ...of,
    instanceView: { restartCount: 0, currentState: undefined, previousState: undefined, events: [], ...view },
  });
}

/** In a crash loop with this exit code. */
export function looping(
  exitCode: number,
  of: Partial<Container> = {},
  events: readonly ContainerEvent[] = [],
): Container {
  return viewed(of, {
    restartCount: 7,
    currentState: backOff,
    previousState: ended(exitCode),
    events: [event('BackOff', 'Back-off restarting failed container', { count: 7 }), ...events],
  });
}

/** Waiting for an image that doesn't come. */
export function pulling(image: string, ...reasons: readonly string[]): Container {
  return viewed(
    { image },
    {
      currentState: creating,
      events: [
        normal('Pulling', `pulling image "${image}"`),
        ...reasons.map(reason => event('Failed', `Failed to pull image "${image}": ${reason}`)),
        normal('BackOff', `Back-off pulling image "${image}"`, 1),
      ],
    },
  );
}

export function pending(...containers: readonly Container[]): ContainerGroup {
  return group({ provisioningState: 'Creating', state: 'Pending', containers });
}

export function refused(kind: ErrorKind, code: string, message: string): CreateError {
  return { kind, code, message, requestId: 'westeurope:1' };
}

export function facts(of: Partial<Facts>): Facts {
  return { group: undefined, logs: new Map(), error: undefined, now, ...of };
}

const log = (...lines: readonly string[]) => new Map([['app', lines]]);
const of = (known: ContainerGroup, logs: Facts['logs'] = new Map()) => facts({ group: known, logs });
const create = (kind: ErrorKind, code: string, message: string) =>
  facts({ error: refused(kind, code, message) });

/** A Spot group that stopped by itself. */
const evicted: ContainerState = { state: 'Terminated', detailStatus: 'Evicted', finishTime: now - minute };
const byClient: ContainerState = {
  state: 'Terminated',
  detailStatus: 'Container stopped per client request',
  finishTime: now - minute,
};

export interface Situation {
  readonly what: string;
  readonly facts: Facts;
  /** The findings, the worst first. */
  readonly found: readonly FindingId[];
}

export const situations: readonly Situation[] = [
  {
    what: 'a tag that does not exist',
    facts: of(pending(pulling('t/x:latest', 'rpc error: code 2 desc Error: image t/x:latest not found'))),
    found: ['imageNotFound'],
  },
  {
    what: 'a manifest unknown to an Azure registry',
    facts: of(
      pending(pulling('shop.azurecr.io/web:9', 'manifest unknown: manifest tagged by "9" is not found')),
    ),
    found: ['imageNotFound'],
  },
  {
    what: 'a private registry without a credential',
    facts: of(
      pending(
        pulling(
          'shop.azurecr.io/web:1',
          'failed to authorize: failed to fetch anonymous token: 401 Unauthorized',
        ),
      ),
    ),
    found: ['imageDenied'],
  },
  {
    what: 'Docker Hub, which denies what does not exist',
    facts: of(
      pending(
        pulling(
          'shop/web',
          "pull access denied for shop/web, repository does not exist or may require 'docker login'",
        ),
      ),
    ),
    found: ['imageDenied'],
  },
  {
    what: 'a pull that fails without a word why',
    facts: of(pending(pulling('shop/web:1', 'rpc error: code = Unknown'))),
    found: ['imageInaccessible'],
  },
  {
    what: 'a registry that is out of reach',
    facts: of(pending(pulling('registry.local/web', 'dial tcp: lookup registry.local: no such host'))),
    found: ['registryUnreachable'],
  },
  {
    what: 'a pull limit told by an event',
    facts: of(pending(pulling('nginx', 'toomanyrequests: You have reached your pull rate limit.'))),
    found: ['rateLimited'],
  },
  {
    what: 'InaccessibleImage',
    facts: create(
      'image',
      'InaccessibleImage',
      "The image 'shop.azurecr.io/web:1' in container group 'web' is not accessible. Please check the image and registry credential.",
    ),
    found: ['imageInaccessible'],
  },
  {
    what: 'RegistryErrorResponse',
    facts: create(
      'image',
      'RegistryErrorResponse',
      "An error response is received from the docker registry 'index.docker.io'. Please retry later.",
    ),
    found: ['rateLimited'],
  },
  {
    what: 'a Windows that ACI does not run',
    facts: create('image', 'OsVersionNotSupported', "The OS version of image 'shop/win:1' is not supported."),
    found: ['wrongOs'],
  },
  {
    what: 'a Windows image in a Linux group',
    facts: of(
      pending(
        pulling(
          'shop/win',
          'image operating system "windows" cannot be used on this platform: operating system is not supported',
        ),
      ),
    ),
    found: ['wrongOs'],
  },
  {
    what: 'an ARM image, by its log',
    facts: of(group({ containers: [looping(1)] }), log('exec /usr/bin/node: exec format error')),
    found: ['wrongArchitecture'],
  },
  {
    what: 'an ARM image, by the pull',
    facts: of(
      pending(pulling('shop/web', 'no matching manifest for linux/amd64 in the manifest list entries')),
    ),
    found: ['wrongArchitecture'],
  },
  {
    what: 'a crash loop with exit code 1',
    facts: of(group({ containers: [looping(1)] }), log('fatal: no database')),
    found: ['exited'],
  },
  {
    what: 'a crash loop with exit code 126',
    facts: of(group({ containers: [looping(126)] })),
    found: ['notExecutable'],
  },
  {
    what: 'a crash loop with exit code 127',
    facts: of(group({ containers: [looping(127, { command: ['nodee', 'app.js'] })] })),
    found: ['commandNotFound'],
  },
  {
    what: 'a command that the runtime can not find',
    facts: of(
      group({
        containers: [
          looping(128, { command: ['serve'] }, [
            event(
              'Failed',
              'Error: runc create failed: exec: "serve": executable file not found in $PATH: unknown',
            ),
          ]),
        ],
      }),
    ),
    found: ['commandNotFound'],
  },
  {
    what: 'exit code 137 and a log that speaks of memory',
    facts: of(group({ containers: [looping(137)] }), log('Out of memory: Killed process 12 (java)')),
    found: ['outOfMemory'],
  },
  {
    what: 'exit code 137 and nothing more',
    facts: of(group({ containers: [looping(137)] }), log('working')),
    found: ['killed'],
  },
  {
    what: "Node's own end of memory",
    facts: of(
      group({ containers: [looping(134)] }),
      log('FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'),
    ),
    found: ['outOfMemory'],
  },
  {
    what: 'a crash loop with exit code 139',
    facts: of(group({ containers: [looping(139)] })),
    found: ['segmentationFault'],
  },
  {
    what: 'a job that was terminated (143)',
    facts: of(
      group({
        state: 'Failed',
        restartPolicy: 'Never',
        containers: [viewed({}, { currentState: ended(143) })],
      }),
    ),
    found: ['terminated'],
  },
  {
    what: 'maintenance of the platform (7147)',
    facts: of(
      group({
        state: 'Failed',
        restartPolicy: 'Never',
        containers: [viewed({}, { currentState: ended(7147) })],
      }),
    ),
    found: ['platformMaintenance'],
  },
  {
    what: 'maintenance of the platform (7148), after which it runs again',
    facts: of(
      group({
        containers: [viewed({}, { restartCount: 1, currentState: runningState, previousState: ended(7148) })],
      }),
    ),
    found: ['platformMaintenance'],
  },
  {
    what: 'a job that failed',
    facts: of(
      group({
        state: 'Failed',
        restartPolicy: 'Never',
        containers: [viewed({}, { currentState: ended(3) })],
      }),
      log('2 of 1840 entries do not match'),
    ),
    found: ['exited'],
  },
  {
    what: 'an init container that failed',
    facts: of(
      group({
        state: 'Failed',
        restartPolicy: 'Never',
        initContainers: [viewed({ name: 'migrate', isInit: true }, { currentState: ended(2) })],
        containers: [viewed({}, { currentState: creating })],
      }),
    ),
    found: ['exited'],
  },
  {
    what: 'an end of the infrastructure, without an exit code',
    facts: of(
      group({
        state: 'Failed',
        containers: [
          viewed({}, { currentState: { state: 'Terminated', detailStatus: 'Infrastructure Error' } }),
        ],
      }),
    ),
    found: ['infrastructure'],
  },
  {
    what: 'a command that is done at once, under Always (recorded)',
    facts: of(
      group({
        containers: [
          viewed(
            { command: ['echo', 'hello'] },
            {
              restartCount: 1,
              currentState: {
                state: 'Waiting',
                detailStatus: 'CrashLoopBackOff: Back-off restarting failed',
              },
              previousState: ended(0, 0),
              events: [event('BackOff', 'Back-off restarting failed container')],
            },
          ),
        ],
      }),
    ),
    found: ['endedAtOnce'],
  },
  {
    what: 'two containers that want one port',
    facts: of(
      group({ containers: [looping(1)] }),
      log('nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)'),
    ),
    found: ['portInUse'],
  },
  {
    what: 'a server that listens on another port',
    facts: of(group(), log('Now listening on: http://[::]:8080')),
    found: ['portElsewhere'],
  },
  {
    what: 'a server that listens on 127.0.0.1',
    facts: of(group(), log('Uvicorn running on http://127.0.0.1:80 (Press CTRL+C to quit)')),
    found: ['listensOnLoopback'],
  },
  {
    what: 'a port that the group does not open',
    facts: of(
      group({
        containers: [
          container({
            ports: [
              { port: 80, protocol: 'TCP' },
              { port: 9090, protocol: 'TCP' },
            ],
          }),
        ],
      }),
    ),
    found: ['nothingWrong', 'portNotExposed'],
  },
  {
    what: 'a liveness probe that kills',
    facts: of(
      group({
        containers: [
          looping(137, {}, [
            event(
              'Unhealthy',
              "Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory",
            ),
            normal('Killing', 'Container app failed liveness probe, will be restarted', 1),
          ]),
        ],
      }),
    ),
    found: ['probeFailing'],
  },
  {
    what: 'a readiness probe that fails while the program runs',
    facts: of(
      group({
        containers: [
          viewed(
            {},
            {
              currentState: runningState,
              events: [event('Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 500')],
            },
          ),
        ],
      }),
    ),
    found: ['probeFailing'],
  },
  {
    what: 'a readiness probe that fails because the program does',
    facts: of(
      group({
        containers: [looping(1, {}, [event('Unhealthy', 'Readiness probe failed: connection refused')])],
      }),
    ),
    found: ['exited', 'probeFailing'],
  },
  {
    what: 'a file share that can not be mounted (the example of the API)',
    facts: of({
      ...pending(viewed({}, { currentState: creating })),
      events: [event('FailedMount', 'Output: mount error(2): Permission denied')],
    }),
    found: ['mountFailed'],
  },
  {
    what: 'a quota that is used up',
    facts: create(
      'quota',
      'ContainerGroupQuotaReached',
      "Resource type 'Microsoft.ContainerInstance/containerGroups' container group quota 'StandardCores' exceeded in region 'westeurope'. Limit: '10', Usage: '8' Requested: '4'.",
    ),
    found: ['quota'],
  },
  {
    what: 'a subscription that may have nothing at all',
    facts: create(
      'quota',
      'ServiceUnavailable',
      "Resource type 'Microsoft.ContainerInstance/containerGroups' container group quota 'ContainerGroups' exceeded in region 'eastus'. Limit: '0', Usage: '0' Requested: '1'.",
    ),
    found: ['quota'],
  },
  {
    what: 'a region that is full',
    facts: create(
      'capacity',
      'ServiceUnavailable',
      "The requested resource is not available in the location 'westus' at this moment. Please retry with a different resource request or in another location. Resource requested: '2' CPU '4' GB memory 'Linux' OS virtual network",
    ),
    found: ['capacity'],
  },
  {
    what: 'a subnet that can not be joined',
    facts: of({
      ...pending(viewed({}, { currentState: creating })),
      events: [
        normal('PrepareNetwork', 'Prepare network succeeded.'),
        event('JoinNetwork', 'Join network failed for "be863355": Timeout.'),
      ],
    }),
    found: ['subnet'],
  },
  {
    what: 'a subnet in a subscription that is not there',
    facts: create(
      'refused',
      'LinkedAuthorizationFailed',
      "The client has permission to perform action 'Microsoft.Network/virtualNetworks/subnets/join/action' on scope '/x', however the linked subscription 'y' was not found.",
    ),
    found: ['subnet'],
  },
  {
    what: 'a subnet that one may not join: a role is missing, and the subnet may be as it should',
    facts: create(
      'forbidden',
      'LinkedAuthorizationFailed',
      "The client has permission to perform action 'Microsoft.ContainerInstance/containerGroups/write' on scope '/x'; however, it does not have permission to perform action 'Microsoft.Network/virtualNetworks/subnets/join/action' on the linked scope(s) '/y'.",
    ),
    found: ['refused'],
  },
  {
    what: 'a policy about subnets',
    facts: create(
      'policy',
      'RequestDisallowedByPolicy',
      "'web' was disallowed by policy 'Subnets need rules'.",
    ),
    found: ['refused'],
  },
  {
    what: 'a private address without a subnet (CompositionalIT/farmer#125)',
    facts: create(
      'invalid',
      'InvalidIPAddressType',
      "IP Address type in container group 'web' is invalid. Private IP address is only supported when network profile is defined.",
    ),
    found: ['refused'],
  },
  {
    what: "Docker Hub's limit in an answer of Azure's (Azure/azure-sdk-for-js#34390)",
    facts: create('registry', 'TOOMANYREQUESTS', 'You have reached your unauthenticated pull rate limit.'),
    found: ['rateLimited'],
  },
  {
    what: 'a volume at a path that is a file of the image, which the runtime refuses',
    facts: of(
      group({
        containers: [
          viewed(
            {},
            {
              restartCount: 2,
              currentState: backOff,
              events: [
                event(
                  'Failed',
                  'Error: failed to create shim task: OCI runtime create failed: error mounting "/x" to rootfs at "/etc/app.conf": not a directory: unknown',
                ),
              ],
            },
          ),
        ],
      }),
    ),
    found: ['notStarted'],
  },
  {
    what: 'a network profile that is not there',
    facts: create(
      'invalid',
      'NetworkProfileNotFound',
      "Network profile '/x' is not found for container group 'web'.",
    ),
    found: ['subnet'],
  },
  {
    what: 'a DNS label that is taken',
    facts: create('nameTaken', 'DnsNameLabelNotAvailable', "The DNS name label 'shop' is not available."),
    found: ['dnsLabelTaken'],
  },
  {
    what: 'a pull that takes long',
    facts: of(
      pending(viewed({}, { currentState: creating, events: [normal('Pulling', 'pulling image "big"', 6)] })),
    ),
    found: ['slowPull'],
  },
  {
    what: 'a group stuck in transition',
    facts: of({
      ...pending(viewed({}, { currentState: creating })),
      events: [normal('PrepareNetwork', 'Prepare network succeeded.', 25)],
    }),
    found: ['stuck'],
  },
  {
    what: 'a group on its way',
    facts: of(
      pending(
        viewed({}, { currentState: creating, events: [normal('Pulling', 'pulling image "nginx"', 0.2)] }),
      ),
    ),
    found: ['starting'],
  },
  {
    what: 'a Spot group that was evicted',
    facts: of(
      group({
        priority: 'Spot',
        state: 'Stopped',
        ipAddress: undefined,
        containers: [viewed({ ports: [] }, { currentState: evicted, previousState: runningState })],
        events: [event('Evicted', 'The Spot container group was evicted.')],
      }),
    ),
    found: ['spotEvicted'],
  },
  {
    what: 'a create that a policy refused',
    facts: create('policy', 'RequestDisallowedByPolicy', "Resource 'web' was disallowed by policy."),
    found: ['refused'],
  },
  {
    what: 'a failure of which nothing is known',
    facts: of(group({ provisioningState: 'Failed', state: undefined, containers: [viewed({}, {})] })),
    found: ['unexplained'],
  },
  {
    what: 'a group that somebody stopped',
    facts: of(
      group({
        state: 'Stopped',
        containers: [viewed({}, { currentState: byClient, previousState: runningState })],
      }),
    ),
    found: ['stoppedByClient'],
  },
  {
    what: 'a stopped group that is not known why',
    facts: of(group({ state: 'Stopped', containers: [viewed({}, {})] })),
    found: ['stopped'],
  },
  {
    what: 'a job that is done',
    facts: of(
      group({
        state: 'Succeeded',
        restartPolicy: 'Never',
        containers: [viewed({}, { currentState: ended(0) })],
      }),
    ),
    found: ['finished'],
  },
  {
    what: 'a container that is done beside one that runs',
    facts: of(
      group({
        restartPolicy: 'OnFailure',
        containers: [container(), viewed({ name: 'setup', ports: [] }, { currentState: ended(0) })],
      }),
    ),
    found: ['nothingWrong', 'doneBeside'],
  },
  { what: 'a group that runs', facts: of(group(), log('listening on port 80')), found: ['nothingWrong'] },
  { what: 'a group that is gone', facts: facts({}), found: ['gone'] },
];
