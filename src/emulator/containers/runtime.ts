/**
 * What `containers/`, which simulates the containers of groups, offers to `arm/`, which answers HTTP and stores bodies.
 * Bodies are ARM's own JSON (`properties` of a container group).
 */
import type { Clock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import type { PastRun } from './pastRuns.ts';
import type { Image } from './processes/program.ts';
import type { FindShare } from './volumes/mountFailure.ts';

/** What a group is to run: `properties` of its PUT body, unchanged, with its name and location. */
export interface GroupSpec {
  readonly name: string;
  readonly location: string;
  readonly properties: JsonObject;
}

/** Why the PUT of a group with this image is refused (docs/azure-facts.md, Errors: `InaccessibleImage`, …). */
export interface ImageProblem {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** A long-running operation that `azure-asyncoperation` polls. */
export interface Operation {
  readonly id: string;
  readonly startTime: number;
  readonly status: 'Pending' | 'Creating' | 'Updating' | 'Succeeded' | 'Failed';
  readonly error?: { readonly code: string; readonly message: string };
}

/** The running containers of one group. */
export interface RunningGroup {
  readonly provisioningState: string;
  /** `Pending`, `Running`, `Stopped`, `Succeeded`, `Failed`. */
  readonly state: string;
  /** Undefined while pending or stopped, or where the group has no address. */
  readonly ip: string | undefined;
  /** The operation that started last (create, update, restart, start). */
  readonly operation: Operation;
  /** Group `instanceView`: `{events, state}`. */
  instanceView(): JsonObject;
  /** A container's or init container's `instanceView`; undefined until a node has the group (just after the PUT). */
  containerInstanceView(container: string): JsonObject | undefined;
  /** When a container ran and with what, oldest first: more than its instance view still says. */
  pastRuns(container: string): readonly PastRun[];
  /** All containers' events so far, as a poll body lists them. */
  events(): JsonObject[];

  start(): Operation | undefined;
  stop(): void;
  restart(): Operation;
  /** Azure evicts a running Spot group; without effect on others. */
  evict(): void;
  /** A PUT on the existing group: all containers restart with the new body. */
  update(spec: GroupSpec): Operation;
  /** Ends every timer and socket. */
  dispose(): void;

  /** The log of the container's present run; undefined for an unknown container. */
  logs(container: string, options: { tail?: number; timestamps: boolean }): string | undefined;
  /**
   * Live output from now on (or replayed, by switch); calls `end` when the run ends. The returned function stops it.
   */
  attach(container: string, to: AttachSink): () => void;
  /** Runs one program (no arguments) in the container; ends at once where the container doesn't run. */
  exec(container: string, program: string, size: TerminalSize, to: AttachSink): ExecProcess;
}

/** Columns and rows of a terminal. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** A program in a terminal of its own. */
export interface ExecProcess {
  /** What is typed. */
  input(bytes: Uint8Array): void;
  /** The socket is gone: ends the program, silently. */
  close(): void;
}

/** Where an attach socket's output goes. */
export interface AttachSink {
  data(chunk: Uint8Array): void;
  /** The run has ended (or there is none): close the socket properly. */
  end(): void;
  /** `attachDropAfterMs` is over: close the connection without a close frame. Absent: the socket only stays silent. */
  drop?(): void;
  /** As a process's output has it: who reads too slowly holds the program up. Absent: nobody does. */
  whenWritable?(ready: () => void): (() => void) | undefined;
}

/** Behaviour of the real service that is not known for certain (docs/azure-facts.md, Not known). */
export interface ContainerSwitches {
  /** How an attach socket wants its password. Default `header`. */
  attachAuthentication: 'header' | 'firstFrame';
  /** Whether attach first repeats what the run has written so far. Default false. */
  attachReplay: boolean;
  /** How many ms `logs` lags behind the socket. Default 0. */
  logLagMs: number;
  /** How many ms of silence until an attach socket is dropped without a word; 0 = never. Default 0. */
  attachDropAfterMs: number;
  /**
   * What becomes of an attach socket whose client reads too slowly: its program waits, as in containerd, or the
   * socket is cut (docs/azure-facts.md, Attach and exec). Default `waits`.
   */
  attachSlowReader: 'waits' | 'isCut';
  /** How many ms after its opening an exec socket is cut without a word; 0 = never. Default 0. */
  execDropAfterMs: number;
  /** Timestamps in `logs?timestamps=true`. Default `nano` (RFC3339Nano). */
  timestampFormat: 'nano' | 'seconds' | 'none';
  /** Factor on every duration, as of pulling and starting: 0.1 = ten times as fast. Default 1. */
  pace: number;
  /**
   * How often a container of a group with restart policy `Never` is restarted after a failure all the same: the
   * documentation promises only that exit code 0 ends it (docs/azure-facts.md, Restart policy and states). Default 0.
   */
  restartsDespiteNever: number;
}

export interface ContainerRuntime {
  readonly switches: ContainerSwitches;
  /** Why an image can't be used; called before `create`. */
  imageProblem(spec: GroupSpec): ImageProblem | undefined;
  create(spec: GroupSpec): RunningGroup;
}

/** An entry of `imageRegistryCredentials` as the PUT body has it. */
export interface RegistryCredential {
  readonly server: string;
  readonly username?: string;
  readonly password?: string;
  /** Resource id of a user-assigned identity, instead of user and password. */
  readonly identity?: string;
}

export interface ContainerRuntimeOptions {
  /**
   * Whether an image can be pulled with the credential that names its server (undefined: none does).
   * Answers undefined where it does not know the image's registry; then `images/images.ts` decides.
   */
  readonly imageAccess?: (image: string, credential: RegistryCredential | undefined) => boolean | undefined;
  /** Default: no storage account is known. */
  readonly findShare?: FindShare;
  /** The image that a reference names in a registry of the emulator's; undefined for others. */
  readonly registryImage?: (reference: string) => Image | undefined;
  /** Further images by repository (no tag, no digest), before those of `images/images.ts`. */
  readonly images?: ReadonlyMap<string, Image>;
}

export type CreateContainerRuntime = (
  clock: Clock,
  switches?: Partial<ContainerSwitches>,
  options?: ContainerRuntimeOptions,
) => ContainerRuntime;
