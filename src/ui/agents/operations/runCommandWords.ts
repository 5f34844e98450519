import * as l10n from '@vscode/l10n';

export function runCommandQuestion(group: string, container: string): string {
  return l10n.t('Run a command in the container "{0}" of "{1}"?', container, group);
}

/** `command`: whole. */
export function runCommandLines(command: string, timeoutSeconds: number): readonly string[] {
  return [
    l10n.t('Command line: {0}', command),
    l10n.t(
      'It runs in a shell of the container with all that the container may do, and is interrupted after {0} seconds.',
      timeoutSeconds,
    ),
  ];
}
