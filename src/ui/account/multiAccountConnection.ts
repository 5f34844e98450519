import * as l10n from '@vscode/l10n';
import { AciError, toAciError } from '../../core/errors.ts';
import { Emitter } from '../../core/event.ts';
import { createMultiAccountAzureApi } from '../../core/account/multiAccountAzureApi.ts';
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import type { AccountConnection, CloudConnection, AccountInfo, SignInMode } from './connection.ts';
import type { SignInIdentityStore } from './signInIdentityStore.ts';
import { type SignInIdentity, signInIdentityKey } from './signInIdentity.ts';
import { signInIdentityLabel } from './signInIdentityLabels.ts';

/** One of the accounts: how far it got. */
interface AccountEntry {
  readonly identity: SignInIdentity;
  readonly connection: AccountConnection;
  /** Whether it has been asked who it is since it changed. */
  asked: Promise<void> | undefined;
  label: string | undefined;
  problem: AciError | undefined;
}

/**
 * A cloud with every account that is remembered for it. At the start each is asked silently; one that fails or is
 * slow keeps nobody else waiting.
 */
export function multiAccountConnection(deps: {
  readonly endpoints: CloudEndpoints;
  readonly identities: SignInIdentityStore;
  /** One account. */
  connect(identity: SignInIdentity): AccountConnection;
  /** Tells the log why an account can't be used. */
  note(what: string, error: AciError): void;
}): CloudConnection {
  const { endpoints, identities } = deps;
  const changed = new Emitter<void>();
  let members = (identities.get(endpoints) ?? [{ kind: 'microsoft' }]).map(open);

  function open(identity: SignInIdentity): AccountEntry {
    const connection = deps.connect(identity);
    const member: AccountEntry = {
      identity,
      connection,
      asked: undefined,
      label: undefined,
      problem: undefined,
    };
    connection.onDidChange(() => {
      if (!members.includes(member)) return;
      member.asked = undefined;
      changed.fire();
    });
    return member;
  }

  /** The identity with the account that VS Code chose, once it has. */
  function named({ identity, connection }: AccountEntry): SignInIdentity {
    return identity.kind === 'microsoft' && connection.account
      ? { kind: 'microsoft', account: connection.account }
      : identity;
  }

  const keyOf = (member: AccountEntry) => signInIdentityKey(named(member));
  const isIn = (member: AccountEntry) => member.label !== undefined;

  async function look(member: AccountEntry): Promise<void> {
    try {
      const label = await member.connection.getAccountLabel();
      Object.assign(member, { label, problem: undefined });
    } catch (thrown) {
      const problem = toAciError(thrown);
      // Who was dismissed meanwhile has nothing to say.
      if (members.includes(member)) {
        deps.note(l10n.t('Could not sign in as {0}', labelOf(member)), problem);
      }
      Object.assign(member, { label: undefined, problem });
    }
    if (members.includes(member)) changed.fire();
  }

  function labelOf(member: AccountEntry): string {
    return member.label ?? signInIdentityLabel(named(member));
  }

  /** Resolves when somebody is signed in, or nobody is left to be asked. */
  async function anybody(): Promise<void> {
    const looks = members.map(async member => {
      await (member.asked ??= look(member));
      if (!isIn(member)) throw new Error('Not this one.');
    });
    await Promise.any(looks).catch(() => undefined);
  }

  async function keep(next: readonly AccountEntry[]): Promise<void> {
    for (const member of members) if (!next.includes(member)) member.connection.dispose();
    members = [...next];
    await identities.remember(endpoints, members.map(named));
    changed.fire();
  }

  function joined() {
    return members.filter(isIn).map(member => ({
      id: keyOf(member),
      label: labelOf(member),
      getAzureApi: () => member.connection.aci(),
    }));
  }

  const aci = createMultiAccountAzureApi(joined, (id, failure) => {
    const member = members.find(one => keyOf(one) === id);
    if (!member || joined().length < 2 || member.problem === failure) return;
    member.problem = failure;
    if (failure) deps.note(l10n.t('Could not read what {0} sees', labelOf(member)), failure);
    changed.fire();
  });

  return {
    cloud: endpoints.id,
    onDidChange: changed.event,
    get accounts() {
      return members
        .filter(member => isIn(member) || member.problem !== undefined)
        .map((member): AccountInfo => {
          const { problem } = member;
          const identity = named(member);
          return {
            ...{ id: keyOf(member), label: labelOf(member), kind: identity.kind, identity },
            isSignedIn: isIn(member),
            ...(problem ? { problem } : {}),
          };
        });
    },
    async getAccountLabel() {
      await anybody();
      const labels = members.filter(isIn).map(labelOf);
      return labels.length > 1 ? l10n.t('{0} accounts', labels.length) : labels[0];
    },
    signIn: how => signInAs(undefined, how),
    signInAs,
    async add(identity, secret, instead) {
      const known =
        identity.kind === 'microsoft' ? undefined : await identities.getSecret(endpoints, identity);
      if (secret !== undefined) await identities.storeSecret(endpoints, identity, secret);
      const member = open(identity);
      try {
        await member.connection.signIn(members.some(isIn) ? 'another' : 'any');
        member.asked = look(member);
        await member.asked;
        if (!isIn(member)) throw member.problem ?? new AciError('signedOut', l10n.t('Nobody signed in.'));
      } catch (error) {
        member.connection.dispose();
        if (secret !== undefined) await identities.storeSecret(endpoints, identity, known);
        throw error;
      }
      const stays = (one: AccountEntry) =>
        !instead && keyOf(one) !== keyOf(member) && (isIn(one) || one.problem !== undefined);
      const removed = members.filter(one => !stays(one) && keyOf(one) !== keyOf(member));
      await keep([...members.filter(stays), member]);
      for (const one of removed) await identities.storeSecret(endpoints, named(one), undefined);
    },
    async remove(accountId) {
      const gone = members.filter(one => keyOf(one) === accountId);
      await keep(members.filter(one => !gone.includes(one)));
      for (const one of gone) await identities.storeSecret(endpoints, named(one), undefined);
    },
    aci: () => Promise.resolve(aci),
    dispose: () => {
      const all = members;
      members = [];
      for (const { connection } of all) connection.dispose();
      changed.dispose();
    },
  };

  async function signInAs(accountId: string | undefined, how: SignInMode): Promise<void> {
    const member =
      members.find(one => keyOf(one) === accountId) ??
      members.find(({ problem }) => problem !== undefined) ??
      members[0];
    if (!member) throw new AciError('signedOut', l10n.t('Nobody is signed in.'));
    await member.connection.signIn(how);
    member.asked = undefined;
    await identities.remember(endpoints, members.map(named));
    changed.fire();
  }
}
