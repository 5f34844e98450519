import type { ExportResult, ExportNote } from '../../core/export/exportResult.ts';
import type { Translate } from '../shared/translate.ts';
import { harmfulRun } from '../../core/harmfulCharacters.ts';

/** What to know about an export, in a sentence. */
export function exportText(note: ExportNote, t: Translate): string {
  switch (note.kind) {
    case 'secretLeftOut':
      return note.files
        ? t('Left out: {0}. Give its contents before you deploy.', note.name)
        : t('Left out: the secret {0}. Give it before you deploy.', note.name);
    case 'plainSecret':
      return t(
        'The variable {0} of the container {1} looks like a secret and is written in plain text.',
        note.variable,
        note.container,
      );
    case 'byFile':
      return note.containers > 1
        ? t(
            'With options az container create makes one container, and this group has {0}. The whole group is in a file for its --file.',
            note.containers,
          )
        : t(
            'az container create has no options that say exactly this: {0}. The whole group is in a file for its --file.',
            note.places.join(', '),
          );
    case 'fromShell':
      return t('Sends the values of these variables of your shell to Azure: {0}', note.names.join(', '));
    case 'fileFirst':
      return t('Put what was left out into {0}, then run the last command without its #.', note.file);
    case 'containerRenamed':
      return t('The container {0} will be named {1}, as the group.', note.from, note.to);
    case 'notForAz':
      return t(
        'az does not know {0}. For az, write {1} instead, and export that variable.',
        note.text,
        '${NAME}',
      );
    case 'forBash':
      return t('For Bash or zsh, as in Azure Cloud Shell. PowerShell quotes in another way.');
    case 'tokenWanted':
      return t('Set {0} to an access token: az account get-access-token', note.name);
    case 'endpointWanted':
      return t('Set {0} to the address of the emulator.', note.name);
  }
}

/**
 * The notes as a comment for the top of the export, empty where there are none. JSON has no comments, and zsh has none
 * where one types: there it would run what a name in a note holds, so a shell gets a text that it only passes over.
 */
export function exportComment({ language, notes }: ExportResult, t: Translate): string {
  if (language === 'json' || notes.length === 0) return '';
  const lines = notes.map(note => oneLine(exportText(note, t)));
  if (language === 'shellscript') return `: <<'NOTES'\n${lines.join('\n')}\nNOTES\n`;
  const sign = language === 'bicep' ? '//' : '#';
  return lines.map(line => `${sign} ${line}\n`).join('');
}

/** A name could hold a line's end, which would end the comment, or a character that a terminal acts on. */
function oneLine(text: string): string {
  return text.replace(harmfulRun, ' ');
}
