import * as vscode from 'vscode';
import { toAciError } from '../../core/errors.ts';
import type { CloudId } from '../../core/model.ts';
import type { Aci } from '../../core/ports.ts';
import type { Account } from '../app.ts';
import type { Report } from '../report.ts';
import { cloudName } from './cloudName.ts';
import type { Connect, Connection } from './connection.ts';

/** The account and cloud of this window: which one is chosen, and whether somebody is signed in. */
export class CloudAccount implements Account, vscode.Disposable {
  readonly #connect: Connect;
  readonly #report: Pick<Report, 'show' | 'note'>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #watching: vscode.Disposable;
  /** F5 and tests choose a cloud for one run, without touching settings. */
  #chosenForThisRun: CloudId | undefined;
  #cloud: CloudId;
  #connection: Connection | undefined;
  #state: Account['state'] = 'starting';
  #label: string | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(
    connect: Connect,
    report: Pick<Report, 'show' | 'note'>,
    chosenForThisRun: CloudId | undefined,
  ) {
    this.#connect = connect;
    this.#report = report;
    this.#chosenForThisRun = chosenForThisRun;
    this.#cloud = this.#wantedCloud();
    this.#watching = vscode.workspace.onDidChangeConfiguration(event => {
      // A window that nobody uses yet goes along when its first use starts it.
      const isStarted = this.#connection !== undefined;
      if (isStarted && event.affectsConfiguration('aci.cloud') && this.#wantedCloud() !== this.#cloud)
        void this.start();
    });
  }

  get cloud(): CloudId {
    return this.#cloud;
  }
  get state(): Account['state'] {
    return this.#state;
  }
  get label(): string | undefined {
    return this.#label;
  }

  /** The chosen cloud's Azure. */
  aci(): Promise<Aci> {
    return this.#connected().aci();
  }

  /** Goes to the chosen cloud and finds out, without asking anybody, whether someone is signed in there. */
  async start(): Promise<void> {
    this.#disconnect();
    this.#set(this.#wantedCloud(), 'starting', undefined);
    await this.#lookWho();
  }

  async signIn(another = false): Promise<void> {
    const how = another ? 'another' : this.#isRefused() ? 'again' : 'any';
    // The emulator needs no sign-in: who asks for one wants the real thing.
    if (this.#cloud === 'emulator') await this.chooseCloud('azure');
    try {
      await this.#connected().signIn(how);
      // What the former session could not read is read anew, even though the account may be the same.
      if (how !== 'any') this.#set(this.#cloud, 'starting', undefined);
    } catch (error) {
      const failure = toAciError(error);
      // Saying no is an answer, not an error.
      if (failure.kind === 'signedOut') this.#report.note('Sign-in ended without a session', failure);
      else this.#report.show(vscode.l10n.t('Could not sign in'), error);
    }
    await this.#lookWho();
  }

  async chooseCloud(cloud: CloudId): Promise<void> {
    this.#chosenForThisRun = undefined;
    const isRetry = this.#cloud === cloud && this.#state === 'signedOut';
    await vscode.workspace.getConfiguration('aci').update('cloud', cloud, vscode.ConfigurationTarget.Global);
    if (isRetry || this.#cloud !== cloud) await this.start();
  }

  dispose(): void {
    this.#watching.dispose();
    this.#disconnect();
    this.#changed.dispose();
  }

  #wantedCloud(): CloudId {
    return this.#chosenForThisRun ?? vscode.workspace.getConfiguration('aci').get<CloudId>('cloud', 'azure');
  }

  /** Who has a session and asks to sign in has one that Azure no longer takes. */
  #isRefused(): boolean {
    return this.#cloud !== 'emulator' && this.#state === 'signedIn';
  }

  #connected(): Connection {
    if (!this.#connection) {
      this.#connection = this.#connect(this.#cloud);
      this.#connection.onDidChange(() => void this.#lookWho());
    }
    return this.#connection;
  }

  #disconnect(): void {
    this.#connection?.dispose();
    this.#connection = undefined;
  }

  async #lookWho(): Promise<void> {
    const connection = this.#connected();
    const label = await this.#who(connection);
    // What another cloud, or a former start of this one, has to say comes too late.
    if (connection !== this.#connection) return;
    this.#set(this.#cloud, label === undefined ? 'signedOut' : 'signedIn', label);
  }

  async #who(connection: Connection): Promise<string | undefined> {
    try {
      return await connection.who();
    } catch (error) {
      if (connection === this.#connection && toAciError(error).kind !== 'signedOut') {
        this.#report.show(vscode.l10n.t('Could not open {0}', cloudName(connection.cloud)), error);
      }
      return undefined;
    }
  }

  /** Says nothing where nothing is different: whoever listens reads and draws everything anew. */
  #set(cloud: CloudId, state: Account['state'], label: string | undefined): void {
    if (cloud === this.#cloud && state === this.#state && label === this.#label) return;
    this.#cloud = cloud;
    this.#state = state;
    this.#label = label;
    void vscode.commands.executeCommand('setContext', 'aci.account', state);
    this.#changed.fire();
  }
}
