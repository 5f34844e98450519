/**
 * What people have reported of ACI, in minimal bodies of our own: what Azure answers, and what a diagnosis makes of it.
 */
import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/core/json.ts';
import { readGroup } from '../../src/azure/api/readGroup.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import type { Facts } from '../../src/core/diagnosis/facts.ts';
import type { FindingId } from '../../src/core/diagnosis/finding.ts';
import { hasProblem } from '../../src/core/model/groupHealth.ts';

const now = Date.UTC(2026, 0, 5, 9, 0, 0);
const at = (minutesAgo: number) => new Date(now - minutesAgo * 60_000).toISOString();

function warning(name: string, message: string, minutesAgo = 1): JsonObject {
  const time = at(minutesAgo);
  return { name, message, type: 'Warning', count: 3, firstTimestamp: time, lastTimestamp: time };
}

function normal(name: string, message: string, minutesAgo = 2): JsonObject {
  return { ...warning(name, message, minutesAgo), type: 'Normal', count: 1 };
}

const waiting = (detailStatus: string): JsonObject => ({ state: 'Waiting', detailStatus });
const loop = waiting('CrashLoopBackOff: Back-off restarting failed');
const creating = waiting('ContainerCreating');
const running = (minutes: number): JsonObject => ({
  state: 'Running',
  detailStatus: '',
  startTime: at(minutes),
});
const terminated = (
  exitCode: number | null,
  detailStatus = exitCode === 0 ? 'Completed' : 'Error',
): JsonObject => ({
  ...{ state: 'Terminated', detailStatus, exitCode },
  ...(exitCode === null ? {} : { startTime: at(2), finishTime: at(1) }),
});
const backOff = warning('BackOff', 'Back-off restarting failed container');

interface Report {
  readonly what: string;
  /** Where somebody tells of it. */
  readonly after: string;
  readonly group?: JsonObject;
  readonly container?: JsonObject;
  readonly view?: JsonObject;
  readonly logs?: readonly string[];
  readonly error?: string;
  /** The findings, the worst first. */
  readonly found: readonly FindingId[];
  /** What the first of them must tell. */
  readonly tells?: Readonly<Record<string, unknown>>;
}

function factsOf({ group, container, view, logs, error }: Report): Facts {
  const body = {
    id: '/subscriptions/s/resourceGroups/r/providers/Microsoft.ContainerInstance/containerGroups/shop',
    location: 'westeurope',
    properties: {
      provisioningState: 'Succeeded',
      osType: 'Linux',
      restartPolicy: 'Always',
      instanceView: { state: 'Running', events: [] },
      containers: [
        {
          name: 'app',
          properties: { image: 'alpine', ...container, instanceView: { restartCount: 0, ...view } },
        },
      ],
      ...group,
    },
  };
  return {
    // Of a creation that was refused at once there is no group.
    group: error === undefined || container ? readGroup('azure', body) : undefined,
    logs: new Map(logs ? [['app', logs]] : []),
    error:
      error === undefined
        ? undefined
        : { kind: 'service', code: undefined, message: error, requestId: undefined },
    now,
  };
}

const inState = (
  state: string,
  provisioningState = 'Succeeded',
  events: readonly JsonObject[] = [],
): JsonObject => ({
  provisioningState,
  instanceView: { state, events },
});

/** A container that waits for its image. */
function pull(image: string, reason: string): Pick<Report, 'group' | 'container' | 'view'> {
  return {
    group: inState('Pending', 'Creating'),
    container: { image },
    view: {
      currentState: creating,
      events: [
        normal('Pulling', `pulling image "${image}"`),
        warning('Failed', `Failed to pull image "${image}": ${reason}`),
        normal('BackOff', `Back-off pulling image "${image}"`),
      ],
    },
  };
}

/** A container that could not be started. */
function start(reason: string, state: JsonObject = loop): Pick<Report, 'view'> {
  const message = `Error: Failed to start container app, Error response: failed to create containerd task: failed to create shim task: ${reason}: unknown`;
  return { view: { restartCount: 3, currentState: state, events: [warning('Failed', message), backOff] } };
}

const blank = start('exec: "echo hello": executable file not found in $PATH');

const reports: readonly Report[] = [
  {
    what: 'a command of one word with a blank, in a crash loop',
    after: 'minio/minio#6583',
    container: { command: ['echo hello'] },
    ...blank,
    found: ['commandNotFound'],
    tells: { exitCode: undefined, isOneWord: true, looping: true, isCalledRunning: true },
  },
  {
    what: 'the same in a group that is called pending',
    after: 'MicrosoftDocs/azure-docs#106296',
    group: inState('Pending'),
    container: { command: ['echo hello'] },
    ...blank,
    found: ['commandNotFound'],
    tells: { isOneWord: true, isCalledRunning: false },
  },
  {
    what: 'the same under Never, ended without an exit code',
    after: 'Azure/azure-powershell#15793',
    group: { restartPolicy: 'Never', ...inState('Failed') },
    container: { command: ['echo hello'] },
    ...start('exec: "echo hello": executable file not found in $PATH', terminated(null)),
    found: ['commandNotFound'],
    tells: { exitCode: undefined, looping: false },
  },
  {
    what: 'a crash loop of which nothing is told',
    after: 'minio/minio#6583',
    view: { restartCount: 3, currentState: loop, events: [backOff] },
    found: ['notStarted'],
    tells: { said: '', looping: true, restarts: 3 },
  },
  {
    what: 'a crash loop of which not even a warning is told',
    after: 'MicrosoftDocs/azure-docs#82665',
    view: { restartCount: 0, currentState: waiting('Back-off restarting failed container') },
    found: ['notStarted'],
  },
  {
    what: 'a shell that is not where it is looked for',
    after: 'virtual-kubelet/azure-aci#612',
    container: { command: ['sh', '-c', 'sleep 10'] },
    ...start(
      'guest RPC failure: container_linux.go:380: starting container process caused: exec: "sh": executable file not found in $PATH',
    ),
    found: ['commandNotFound'],
    tells: { isOneWord: false },
  },
  {
    what: 'an entry point that is not in the image',
    after: 'the words of runc',
    ...start(
      'OCI runtime create failed: runc create failed: unable to start container process: exec: "/app/run.sh": stat /app/run.sh: no such file or directory',
    ),
    found: ['commandNotFound'],
  },
  {
    what: 'a script without its executable bit',
    after: 'atmoz/sftp#371',
    ...start(
      'OCI runtime create failed: runc create failed: unable to start container process: exec: "/entrypoint": permission denied',
    ),
    found: ['notExecutable'],
  },
  {
    what: 'a script with line ends of Windows',
    after: 'the words of runc in the log',
    view: { restartCount: 4, currentState: loop, previousState: terminated(1), events: [backOff] },
    logs: ['standard_init_linux.go:228: exec user process caused: no such file or directory'],
    found: ['commandNotFound'],
  },
  {
    what: 'a Windows program that is not there',
    after: 'the words of hcsshim',
    group: { osType: 'Windows' },
    ...start('hcs::System::CreateProcess app: The system cannot find the file specified.'),
    found: ['commandNotFound'],
  },
  {
    what: 'a start that fails for a reason that is not known',
    after: 'microsoft/hcsshim#2017',
    ...start('hcs::CreateComputeSystem app: The requested operation failed.'),
    found: ['notStarted'],
    tells: {
      said: 'Error: Failed to start container app, Error response: failed to create containerd task: failed to create shim task: hcs::CreateComputeSystem app: The requested operation failed.: unknown',
    },
  },
  {
    what: 'a Windows image for another host',
    after: 'Azure/acs-engine#2965',
    group: { osType: 'Windows' },
    ...start(
      'hcsshim::CreateComputeSystem app: The container operating system does not match the host operating system.',
    ),
    found: ['wrongOs'],
  },
  {
    what: 'a confidential group whose policy does not know the image',
    after: 'microsoft/confidential-ai#11',
    group: { sku: 'Confidential', ...inState('Pending', 'Failed') },
    ...start(
      'failed to mount container storage: failed to add LCOW layer: mounting scsi device denied by policy: mount_device not allowed by policy. Errors: [deviceHash not found]',
    ),
    found: ['confidentialPolicy'],
  },
  {
    what: 'a container that never ran and waits in a group called running',
    after: 'MicrosoftDocs/azure-docs#46055',
    view: {
      restartCount: 0,
      currentState: creating,
      events: [normal('Killing', 'Killing container with id docker://1. Need to kill Pod')],
    },
    found: ['notRunning'],
    tells: { state: 'Waiting', detail: 'ContainerCreating' },
  },
  {
    what: 'a container that has ended in a group called running',
    after: 'Azure/ACS#127',
    view: { restartCount: 0, currentState: terminated(0) },
    found: ['notRunning'],
    tells: { state: 'Terminated' },
  },
  {
    what: 'a state of a container that the documentation does not have',
    after: 'microsoft/vscode-docker#2602',
    view: { restartCount: 0, currentState: { state: 'Node Pending', detailStatus: '' } },
    found: ['notRunning'],
    tells: { state: 'Node Pending' },
  },
  {
    what: 'a container that waits for a reason of its own',
    after: 'the words of Kubernetes',
    group: inState('Pending', 'Creating'),
    view: { restartCount: 0, currentState: waiting('CreateContainerConfigError: secret "x" not found') },
    found: ['notRunning'],
    tells: { detail: 'CreateContainerConfigError: secret "x" not found' },
  },
  {
    what: 'a crash loop that is caught between two crashes',
    after: 'Praqma/Network-MultiTool#25',
    view: { restartCount: 5, currentState: running(0.1), previousState: terminated(1), events: [backOff] },
    found: ['exited'],
    tells: { exitCode: 1, recovered: true },
  },
  {
    what: 'restarts of which Azure tells no reason',
    after: 'MicrosoftDocs/azure-docs#106948',
    view: {
      restartCount: 6,
      currentState: running(0.2),
      events: [normal('Killing', 'Killing container with id 1.')],
    },
    found: ['notStarted'],
    tells: { restarts: 6, recovered: true },
  },
  {
    what: 'a job that Azure started again though its policy is Never',
    after: 'learn.microsoft.com, "Run containerized tasks with restart policies"',
    group: { restartPolicy: 'Never' },
    view: { restartCount: 1, currentState: running(1), previousState: terminated(3) },
    found: ['exited'],
    tells: { exitCode: 3, restarts: 1, recovered: true },
  },
  {
    what: 'a shell as the first program, which ends at once',
    after: 'docker-archive/compose-cli#369',
    view: { restartCount: 4, currentState: loop, previousState: terminated(0), events: [backOff] },
    found: ['endedAtOnce'],
  },
  {
    what: 'a group that failed without a word',
    after: 'MicrosoftDocs/azure-docs#71458',
    group: { restartPolicy: 'Never', ...inState('Failed') },
    view: { restartCount: 0 },
    found: ['unexplained'],
    tells: { isWaiting: false },
  },
  {
    what: 'a group that waited until Azure gave up',
    after: 'Azure/dev-box-images#17',
    group: inState('Pending', 'Failed'),
    view: { restartCount: 0, currentState: creating },
    found: ['unexplained'],
    tells: { isWaiting: true },
  },
  {
    what: 'a group that failed, with an event that says why',
    after: 'learn.microsoft.com, "Troubleshoot common issues with confidential containers"',
    group: inState('Pending', 'Failed', [
      warning('DeploymentFailedReason', 'The container group provisioning has failed.'),
    ]),
    view: { restartCount: 0, currentState: creating },
    found: ['warned'],
    tells: { said: 'The container group provisioning has failed.', container: undefined },
  },
  {
    what: 'a group on a machine that failed',
    after: 'learn.microsoft.com, "Azure Container Instances states"',
    group: inState('Running', 'Unhealthy'),
    view: { restartCount: 0, currentState: running(60) },
    found: ['unexplained'],
  },
  {
    what: 'a group that is moved to another machine',
    after: 'learn.microsoft.com, "Azure Container Instances states"',
    group: inState('Unknown', 'Repairing'),
    view: { restartCount: 0, currentState: creating },
    found: ['repairing'],
  },
  {
    what: 'a file share, though Azure calls the group running',
    after: 'MicrosoftDocs/azure-docs#70920',
    group: inState('Running', 'Succeeded', [
      warning('FailedMountAzureFileVolume', 'Failed to mount Azure File Volume.'),
    ]),
    view: { restartCount: 0, currentState: waiting('') },
    found: ['mountFailed'],
    tells: { why: 'unknown' },
  },
  {
    what: 'a file share that was mounted in the end',
    after: 'KnoWhiz/DoWhiz#1461',
    group: inState('Running', 'Succeeded', [
      warning('FailedMountAzureFileVolume', 'Failed to mount Azure File Volume.', 30),
      normal('SuccessfulMountAzureFileVolume', 'Successfully mounted Azure File Volume.', 29),
    ]),
    view: { restartCount: 0, currentState: running(28) },
    found: ['nothingWrong'],
  },
  {
    what: 'a share that the network does not let through',
    after: 'MicrosoftDocs/azure-docs#72236',
    group: inState('Pending', 'Creating', [warning('FailedMount', 'Output: mount error(112): Host is down')]),
    view: { restartCount: 0, currentState: creating },
    found: ['mountFailed'],
    tells: { why: 'unreachable' },
  },
  {
    what: 'a share whose key is wrong',
    after: 'MicrosoftDocs/azure-docs#118769',
    group: inState('Pending', 'Creating', [warning('FailedMount', 'mount error(13): Permission denied')]),
    view: { restartCount: 0, currentState: creating },
    found: ['mountFailed'],
    tells: { why: 'denied' },
  },
  {
    what: 'a virtual network that cannot be joined',
    after: 'MicrosoftDocs/azure-docs#85471',
    group: inState('Pending', 'Failed', [warning('ErrorJoinVirtualNetwork', 'Join virtual network failed.')]),
    view: { restartCount: 0, currentState: creating },
    found: ['subnet'],
    tells: { step: 'ErrorJoinVirtualNetwork' },
  },
  {
    what: 'a network that is not ready',
    after: 'virtual-kubelet/azure-aci#167',
    error:
      "ServiceAssociationLinkNotReady: Network is not ready for container group 'shop'. Please try again.",
    found: ['subnet'],
  },
  {
    what: 'a Spot group that waits for another machine',
    after: 'learn.microsoft.com, "Spot containers remain in the Waiting state"',
    group: {
      priority: 'Spot',
      ...inState('Running', 'Succeeded', [warning('Evicted', 'The container group was evicted.')]),
    },
    view: { restartCount: 0, currentState: waiting('Waiting to run') },
    found: ['spotEvicted'],
  },
  {
    what: 'a firewall of an Azure registry',
    after: 'Azure/acr#633',
    ...pull(
      'shop.azurecr.io/team/app:1.4',
      `rpc error: code Unknown desc Error response from daemon: Head "https://shop.azurecr.io/v2/team/app/manifests/1.4": denied: client with IP '20.1.2.3' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.`,
    ),
    found: ['registryFirewall'],
    tells: { source: 'azureRegistry', address: '20.1.2.3' },
  },
  {
    what: 'a registry with a certificate of its own',
    after: 'kubernetes/kubernetes#43924',
    ...pull(
      '10.78.0.228:5000/monitor',
      'Error response from daemon: Get https://10.78.0.228:5000/v2/: x509: certificate signed by unknown authority',
    ),
    found: ['registryUnreachable'],
    tells: { why: 'certificate' },
  },
  {
    what: 'a registry without https',
    after: 'microsoft/azure-pipelines-tasks#13383',
    ...pull(
      'registry.example:5000/web',
      'Get "https://registry.example:5000/v2/": http: server gave HTTP response to HTTPS client',
    ),
    found: ['registryUnreachable'],
    tells: { why: 'http' },
  },
  {
    what: 'a registry that nobody knows',
    after: 'the words of Go',
    ...pull(
      'shop.azurecr.oi/web:1',
      'Get "https://shop.azurecr.oi/v2/": dial tcp: lookup shop.azurecr.oi on 168.63.129.16:53: no such host',
    ),
    found: ['registryUnreachable'],
    tells: { why: 'noSuchHost' },
  },
  {
    what: 'a registry that does not answer in time',
    after: 'istio/istio#35186',
    ...pull(
      'docker.io/istio/proxyv2:1.11.2',
      'failed to resolve reference "docker.io/istio/proxyv2:1.11.2": failed to do request: Head "https://registry-1.docker.io/v2/": net/http: TLS handshake timeout',
    ),
    found: ['registryUnreachable'],
    tells: { why: 'timeout' },
  },
  {
    what: 'a gateway before the registry',
    after: 'containerd/containerd#5588',
    ...pull('quay.io/x/web:1', 'failed to fetch anonymous token: unexpected status: 504 Gateway Time-out'),
    found: ['registryUnreachable'],
    tells: { why: 'timeout' },
  },
  {
    what: 'an image that does not fit',
    after: 'learn.microsoft.com, "Frequently asked questions about ACI"',
    ...pull('shop/huge', 'failed to register layer: write /model.bin: no space left on device'),
    found: ['imageTooBig'],
  },
  {
    what: 'an image for ARM',
    after: 'Azure/secrets-store-csi-driver-provider-azure#616',
    ...pull(
      'shop/web',
      'rpc error: code = Unknown desc = no matching manifest for linux/amd64 in the manifest list entries',
    ),
    found: ['wrongArchitecture'],
  },
  {
    what: 'a Windows image that is newer than the host',
    after: 'Azure/AKS#1100',
    ...pull('shop/win', 'a Windows version 10.0.20348-based image is incompatible with a 10.0.17763 host'),
    found: ['wrongOs'],
  },
  {
    what: 'a tag that is gone',
    after: 'Azure/acr#742',
    ...pull('shop.azurecr.io/api:7e3c', 'manifest unknown: manifest tagged by "7e3c" is not found'),
    found: ['imageNotFound'],
  },
  {
    what: 'an identity without a role on the registry',
    after: 'kubernetes/kubernetes#92326',
    ...pull(
      'shop.azurecr.io/api:1',
      'Error response from daemon: Get https://shop.azurecr.io/v2/api/manifests/1: unauthorized: authentication required',
    ),
    found: ['imageDenied'],
  },
  {
    what: 'an image whose name reads like a reason',
    after: 'tags that are numbers',
    ...pull(
      'shop.azurecr.io/not-found:429',
      'Get https://shop.azurecr.io/v2/not-found/manifests/429: unauthorized: authentication required',
    ),
    found: ['imageDenied'],
  },
  {
    what: 'a reason that is not known: in the words of the registry',
    after: 'the words of containerd',
    ...pull(
      'shop/old:1',
      'media type "application/vnd.docker.distribution.manifest.v1+prettyjws" is no longer supported',
    ),
    found: ['imageInaccessible'],
    tells: {
      said: 'media type "application/vnd.docker.distribution.manifest.v1+prettyjws" is no longer supported',
    },
  },
  {
    what: 'a pull that is told by the state alone',
    after: 'the words of Kubernetes',
    group: inState('Pending', 'Creating'),
    view: { restartCount: 0, currentState: waiting('ImagePullBackOff: Back-off pulling image "alpine"') },
    found: ['imageInaccessible'],
  },
  {
    what: 'a crash loop that somebody stopped',
    after: 'learn.microsoft.com, "Manually stop or start containers"',
    group: inState('Stopped'),
    view: {
      restartCount: 16,
      currentState: {
        state: 'Terminated',
        finishTime: at(0),
        detailStatus: 'Container stopped per client request',
      },
      previousState: { state: 'Running', detailStatus: '' },
      events: [backOff, warning('Killing', 'Container app terminated with ExitCode 1.', 3)],
    },
    found: ['stoppedByClient'],
  },
  {
    what: 'a create that fails after Azure took it, because the program is not there',
    after: 'MicrosoftDocs/azure-docs#106296',
    container: { command: ['echo hello'] },
    view: { currentState: creating },
    error:
      'CodePackage activation failed: failed to create containerd task: failed to create shim task: exec: "echo hello": executable file not found in $PATH: unknown',
    found: ['commandNotFound'],
    tells: { isOneWord: true },
  },
  {
    what: 'a create that failed with the events of the pull',
    after: 'MicrosoftDocs/azure-docs#20808',
    error:
      'The resource operation completed with terminal provisioning state \'Failed\'. pulling image "shop.azurecr.io/web:acr";Failed to pull image "shop.azurecr.io/web:acr": rpc error: code Unknown desc Error response from daemon: unauthorized: authentication required;Back-off pulling image "shop.azurecr.io/web:acr"',
    found: ['imageDenied'],
    tells: { image: 'shop.azurecr.io/web:acr' },
  },
  {
    what: 'a pull that failed an hour ago, and went well since',
    after: 'Azure/azure-cli#30915',
    view: {
      restartCount: 0,
      currentState: running(58),
      events: [
        warning('Failed', 'Failed to pull image "alpine": toomanyrequests: slow down', 60),
        normal('Pulled', 'Successfully pulled image "alpine"', 59),
        normal('Started', 'Started container', 58),
      ],
    },
    found: ['nothingWrong'],
  },
  {
    what: 'a start that failed before the container came up',
    after: 'virtual-kubelet/azure-aci#612',
    view: {
      restartCount: 0,
      currentState: running(10),
      events: [
        warning('Failed', 'Error: Failed to start container app: exec: "sh": executable file not found', 12),
      ],
    },
    found: ['nothingWrong'],
  },
  {
    what: 'a warning that nobody knows, since the container runs',
    after: 'the words of tomorrow',
    view: {
      restartCount: 0,
      currentState: running(60),
      events: [warning('ClockSkewed', 'The clock is off by 3 s.', 20)],
    },
    found: ['warned'],
    tells: { said: 'The clock is off by 3 s.', minutes: 20, container: 'app' },
  },
  {
    what: 'a warning that a job got while it did its work',
    after: 'the words of tomorrow',
    group: { restartPolicy: 'Never', ...inState('Succeeded') },
    view: {
      restartCount: 0,
      currentState: terminated(0),
      events: [warning('ClockSkewed', 'The clock is off.', 1.5)],
    },
    found: ['finished', 'warned'],
  },
  {
    what: 'a liveness probe that kills again and again',
    after: 'MicrosoftDocs/azure-docs#26512',
    view: {
      restartCount: 4,
      currentState: running(0.3),
      previousState: terminated(137),
      events: [
        warning('Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 503', 0.5),
        normal('Killing', 'Killing container with id 1.'),
      ],
    },
    found: ['probeFailing'],
    tells: { probe: 'liveness', why: 'status' },
  },
  {
    what: 'a container that was killed for its memory',
    after: 'Azure/azure-service-operator#298',
    view: {
      restartCount: 2,
      currentState: loop,
      previousState: terminated(137, 'OOMKilled'),
      events: [backOff],
    },
    found: ['outOfMemory'],
  },
  {
    what: 'a program for Windows without its DLL',
    after: '[MS-ERREF] 2.3.1',
    group: { osType: 'Windows' },
    view: { restartCount: 2, currentState: loop, previousState: terminated(3221225781), events: [backOff] },
    found: ['windowsFault'],
    tells: { status: '0xC0000135', why: 'library' },
  },
  {
    what: 'the same with a sign',
    after: 'MicrosoftDocs/azure-docs#77504',
    group: { osType: 'Windows', restartPolicy: 'Never', ...inState('Failed') },
    view: { restartCount: 0, currentState: terminated(-1073741510) },
    found: ['windowsFault'],
    tells: { status: '0xC000013A', why: 'asked' },
  },
  {
    what: 'maintenance',
    after: 'learn.microsoft.com, "Azure container group intermittently restarts"',
    view: { restartCount: 1, currentState: running(3), previousState: terminated(7147) },
    found: ['platformMaintenance'],
  },
  {
    what: 'an init container that fails',
    after: 'CompositionalIT/farmer#546',
    group: {
      ...inState('Pending'),
      initContainers: [
        {
          name: 'migrate',
          properties: {
            image: 'alpine',
            instanceView: {
              restartCount: 3,
              currentState: loop,
              previousState: terminated(2),
              events: [backOff],
            },
          },
        },
      ],
    },
    view: { restartCount: 0, currentState: waiting('PodInitializing') },
    found: ['exited'],
    tells: { container: 'migrate', exitCode: 2 },
  },
  {
    what: 'a group restarted by a person, whose former run was killed for it',
    after: 'restart counts begin anew',
    view: { restartCount: 0, currentState: running(5), previousState: terminated(137) },
    found: ['nothingWrong'],
  },
  {
    what: 'words for the state of a group that are not known',
    after: 'learn.microsoft.com: not to depend on other states',
    group: inState('Hibernating'),
    view: { restartCount: 0 },
    found: ['unknownState'],
  },
];

describe('What people have reported', () => {
  for (const report of reports) {
    it(`${report.what} is ${report.found.join(' and ')} (${report.after})`, () => {
      const found = diagnose(factsOf(report));
      assert.deepEqual(
        found.map(({ id }) => id),
        report.found,
      );
      const params = new Map<string, unknown>(Object.entries(found[0]?.params ?? {}));
      for (const [name, value] of Object.entries(report.tells ?? {}))
        assert.deepEqual(params.get(name), value, name);
    });
  }

  it('has trouble by its states exactly where a diagnosis finds some', () => {
    for (const report of reports) {
      const facts = factsOf(report);
      if (!facts.group || report.found[0] === 'finished') continue;
      const isTrouble = diagnose(facts).some(({ severity }) => severity !== 'info');
      assert.equal(hasProblem(facts.group), isTrouble, report.what);
    }
  });

  it('quotes the error of a start that failed, where nothing else is known', () => {
    const [found] = diagnose(factsOf({ ...blank, what: '', after: '', found: [] }));
    assert.ok(found);
    assert.ok(found.evidence.some(quoted => quoted.kind === 'event' && quoted.event.name === 'Failed'));
    assert.ok(
      found.steps.every(({ id }) => id !== 'readLog'),
      'there is no log of what never ran',
    );
  });
});
