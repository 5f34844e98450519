import * as l10n from '@vscode/l10n';

export function createGroupQuestion(name: string, resourceGroup: string): string {
  return l10n.t('Create the container group "{0}" in {1}?', name, resourceGroup);
}

/** A choice and what was chosen. */
export function choiceLine(label: string, text: string): string {
  return l10n.t('{0}: {1}', label, text);
}
