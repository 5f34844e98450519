import * as l10n from '@vscode/l10n';
import type { GroupVerb } from '../../../core/azureApi.ts';

/** The question that a person agrees to. */
export function powerQuestion(verb: GroupVerb, name: string): string {
  const questions: Readonly<Record<GroupVerb, string>> = {
    start: l10n.t('Start the container group "{0}"?', name),
    stop: l10n.t('Stop the container group "{0}"?', name),
    restart: l10n.t('Restart the container group "{0}"?', name),
    delete: l10n.t('Delete the container group "{0}"?', name),
  };
  return questions[verb];
}

/** What it does to the group. */
export function powerEffect(verb: GroupVerb): string {
  const effects: Readonly<Record<GroupVerb, string>> = {
    start: l10n.t('Its containers start, and the group costs money until they have ended.'),
    stop: l10n.t(
      'Its containers end. What is in them and not on a volume is lost, and so is its IP address. A stopped group costs nothing.',
    ),
    restart: l10n.t(
      'All its containers end and start again. What is in them and not on a volume is lost, and its IP address may change.',
    ),
    delete: l10n.t(
      'Its containers end. Its definition, its secrets, its logs and its address are lost. This cannot be undone.',
    ),
  };
  return effects[verb];
}
