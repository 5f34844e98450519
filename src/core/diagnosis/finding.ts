/** What a diagnosis is made of: plain data, which `ui/diagnosis` puts into words. */
import type { ErrorKind } from '../errors.ts';
import type { ContainerEvent, ContainerState } from '../model.ts';

/** Where an image comes from decides what can be wrong with getting it. */
export type ImageSource = 'dockerHub' | 'azureRegistry' | 'microsoft' | 'other';

interface Ended {
  readonly container: string;
  readonly exitCode: number;
  readonly restarts: number;
  /** It is started again and again. */
  readonly looping: boolean;
  /** It runs again at the moment. */
  readonly recovered: boolean;
}

type Nothing = Readonly<Record<string, never>>;

/** What each finding has to tell beside its evidence. */
export interface FindingParams {
  imageNotFound: { readonly image: string; readonly source: ImageSource };
  imageDenied: { readonly image: string; readonly source: ImageSource };
  /** Azure says only that it could not get the image. */
  imageInaccessible: { readonly image: string; readonly source: ImageSource };
  registryUnreachable: { readonly image: string };
  rateLimited: { readonly registry: string; readonly isDockerHub: boolean };
  wrongOs: { readonly image: string };
  wrongArchitecture: { readonly image: string };
  commandNotFound: Ended & { readonly command: string };
  notExecutable: Ended & { readonly command: string };
  outOfMemory: Ended & { readonly memoryInGB: number | undefined };
  killed: Ended & { readonly memoryInGB: number | undefined };
  segmentationFault: Ended;
  terminated: Ended;
  platformMaintenance: Ended;
  exited: Ended;
  /** Exit code 0 under the restart policy `Always`. `seconds`: how long it ran. */
  endedAtOnce: {
    readonly container: string;
    readonly seconds: number | undefined;
    readonly restarts: number;
  };
  /** Azure's own machine failed: ended without an exit code. */
  infrastructure: { readonly container: string; readonly detail: string };
  probeFailing: {
    readonly container: string;
    readonly probe: 'liveness' | 'readiness' | 'startup' | 'unknown';
    readonly why: 'refused' | 'status' | 'timeout' | 'command' | 'unknown';
  };
  mountFailed: {
    readonly why: 'notFound' | 'denied' | 'unreachable' | 'git' | 'unknown';
  };
  portInUse: { readonly container: string; readonly ports: string };
  /** Its log says that it listens on a port that isn't one of the group's. */
  portElsewhere: { readonly container: string; readonly listens: string; readonly open: string };
  listensOnLoopback: { readonly container: string; readonly port: number };
  portNotExposed: { readonly container: string; readonly ports: string; readonly open: string };
  quota: {
    readonly quota: string;
    readonly region: string;
    readonly limit: number | undefined;
    readonly usage: number | undefined;
    readonly requested: number | undefined;
  };
  capacity: { readonly region: string; readonly request: string };
  dnsLabelTaken: { readonly label: string };
  subnet: { readonly step: string };
  slowPull: { readonly container: string; readonly image: string; readonly minutes: number };
  stuck: { readonly state: string; readonly minutes: number };
  starting: { readonly state: string };
  spotEvicted: Nothing;
  /** The create was refused for a reason that has no finding of its own. */
  refused: { readonly kind: ErrorKind };
  /** It has failed, and nothing known tells why. */
  unexplained: { readonly state: string };
  stoppedByClient: Nothing;
  stopped: Nothing;
  finished: { readonly containers: number };
  /** A container is done while others of its group go on: the group is called `Running`. */
  doneBeside: { readonly container: string };
  nothingWrong: { readonly containers: number };
  /** There is no group (any more), and nothing is known of it. */
  gone: Nothing;
}

export type FindingId = keyof FindingParams;
export type Severity = 'error' | 'warning' | 'info';

/** A quotation: the very objects of the group, and lines of its logs, nothing made up. */
export type Evidence =
  | { readonly kind: 'event'; readonly container: string | undefined; readonly event: ContainerEvent }
  | {
      readonly kind: 'state';
      readonly container: string;
      readonly which: 'current' | 'previous';
      readonly state: ContainerState;
    }
  | { readonly kind: 'log'; readonly container: string; readonly lines: readonly string[] }
  | {
      readonly kind: 'error';
      readonly code: string | undefined;
      readonly message: string;
      readonly requestId: string | undefined;
    };

/** Commands that a step may offer; `ui` knows them as `aci.<name>`. */
export type StepCommand =
  | 'deleteFinishedGroups'
  | 'deleteGroup'
  | 'duplicateGroup'
  | 'editGroup'
  | 'followLogs'
  | 'openInBrowser'
  | 'openInPortal'
  | 'openLogSnapshot'
  | 'openTerminal'
  | 'restartGroup'
  | 'startGroup'
  | 'stopGroup'
  | 'viewProperties';

export type StepId =
  | 'addCredential'
  | 'askForQuota'
  | 'askSupport'
  | 'bindToAllAddresses'
  | 'changeCommand'
  | 'checkEnvironment'
  | 'checkImageName'
  | 'checkMountNetwork'
  | 'checkShareKey'
  | 'checkShareName'
  | 'checkGitRepository'
  | 'checkSubnet'
  | 'chooseLabel'
  | 'chooseLocation'
  | 'choosePolicy'
  | 'choosePort'
  | 'deleteAgain'
  | 'deleteOthers'
  | 'exposePort'
  | 'fixProbe'
  | 'followLogs'
  | 'giveMemory'
  | 'giveProbeTime'
  | 'handleSigterm'
  | 'keepRunning'
  | 'lessSize'
  | 'lookInside'
  | 'makeExecutable'
  | 'mirrorImage'
  | 'neverStarted'
  | 'openBrowser'
  | 'openPortal'
  | 'pullLogin'
  | 'readLog'
  | 'rebuildForAmd64'
  | 'regularPriority'
  | 'restart'
  | 'smallerImage'
  | 'startAgain'
  | 'tryAgainLater'
  | 'useOtherOs'
  | 'useSupportedWindows'
  | 'viewProperties'
  | 'waitForIt'
  | 'watchLog';

export interface Step {
  readonly id: StepId;
  /** What the step is about: an image, a port, a name; '' where there is nothing to name. */
  readonly value: string;
  readonly command: StepCommand | undefined;
  /** The container that the command is about; undefined: the group. */
  readonly container: string | undefined;
}

interface Told {
  readonly severity: Severity;
  /** The container it is about; undefined: the group. */
  readonly container: string | undefined;
  readonly evidence: readonly Evidence[];
  readonly steps: readonly Step[];
}

export type Finding<K extends FindingId = FindingId> = {
  readonly [P in K]: Told & { readonly id: P; readonly params: FindingParams[P] };
}[K];

export function step(
  id: StepId,
  { value = '', command, container }: { value?: string; command?: StepCommand; container?: string } = {},
): Step {
  return { id, value, command, container };
}
