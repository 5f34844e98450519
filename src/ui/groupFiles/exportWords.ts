import type { Exported, ExportNote } from '../../core/export/exported.ts';
import type { Translate } from '../translate.ts';

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
    case 'notExpressed':
      return t('Not expressed, because the command has no option for it: {0}', note.text);
    case 'containerRenamed':
      return t('The container {0} will be named {1}, as the group.', note.from, note.to);
    case 'notForAz':
      return t('az takes {0} as it is: put the secret itself there before you use it with az.', note.text);
    case 'forBash':
      return t('For Bash or another POSIX shell, as in Azure Cloud Shell.');
    case 'tokenWanted':
      return t('Set {0} to an access token: az account get-access-token', note.name);
    case 'endpointWanted':
      return t('Set {0} to the address of the emulator.', note.name);
  }
}

/** The notes as a comment for the top of the export, empty where there are none. JSON has no comments. */
export function exportComment({ language, notes }: Exported, t: Translate): string {
  if (language === 'json' || notes.length === 0) return '';
  const sign = language === 'bicep' ? '//' : '#';
  // A name could hold a line's end, which would end the comment.
  return notes.map(note => `${sign} ${exportText(note, t).replace(/[\r\n\u2028\u2029]+/g, ' ')}\n`).join('');
}
