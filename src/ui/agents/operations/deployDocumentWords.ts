import * as l10n from '@vscode/l10n';
import type { ApplyMode } from '../../edit/sendGroup.ts';
import { formatList } from '../../shared/languageFormats.ts';
import { verdictEffect } from '../../edit/messages.ts';

/** `names`: of the groups that are sent. */
export function deployQuestion(names: readonly string[], way: ApplyMode): string {
  const [name = ''] = names;
  if (names.length > 1) return l10n.t('Deploy these container groups: {0}?', formatList(names));
  switch (way) {
    case 'create':
      return l10n.t('Create the container group "{0}"?', name);
    case 'needsRecreate':
      return l10n.t('Delete the container group "{0}" and create it again?', name);
    case 'restartsAll':
    case 'inPlace':
      return l10n.t('Change the container group "{0}"?', name);
  }
}

/** What becomes of the group. */
export function deployEffect(way: ApplyMode): string {
  switch (way) {
    case 'create':
      return l10n.t('It is created, and costs money while it runs:');
    case 'needsRecreate':
      return l10n.t(
        'Azure cannot change this in a group that exists: it is deleted and created again. Its containers end, their logs are lost, and its IP address may become another one.',
      );
    case 'restartsAll':
    case 'inPlace':
      return verdictEffect(way);
  }
}

export function changeText(where: string, what: string): string {
  return l10n.t('{0}: {1}', where, what);
}

/** A place of the document, and what is to tell of it. */
export function remarkText(line: number, message: string): string {
  return l10n.t('Line {0} of the document: {1}', line, message);
}

/** In the place of a value that may be a secret. */
export function hiddenValue(): string {
  return l10n.t('a new value');
}
