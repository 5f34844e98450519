import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { AciError, toAciError } from '../../core/errors.ts';
import type { CloudId } from '../../core/model/cloud.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import type { AccountManager } from '../app.ts';
import type { ErrorReporter } from '../shared/errorReporter.vscode.ts';
import { cloudName } from './cloudName.vscode.ts';
import type { CloudConnection, Connect, AccountInfo, TenantToSignIn } from './connection.ts';
import type { SignInIdentity } from './signInIdentity.ts';
import { signInIdentityLabel } from './signInIdentityLabels.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** What those who listen are told of. */
interface AccountSnapshot {
  readonly cloud: CloudId;
  readonly state: AccountManager['state'];
  readonly label: string | undefined;
  readonly accounts: readonly AccountInfo[];
  readonly problem: AciError | undefined;
}

/** The accounts and the cloud of this window: which one is chosen, and who is signed in there. */
export class CloudAccountManager implements AccountManager, vscode.Disposable {
  readonly #connect: Connect;
  readonly #report: Pick<ErrorReporter, 'show' | 'log'>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #watching: vscode.Disposable;
  /** F5 and tests choose a cloud for one run, without touching settings. */
  #chosenForThisRun: CloudId | undefined;
  #connection: CloudConnection | undefined;
  #shown: AccountSnapshot;
  /** `#shown` as a text, to see whether it is another. */
  #told = '';

  readonly onDidChange = this.#changed.event;

  constructor(
    connect: Connect,
    report: Pick<ErrorReporter, 'show' | 'log'>,
    chosenForThisRun: CloudId | undefined,
  ) {
    this.#connect = connect;
    this.#report = report;
    this.#chosenForThisRun = chosenForThisRun;
    this.#shown = signedOutSnapshot(this.#wantedCloud(), 'starting');
    this.#told = JSON.stringify(this.#shown);
    this.#watching = vscode.workspace.onDidChangeConfiguration(event => {
      // A window that nobody uses yet goes along when its first use starts it.
      if (this.#connection !== undefined || this.#shown.problem) void this.#follow(event);
    });
  }

  get cloud(): CloudId {
    return this.#shown.cloud;
  }
  get state(): AccountManager['state'] {
    return this.#shown.state;
  }
  get label(): string | undefined {
    return this.#shown.label;
  }
  get accounts(): readonly AccountInfo[] {
    return this.#shown.accounts;
  }
  get problem(): AciError | undefined {
    return this.#shown.problem;
  }

  /** The chosen cloud's Azure. */
  aci(): Promise<AzureApi> {
    return this.#connected().aci();
  }

  /** Goes to the chosen cloud and finds out, without asking anybody, whether someone is signed in there. */
  async start(): Promise<void> {
    this.#disconnect();
    this.#set(signedOutSnapshot(this.#wantedCloud(), 'starting'));
    await this.#readAccounts();
  }

  add(identity: SignInIdentity, secret?: string): Promise<void> {
    return this.#signIn(connection => withSignInProgress(identity, () => connection.add(identity, secret)));
  }

  useInstead(identity: SignInIdentity, secret?: string): Promise<void> {
    return this.#signIn(connection => connection.add(identity, secret, 'instead'));
  }

  signInAgain(accountId?: string): Promise<void> {
    return this.#signIn(async connection => {
      await connection.signInAs(accountId, this.state === 'signedIn' ? 'again' : 'any');
      // What the former session could not read is read anew, even though the account is the same.
      this.#set(signedOutSnapshot(this.cloud, 'starting'));
    });
  }

  signInTo(tenant: TenantToSignIn): Promise<void> {
    return this.#signIn(async connection => {
      await connection.signInAs(tenant.account?.id, { tenantId: tenant.id });
      this.#set(signedOutSnapshot(this.cloud, 'starting'));
    });
  }

  async remove(accountId: string): Promise<void> {
    await this.#connected().remove(accountId);
    await this.#readAccounts();
  }

  async chooseCloud(cloud: CloudId): Promise<void> {
    this.#chosenForThisRun = undefined;
    const isRetry = this.cloud === cloud && this.state === 'signedOut';
    await vscode.workspace.getConfiguration('aci').update('cloud', cloud, vscode.ConfigurationTarget.Global);
    if (isRetry || this.cloud !== cloud) await this.start();
  }

  dispose(): void {
    this.#watching.dispose();
    this.#disconnect();
    this.#changed.dispose();
  }

  async #signIn(how: (connection: CloudConnection) => Promise<void>): Promise<void> {
    // The emulator needs no sign-in: who asks for one wants the real thing.
    if (this.cloud === 'emulator') await this.chooseCloud('azure');
    try {
      await how(this.#connected());
    } catch (error) {
      const failure = toAciError(error);
      // Saying no is an answer, not an error.
      if (isDeclined(failure)) this.#report.log('Sign-in ended without a session', failure);
      else this.#report.show(l10n.t('Could not sign in'), asSignInFailure(failure));
    }
    await this.#readAccounts();
  }

  /** The settings may name another cloud now, or describe it in other words. */
  async #follow(event: vscode.ConfigurationChangeEvent): Promise<void> {
    const isOther = event.affectsConfiguration('aci.cloud') && this.#wantedCloud() !== this.cloud;
    const isDescribed = event.affectsConfiguration('aci.customCloud') && this.cloud === 'custom';
    if (isOther || isDescribed) await this.start();
  }

  #wantedCloud(): CloudId {
    return this.#chosenForThisRun ?? vscode.workspace.getConfiguration('aci').get<CloudId>('cloud', 'azure');
  }

  #connected(): CloudConnection {
    if (!this.#connection) {
      this.#connection = this.#connect(this.cloud);
      this.#connection.onDidChange(() => void this.#readAccounts());
    }
    return this.#connection;
  }

  #disconnect(): void {
    this.#connection?.dispose();
    this.#connection = undefined;
  }

  async #readAccounts(): Promise<void> {
    const { cloud } = this;
    let connection: CloudConnection | undefined;
    try {
      connection = this.#connected();
      const label = await connection.getAccountLabel();
      // What another cloud, or a former start of this one, has to say comes too late.
      if (connection !== this.#connection) return;
      const state = label === undefined ? 'signedOut' : 'signedIn';
      this.#set({ cloud, state, label, accounts: connection.accounts, problem: undefined });
    } catch (error) {
      if (connection !== this.#connection) return;
      const problem = toAciError(error);
      if (problem.kind !== 'signedOut') {
        this.#report.show(l10n.t('Could not open {0}', cloudName(cloud)), error);
      }
      this.#set({ ...signedOutSnapshot(cloud, 'signedOut'), problem });
    }
  }

  /** Says nothing where nothing is different: whoever listens reads and draws everything anew. */
  #set(shown: AccountSnapshot): void {
    const text = JSON.stringify(shown);
    this.#shown = shown;
    if (text === this.#told) return;
    this.#told = text;
    void vscode.commands.executeCommand('setContext', 'aci.cloud', shown.cloud);
    void vscode.commands.executeCommand('setContext', 'aci.account', shown.state);
    this.#changed.fire();
  }
}

/**
 * VS Code shows that it signs in by itself; other ways may take their time unseen: `az` starts, an endpoint is silent.
 */
async function withSignInProgress(identity: SignInIdentity, work: () => Promise<void>): Promise<void> {
  if (identity.kind === 'microsoft') return work();
  const title = l10n.t('Signing in: {0}', signInIdentityLabel(identity));
  await window.withProgress({ location: vscode.ProgressLocation.Window, title }, work);
}

function signedOutSnapshot(cloud: CloudId, state: AccountManager['state']): AccountSnapshot {
  return { cloud, state, label: undefined, accounts: [], problem: undefined };
}

/** Nothing has ended where somebody only now wanted to begin. */
function asSignInFailure(failure: AciError): AciError {
  const { kind, message, code } = failure;
  return kind === 'signedOut' ? new AciError('signInFailed', message, { cause: failure, code }) : failure;
}

/** What people answer, rather than what goes wrong: VS Code's providers and Microsoft's page say it in these words. */
function isDeclined({ kind, message }: AciError): boolean {
  return kind === 'signedOut' && /did not consent|cancel|access_denied/i.test(message);
}
