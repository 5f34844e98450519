/** What a person is told while a tool runs. */
import * as l10n from '@vscode/l10n';

/** `Listing container groups`; with the group, as the call names it, where it names one. */
export function progressWords(operation: string, group: string): string {
  const words = wordsTable[operation]?.() ?? l10n.t('Working with container groups');
  return group === '' ? words : l10n.t('{0}: {1}', words, group);
}

/** By operation. */
const wordsTable: Readonly<Record<string, () => string>> = {
  list_groups: () => l10n.t('Listing container groups'),
  inspect_group: () => l10n.t('Looking at a container group'),
  read_logs: () => l10n.t('Reading logs'),
  diagnose: () => l10n.t('Finding out what is wrong'),
  cost: () => l10n.t('Working out what it costs'),
  metrics: () => l10n.t('Reading metrics'),
  usage: () => l10n.t('Reading usage and quota'),
  preflight: () => l10n.t('Finding out whether it fits'),
  validate_document: () => l10n.t('Checking a document'),
  deploy_document: () => l10n.t('Deploying a document'),
  create_group: () => l10n.t('Creating a container group'),
  run_command: () => l10n.t('Running a command in a container'),
  run_job: () => l10n.t('Running a container job'),
  start_group: () => l10n.t('Starting a container group'),
  stop_group: () => l10n.t('Stopping a container group'),
  restart_group: () => l10n.t('Restarting a container group'),
  delete_group: () => l10n.t('Deleting a container group'),
};
