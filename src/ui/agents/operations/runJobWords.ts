import * as l10n from '@vscode/l10n';
import type { DeleteWhenDone } from '../../../core/jobs/jobDefinition.ts';
import type { Size } from '../../../core/rules/size.ts';
import { sizeText } from '../../shared/sizeText.ts';

export function runJobQuestion(image: string): string {
  return l10n.t('Run a container job with the image "{0}"?', image);
}

/** `commandLine`: '' for the image's own; `pulledAs`: the name of an identity. */
export function runJobLines({
  image,
  commandLine,
  size,
  osType,
  pulledAs,
}: {
  readonly image: string;
  readonly commandLine: string;
  readonly size: Size;
  readonly osType: string;
  readonly pulledAs: string | undefined;
}): readonly string[] {
  return [
    pulledAs === undefined
      ? l10n.t('Image: {0}', image)
      : l10n.t('Image: {0}, pulled as {1}', image, pulledAs),
    commandLine === '' ? l10n.t('Command line: of the image') : l10n.t('Command line: {0}', commandLine),
    l10n.t('Size: {0}, {1}', sizeText(size), osType),
  ];
}

/** What becomes of the job's group. */
export function deleteWhenDoneLine(wanted: DeleteWhenDone): string {
  switch (wanted) {
    case 'always':
      return l10n.t('A group of its own is made for it, and deleted when it has ended.');
    case 'onSuccess':
      return l10n.t('A group of its own is made for it, and deleted when it has ended with exit code 0.');
    case 'never':
      return l10n.t('A group of its own is made for it, and kept.');
  }
}
