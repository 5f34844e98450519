import * as l10n from '@vscode/l10n';
import { allowedActions, groupState } from '../../core/model/groupState.ts';
import type { ContainerGroup } from '../../core/model/containerGroup.ts';

/** What is said of a group that was created, and what is offered to do next: commands by their titles. */
export interface CreatedMessage {
  readonly sentence: string;
  readonly isWarning: boolean;
  readonly offers: readonly { readonly title: string; readonly command: `aci.${string}` }[];
}

/** A group can be created all right and its containers fail all the same. */
export function createdMessage(group: ContainerGroup): CreatedMessage {
  const isFailing = ['failed', 'crashLooping'].includes(groupState(group));
  const actions = allowedActions(group);
  const { name } = group.ref;
  return {
    sentence: isFailing
      ? l10n.t('Created "{0}", but its containers keep failing. Their logs may tell why.', name)
      : l10n.t('Created "{0}".', name),
    isWarning: isFailing,
    offers: [
      ...(isFailing ? [{ title: l10n.t('Why did it fail?'), command: 'aci.diagnose' } as const] : []),
      ...(actions.includes('followLogs')
        ? [{ title: l10n.t('Follow Logs'), command: 'aci.followLogs' } as const]
        : []),
      ...(actions.includes('openInBrowser')
        ? [{ title: l10n.t('Open in Browser'), command: 'aci.openInBrowser' } as const]
        : []),
    ],
  };
}
