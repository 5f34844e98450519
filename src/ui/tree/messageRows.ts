/** Rows that say what is missing, wrong or under way, and what to do. */
import * as l10n from '@vscode/l10n';
import type { AciError } from '../../core/errors.ts';
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

export function emptyRow(parent: Node, label: string): MessageNode {
  return infoRow('empty', parent, label, {
    description: l10n.t('Click to create one.'),
    command: { id: 'aci.createGroup', title: l10n.t('Create Container Group…'), arguments: [parent] },
  });
}

export function unregisteredRow(parent: Node): MessageNode {
  return infoRow('unregistered', parent, l10n.t('Not registered'), {
    description: l10n.t('Click to register container instances here.'),
    command: {
      id: 'aci.registerProvider',
      title: l10n.t('Register Container Instances…'),
      arguments: [parent],
    },
  });
}

export function errorRow(id: string, parent: Node | undefined, label: string, error: AciError): MessageNode {
  const signsIn = error.kind === 'signedOut';
  const command = { ...remedy(error), arguments: signsIn ? ['again'] : parent ? [parent] : [] };
  // What to do comes first where a narrow side bar shows little more than the label.
  const said = error.kind === 'signedOut' ? l10n.t('Sign in to Azure again') : label;
  return { kind: 'message', id: `failed/${id}`, parent, label: said, icon: 'error', error, command };
}

/** What a click on a row that failed does. */
export function remedy(error: AciError): { readonly id: string; readonly title: string } {
  if (error.kind === 'signedOut') return { id: 'aci.signIn', title: l10n.t('Sign In to Azure') };
  if (error.kind === 'notRegistered')
    return { id: 'aci.registerProvider', title: l10n.t('Register Container Instances…') };
  return { id: 'aci.retry', title: l10n.t('Retry') };
}

/** Why those that should be signed in are not; where nobody should be, the welcome view takes the place. */
export function signedOutRows(source: TreeSource): readonly Node[] {
  const problems = problemRows(source);
  if (problems.length === 0) return [];
  const another = { id: 'aci.signIn', title: l10n.t('Sign In to Azure'), arguments: [] };
  const emulator = { id: 'aci.tryEmulator', title: l10n.t('Try It Without an Azure Account'), arguments: [] };
  return [
    ...problems,
    infoRow('signIn', undefined, l10n.t('Sign in another way'), { description: '', command: another }),
    infoRow('tryEmulator', undefined, l10n.t('Try it without an Azure account'), {
      description: '',
      command: emulator,
    }),
  ];
}

/** Accounts that can't be looked through: one row each, beside what the others see. */
export function problemRows({ accounts = [] }: TreeSource): readonly Node[] {
  return accounts.flatMap(({ id, label, isSignedIn, problem }): Node[] => {
    if (!problem) return [];
    return [
      {
        kind: 'message',
        id: `account/${id}`,
        parent: undefined,
        label: isSignedIn ? l10n.t('Could not read an account') : l10n.t('Could not sign in'),
        description: `${label} · ${problem.message}`,
        icon: 'error',
        command: { id: 'aci.signIn', title: l10n.t('Sign In to Azure'), arguments: ['again', id] },
      },
    ];
  });
}

/** Why there is no row at all, and what to do. */
export function nothingRow({ store, options }: TreeSource): Node {
  const selected = store.subscriptions.filter(({ id }) => store.isSelected(id));
  if (store.subscriptions.length === 0) {
    return infoRow('noSubscriptions', undefined, l10n.t('No subscriptions'), {
      description: l10n.t('This account can see none. Click to use another account.'),
      command: { id: 'aci.showAccount', title: l10n.t('Account and Cloud…'), arguments: [] },
    });
  }
  if (selected.length === 0) {
    return infoRow('noneSelected', undefined, l10n.t('No subscription is selected'), {
      description: l10n.t('Click to select some.'),
      command: { id: 'aci.selectSubscriptions', title: l10n.t('Select Subscriptions…'), arguments: [] },
    });
  }
  return infoRow('noMatch', undefined, l10n.t('No container group matches "{0}"', options.filter), {
    description: l10n.t('Click to clear the filter.'),
    command: { id: 'aci.clearFilter', title: l10n.t('Clear Filter'), arguments: [] },
  });
}
