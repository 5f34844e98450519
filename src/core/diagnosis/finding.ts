/** What a diagnosis is made of: plain data, for which `ui/diagnosis` has the messages. */
import type { ActivityEntry } from '../activity/activityEntry.ts';
import type { ErrorKind } from '../errors.ts';
import type { MetricReading } from '../metrics/pressure.ts';
import type { ContainerEvent, ContainerState } from '../model/containerGroup.ts';

/** Where an image comes from decides what can be wrong with getting it. */
export type ImageSource = 'dockerHub' | 'azureRegistry' | 'microsoft' | 'other';

interface EndedParams {
  readonly container: string;
  /** Undefined: it was never started, so nothing has ended. */
  readonly exitCode: number | undefined;
  readonly restarts: number;
  /** It is started again and again. */
  readonly looping: boolean;
  /** It runs again at the moment. */
  readonly recovered: boolean;
  /** Azure calls the group `RunningAz` all the same. */
  readonly isCalledRunning: boolean;
}

interface CommandParams {
  readonly command: string;
  /** The command is one word with a blank in it. */
  readonly isOneWord: boolean;
}

interface DoneByParams {
  /** Who did it, where the activity log says so. */
  readonly caller: string | undefined;
}

type NoParams = Readonly<Record<string, never>>;

/** The parameters of each finding's message. */
export interface FindingParams {
  imageNotFound: { readonly image: string; readonly source: ImageSource };
  imageDenied: { readonly image: string; readonly source: ImageSource };
  /** `said`: Azure's own words why it could not get the image; '' where it says only that it could not. */
  imageInaccessible: { readonly image: string; readonly source: ImageSource; readonly said: string };
  imageTooBig: { readonly image: string };
  /** The registry lets in only some addresses. `address`: where the pull came from; '' where Azure doesn't say. */
  registryFirewall: { readonly image: string; readonly source: ImageSource; readonly address: string };
  registryUnreachable: {
    readonly image: string;
    readonly why: 'certificate' | 'http' | 'noSuchHost' | 'refused' | 'timeout' | 'unknown';
  };
  rateLimited: { readonly registry: string; readonly isDockerHub: boolean };
  wrongOs: { readonly image: string };
  wrongArchitecture: { readonly image: string };
  commandNotFound: EndedParams & CommandParams;
  notExecutable: EndedParams & CommandParams;
  /** It doesn't come up, or was restarted, `said`: Azure's own message; '' where there is none. */
  notStarted: EndedParams & { readonly said: string };
  /** The policy of a confidential group doesn't allow what its containers are to do. */
  confidentialPolicy: NoParams;
  outOfMemory: EndedParams & { readonly memoryInGB: number | undefined };
  killed: EndedParams & { readonly memoryInGB: number | undefined };
  segmentationFault: EndedParams;
  terminated: EndedParams;
  platformMaintenance: EndedParams;
  exited: EndedParams;
  /** `status`: the exit code as Windows writes it. */
  windowsFault: EndedParams & {
    readonly status: string;
    readonly why: 'asked' | 'crash' | 'exception' | 'library' | 'memory';
  };
  /** Exit code 0 under the restart policy `Always`. `seconds`: how long it ran. */
  endedAtOnce: EndedParams & { readonly seconds: number | undefined };
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
  /** `cpu`: how many vCPUs it may use. */
  cpuExhausted: { readonly container: string; readonly cpu: number };
  /** `ports`: what the group opens. */
  nothingReceived: { readonly ports: string; readonly minutes: number };
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
  spotEvicted: NoParams;
  /** The create was refused for a reason that has no finding of its own. */
  refused: { readonly kind: ErrorKind };
  /** It has failed for an unknown reason. `isWaiting`: its containers have never come up. */
  unexplained: { readonly state: string; readonly isWaiting: boolean };
  /** Azure warns of something that no rule knows. `minutes`: since it did last, where that is known. */
  warned: {
    readonly container: string | undefined;
    readonly said: string;
    readonly minutes: number | undefined;
  };
  /** A container that should run does not; Azure says only in which state it is. */
  notRunning: { readonly container: string; readonly state: string; readonly detail: string };
  /** Azure moves the group to another machine. */
  repairing: { readonly state: string };
  /** Azure says of the group what is not known here. */
  unknownState: { readonly state: string };
  stoppedByClient: DoneByParams;
  stopped: DoneByParams;
  finished: { readonly containers: number };
  /** A container is done while others of its group go on: the group is called `RunningAz`. */
  doneBeside: { readonly container: string };
  nothingWrong: { readonly containers: number };
  /** There is no group (any more), and nothing is known of it. */
  gone: DoneByParams;
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
    }
  | {
      readonly kind: 'metric';
      readonly container: string;
      readonly metric: 'cpu' | 'memory';
      readonly reading: MetricReading;
    }
  | { readonly kind: 'activity'; readonly entry: ActivityEntry };

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
  | 'addLibrary'
  | 'allowAddress'
  | 'askForQuota'
  | 'askSupport'
  | 'bindToAllAddresses'
  | 'changeCommand'
  | 'checkEnvironment'
  | 'checkImageName'
  | 'checkMountNetwork'
  | 'checkShareKey'
  | 'checkRegistryName'
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
  | 'fixCertificate'
  | 'fixProbe'
  | 'followLogs'
  | 'generatePolicy'
  | 'giveCpu'
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
  | 'privateEndpoint'
  | 'pullLogin'
  | 'readLog'
  | 'rebuildForAmd64'
  | 'regularPriority'
  | 'restart'
  | 'smallerImage'
  | 'startAgain'
  | 'tryAgainLater'
  | 'useHttps'
  | 'useIdentity'
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

interface FindingBase {
  readonly severity: Severity;
  /** The container it is about; undefined: the group. */
  readonly container: string | undefined;
  readonly evidence: readonly Evidence[];
  readonly steps: readonly Step[];
}

export type Finding<K extends FindingId = FindingId> = {
  readonly [P in K]: FindingBase & { readonly id: P; readonly params: FindingParams[P] };
}[K];

export function createStep(
  id: StepId,
  { value = '', command, container }: { value?: string; command?: StepCommand; container?: string } = {},
): Step {
  return { id, value, command, container };
}
