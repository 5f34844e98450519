import type * as vscode from 'vscode';
import type { Clock } from '../core/clock.ts';
import type { GroupStore } from '../core/groupStore.ts';
import type { CloudId, ContainerRef, GroupRef } from '../core/model.ts';
import type { Aci } from '../core/ports.ts';
import type { Report } from './report.ts';
import type { Node } from './tree/nodes.ts';

/** Whose eyes we look through. */
export interface Account {
  readonly cloud: CloudId;
  readonly state: 'starting' | 'signedOut' | 'signedIn';
  /** `ada@contoso.com`; undefined when signed out. */
  readonly label: string | undefined;
  readonly onDidChange: vscode.Event<void>;
  /** May prompt: only ever on a click. `another` lets the person choose a different account. */
  signIn(another?: boolean): Promise<void>;
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
export interface Following {
  readonly onDidChange: vscode.Event<void>;
  readonly followed: readonly ContainerRef[];
  isFollowed(ref: ContainerRef): boolean;
  /** Shows the container's channel and follows its log there; a container that is followed already is only shown. */
  follow(ref: ContainerRef): void;
  stop(ref: ContainerRef): void;
  /** Ends every stream; the channels stay. */
  stopAll(): void;
}

/** What every command is given. */
export interface App {
  readonly aci: Aci;
  readonly store: GroupStore;
  readonly clock: Clock;
  readonly account: Account;
  readonly view: GroupsView;
  readonly following: Following;
  readonly report: Report;
  readonly log: vscode.LogOutputChannel;
  /** Kept across windows: last subscription, region, size, creates in flight. Never a secret. */
  readonly memory: vscode.Memento;
}

/** A command: `ui/commands/index.ts` lists them all, package.json names and places them. */
export interface Command {
  readonly id: `aci.${string}`;
  /** What is said when `run` throws, as `Could not refresh`. */
  failure(): string;
  /** `argument` and `selected` come from menus; palette and keys pass nothing. Called again with the same ones on *Retry*. */
  run(app: App, argument?: unknown, selected?: unknown): Promise<void> | void;
}
