import * as l10n from '@vscode/l10n';
import type { ExportResult, ExportNote } from '../../core/export/exportResult.ts';
import { formatList } from '../shared/languageFormats.ts';
import { harmfulRun } from '../../core/harmfulCharacters.ts';

/** What to know about an export, in a sentence. */
export function exportText(note: ExportNote): string {
  switch (note.kind) {
    case 'secretLeftOut':
      return note.files
        ? l10n.t('Left out: {0}. Give its contents before you deploy.', note.name)
        : l10n.t('Left out: the secret {0}. Give it before you deploy.', note.name);
    case 'plainSecret':
      return l10n.t(
        'The variable {0} of the container {1} looks like a secret and is written in plain text.',
        note.variable,
        note.container,
      );
    case 'byFile':
      return note.containers > 1
        ? l10n.t(
            'With options az container create makes one container, and this group has {0}. The whole group is in a file for its --file.',
            note.containers,
          )
        : l10n.t(
            'az container create has no options that say exactly this: {0}. The whole group is in a file for its --file.',
            formatList(note.places),
          );
    case 'fromShell':
      return l10n.t(
        'Sends the values of these variables of your shell to Azure: {0}',
        formatList(note.names),
      );
    case 'fileFirst':
      return l10n.t('Put what was left out into {0}, then run the last command without its #.', note.file);
    case 'containerRenamed':
      return l10n.t('The container {0} will be named {1}, as the group.', note.from, note.to);
    case 'notForAz':
      return l10n.t(
        'az does not know {0}. For az, write {1} instead, and export that variable.',
        note.text,
        '${NAME}',
      );
    case 'forBash':
      return l10n.t('For Bash or zsh, as in Azure Cloud Shell. PowerShell quotes in another way.');
    case 'tokenWanted':
      return l10n.t('Set {0} to an access token: az account get-access-token', note.name);
    case 'endpointWanted':
      return l10n.t('Set {0} to the address of the emulator.', note.name);
  }
}

/**
 * The notes as a comment for the top of the export, empty where there are none. JSON has no comments, and zsh has none
 * where one types: there it would run what a name in a note holds, so a shell gets a text that it only passes over.
 */
export function exportComment({ language, notes }: ExportResult): string {
  if (language === 'json' || notes.length === 0) return '';
  const lines = notes.map(note => oneLine(exportText(note)));
  if (language === 'shellscript') return `: <<'NOTES'\n${lines.join('\n')}\nNOTES\n`;
  const sign = language === 'bicep' ? '//' : '#';
  return lines.map(line => `${sign} ${line}\n`).join('');
}

/** A name could hold a line's end, which would end the comment, or a character that a terminal acts on. */
function oneLine(text: string): string {
  return text.replace(harmfulRun, ' ');
}
