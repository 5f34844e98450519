import type * as vscode from 'vscode';
import type { Clock } from '../core/clock.ts';
import type { ImageConfig } from '../core/compose/command.ts';
import type { PriceList } from '../core/cost/priceList.ts';
import type { DeploymentRef } from '../core/deployments/deploymentsApi.ts';
import type { GroupStore } from '../core/store/groupStore.ts';
import type { CloudId } from '../core/model/cloud.ts';
import type { ContainerGroup, ContainerRef, GroupRef, OsType } from '../core/model/containerGroup.ts';
import type { PermissionCache } from '../core/access/permissionCache.ts';
import type { AzureApi } from '../core/azureApi.ts';
import type { ProviderRegistrationCache } from '../core/access/providerRegistrationCache.ts';
import type { AccountInfo, TenantToSignIn } from './account/connection.ts';
import type { SignInIdentity } from './account/signInIdentity.ts';
import type { ErrorReporter } from './shared/errorReporter.vscode.ts';
import type { Preflight } from './preflight/checkBeforeSending.ts';
import type { Node } from './tree/nodes.ts';

/** Whose eyes we look through. */
export interface AccountManager {
  readonly cloud: CloudId;
  readonly state: 'starting' | 'signedOut' | 'signedIn';
  /** `ada@contoso.com`, or how many accounts there are; undefined when signed out. */
  readonly label: string | undefined;
  /** Those signed in, and those that should be but could not. Those of the emulator don't count. */
  readonly accounts: readonly AccountInfo[];
  readonly onDidChange: vscode.Event<void>;
  /** Signs in as one more. May prompt, like all that follow: only ever on a click. */
  add(identity: SignInIdentity, secret?: string): Promise<void>;
  /** Signs in as this one only. */
  useInstead(identity: SignInIdentity, secret?: string): Promise<void>;
  /** Signs in as the same one, whose session Azure no longer takes; without an id, as whoever needs it. */
  signInAgain(accountId?: string): Promise<void>;
  /** Signs in to a tenant that wants a sign-in of its own. */
  signInTo(tenant: TenantToSignIn): Promise<void>;
  /** Looks through the account no longer, and forgets its secret. */
  remove(accountId: string): Promise<void>;
  /** Goes to another cloud; the choice is kept in the machine-scoped setting `aci.cloud`. */
  chooseCloud(cloud: CloudId): Promise<void>;
}

/** What commands may ask of the tree view. */
export interface GroupsView {
  /** Only rows that match are shown; as typed, '' shows everything. */
  filter: string;
  readonly selection: readonly Node[];
  /** Selects the group's row, opening what is above it. */
  reveal(ref: GroupRef): Promise<void>;
}

/** What commands may ask of the followed logs. */
export interface LogFollowing {
  readonly onDidChange: vscode.Event<void>;
  /** Containers whose log is being followed, alone or with their group. */
  readonly followed: readonly ContainerRef[];
  /** Groups that are followed as a whole. */
  readonly followedGroups: readonly GroupRef[];
  isFollowed(ref: ContainerRef): boolean;
  /**
   * When the group has written its last line (ms since the epoch); undefined where not all of its containers are
   * followed, or one has written none: what nobody reads may have written since.
   */
  lastLineAt(group: ContainerGroup): number | undefined;
  /** Shows the container's channel and follows its log there; a container that is followed already is only shown. */
  follow(ref: ContainerRef): void;
  /** Shows the group's channel and follows all its containers there, as one timeline. */
  followGroup(group: ContainerGroup): void;
  /** Stops whatever follows the container: its own following, and that of its group. */
  stop(ref: ContainerRef): void;
  /** Ends every stream; the channels stay. */
  stopAll(): void;
}

/** What commands may ask of the read-only documents. */
export interface ReadonlyDocuments {
  /** Opens the container's whole present log. A failure is reported. */
  showLog(ref: ContainerRef): Promise<void>;
  /** Opens the group's raw JSON. A failure is reported. */
  showProperties(ref: GroupRef): Promise<void>;
  /** Opens what the activity log has of the group. A failure is reported. */
  showActivity(ref: GroupRef): Promise<void>;
  /** Opens the template that was deployed. A failure is reported. */
  showDeploymentTemplate(ref: DeploymentRef): Promise<void>;
  /** Reads what an open document shows anew; documents of others are left alone. */
  refresh(uri: vscode.Uri): Promise<void>;
}

/** A running container, as far as a terminal in it needs to know it. */
export interface TerminalTarget {
  readonly ref: ContainerRef;
  readonly image: string;
  readonly os: OsType;
}

/** What commands may ask of the terminals in containers. */
export interface Terminals {
  /** Opens a shell: the one that was last used with the image, else the one the person picks. */
  open(target: TerminalTarget): Promise<void>;
  /** What to make the terminal of; undefined where the person picks no shell. */
  options(
    target: TerminalTarget,
    shell: 'remembered' | 'ask',
  ): Promise<vscode.ExtensionTerminalOptions | undefined>;
  /** Asks for a command line, runs it, and shows its output and exit code. */
  run(target: TerminalTarget): Promise<void>;
}

/** Where builds of images are told in this window. */
export interface BuildSurface {
  /** Complaints at lines of Dockerfiles. */
  readonly problems: vscode.DiagnosticCollection;
  /** The channel of an image's builds, emptied for the next one. */
  channelOf(repository: string): vscode.OutputChannel;
}

/** What commands may ask of groups as documents. */
export interface YamlEditor {
  /** Opens the group as YAML: as it is in Azure, or the draft that was saved over it. */
  open(ref: GroupRef): Promise<void>;
  /** Reviews and sends what was saved, following it to the end. Errors are told. */
  apply(ref: GroupRef): Promise<void>;
  /** Shows the group as it is in Azure beside its document. */
  compare(ref: GroupRef): Promise<void>;
  /** Forgets what was saved and not applied. */
  discard(ref: GroupRef): Promise<void>;
  /** Forgets that of every group, in whatever cloud; answers of how many there was something. */
  discardAll(): Promise<number>;
  /** Makes groups of a file: YAML as az reads it, an ARM template, a Compose file. Errors are told. */
  deploy(file: vscode.Uri): Promise<void>;
  /** Deploys the template of a deployment once more, with its parameters to begin with. Errors are told. */
  deployAgain(ref: DeploymentRef): Promise<void>;
  /** Shows the group that a file is about, as it is in Azure, beside the file. */
  compareFile(file: vscode.Uri): Promise<void>;
  /** Shows or copies the group in the words of another tool, which is asked for. */
  exportAs(ref: GroupRef, where: 'document' | 'clipboard'): Promise<void>;
}

/** What every command is given. */
export interface App {
  readonly aci: AzureApi;
  readonly store: GroupStore;
  /** What the account may do; whatever refreshes forgets it. */
  readonly permissions: PermissionCache;
  /** Whether a group fits, asked before it is sent. */
  readonly preflight: Preflight;
  /** Whether container instances are registered in subscriptions; whatever refreshes forgets it, too. */
  readonly providers: ProviderRegistrationCache;
  /** Asked only when something shows a price. */
  readonly prices: PriceList;
  readonly clock: Clock;
  readonly account: AccountManager;
  readonly view: GroupsView;
  readonly following: LogFollowing;
  readonly readonlyDocuments: ReadonlyDocuments;
  readonly terminals: Terminals;
  readonly yamlEditor: YamlEditor;
  readonly buildSurface: BuildSurface;
  /** Where the cloud's portal is, without a trailing slash; the emulator has none. */
  readonly portalUrl: (cloud: CloudId) => string | undefined;
  readonly report: ErrorReporter;
  /** What an image runs by itself, as its registry says; undefined where that can't be known. */
  readonly imageConfig: (image: string, signal: AbortSignal) => Promise<ImageConfig | undefined>;
  /** Forgets every secret that was entered for signing in; answers how many there were. */
  readonly forgetSecrets: () => Promise<number>;
  readonly log: vscode.LogOutputChannel;
  /** Where the scripts of pages are. */
  readonly pagesFolder: vscode.Uri;
  /** Kept across windows: last subscription, region, size, creates in flight. Never a secret. */
  readonly memory: vscode.Memento;
  /** Kept with the workspace: what was typed for templates' parameters. Never a secret. */
  readonly workspaceMemory: vscode.Memento;
}

/** A command: an entry of its feature's `commands.vscode.ts`; package.json names and places them. */
export interface Command {
  readonly id: `aci.${string}`;
  /** What is said when `run` throws, as `Could not refresh`. */
  failure(): string;
  /**
   * `argument` and `selected` come from menus; palette and keys pass nothing. Called again with the same ones on
   * *Retry*.
   */
  run(app: App, argument?: unknown, selected?: unknown): Promise<void> | void;
}
