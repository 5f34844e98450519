/** Rows that say what is missing, wrong or under way, and what to do. */
import type { AciError } from '../../core/errors.ts';
import type { Translate } from '../shared/translate.ts';
import type { MessageNode, Node } from './nodes.ts';
import type { TreeSource } from './treeSource.ts';

export function loadingRow(id: string, parent: Node | undefined, label: string): MessageNode {
  return { kind: 'message', id: `loading/${id}`, parent, label, icon: 'loading' };
}

export function infoRow(
  id: string,
  parent: Node | undefined,
  label: string,
  more: Pick<MessageNode, 'description' | 'command'>,
): MessageNode {
  return { kind: 'message', id, parent, label, icon: 'info', ...more };
}

export function emptyRow(parent: Node, label: string, t: Translate): MessageNode {
  return infoRow('empty', parent, label, {
    description: t('Click to create one.'),
    command: { id: 'aci.createGroup', title: t('Create Container Group…'), arguments: [parent] },
  });
}

export function unregisteredRow(parent: Node, t: Translate): MessageNode {
  return infoRow('unregistered', parent, t('Not registered'), {
    description: t('Click to register container instances here.'),
    command: { id: 'aci.registerProvider', title: t('Register Container Instances…'), arguments: [parent] },
  });
}

export function errorRow(
  id: string,
  parent: Node | undefined,
  label: string,
  error: AciError,
  t: Translate,
): MessageNode {
  const signsIn = error.kind === 'signedOut';
  const command = { ...remedy(error, t), arguments: signsIn ? ['again'] : parent ? [parent] : [] };
  // What to do comes first where a narrow side bar shows little more than the label.
  const said = error.kind === 'signedOut' ? t('Sign in to Azure again') : label;
  return { kind: 'message', id: `failed/${id}`, parent, label: said, icon: 'error', error, command };
}

/** What a click on a row that failed does. */
export function remedy(error: AciError, t: Translate): { readonly id: string; readonly title: string } {
  if (error.kind === 'signedOut') return { id: 'aci.signIn', title: t('Sign In to Azure') };
  if (error.kind === 'notRegistered')
    return { id: 'aci.registerProvider', title: t('Register Container Instances…') };
  return { id: 'aci.retry', title: t('Retry') };
}

/** Why those that should be signed in are not; where nobody should be, the welcome view takes the place. */
export function signedOutRows(source: TreeSource): readonly Node[] {
  const { t } = source;
  const problems = problemRows(source);
  if (problems.length === 0) return [];
  const another = { id: 'aci.signIn', title: t('Sign In to Azure'), arguments: [] };
  const emulator = { id: 'aci.tryEmulator', title: t('Try It Without an Azure Account'), arguments: [] };
  return [
    ...problems,
    infoRow('signIn', undefined, t('Sign in another way'), { description: '', command: another }),
    infoRow('tryEmulator', undefined, t('Try it without an Azure account'), {
      description: '',
      command: emulator,
    }),
  ];
}

/** Accounts that can't be looked through: one row each, beside what the others see. */
export function problemRows({ accounts = [], t }: TreeSource): readonly Node[] {
  return accounts.flatMap(({ id, label, isSignedIn, problem }): Node[] => {
    if (!problem) return [];
    return [
      {
        kind: 'message',
        id: `account/${id}`,
        parent: undefined,
        label: isSignedIn ? t('Could not read an account') : t('Could not sign in'),
        description: `${label} · ${problem.message}`,
        icon: 'error',
        command: { id: 'aci.signIn', title: t('Sign In to Azure'), arguments: ['again', id] },
      },
    ];
  });
}

/** Why there is no row at all, and what to do. */
export function nothingRow({ store, options, t }: TreeSource): Node {
  const selected = store.subscriptions.filter(({ id }) => store.isSelected(id));
  if (store.subscriptions.length === 0) {
    return infoRow('noSubscriptions', undefined, t('No subscriptions'), {
      description: t('This account can see none. Click to use another account.'),
      command: { id: 'aci.showAccount', title: t('Account and Cloud…'), arguments: [] },
    });
  }
  if (selected.length === 0) {
    return infoRow('noneSelected', undefined, t('No subscription is selected'), {
      description: t('Click to select some.'),
      command: { id: 'aci.selectSubscriptions', title: t('Select Subscriptions…'), arguments: [] },
    });
  }
  return infoRow('noMatch', undefined, t('No container group matches "{0}"', options.filter), {
    description: t('Click to clear the filter.'),
    command: { id: 'aci.clearFilter', title: t('Clear Filter'), arguments: [] },
  });
}
