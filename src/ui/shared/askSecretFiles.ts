/**
 * Asks for the files of a secret volume. Azure gives out neither the files nor their number, and a group that is sent
 * with fewer loses the others: all of them are to be given again, and the person is told so before anything is sent.
 */
import * as l10n from '@vscode/l10n';
import {
  base64ByteLength,
  referencedFiles,
  type SecretFiles,
  toBase64,
  parseSecretFile,
} from '../../core/document/secretVolumeFiles.ts';
import type { JsonObject } from '../../core/json.ts';
import { toPlainText } from './plainText.ts';
import { back, type Back, type Choice, type Prompt } from './wizard.ts';
import { formatBytes, formatList } from './languageFormats.ts';

export interface SecretFilesQuestion {
  readonly title: string;
  readonly volume: string;
  /** The group that the volume belongs to: its commands may name files of it. */
  readonly body: JsonObject;
  /** What has been given so far. */
  readonly files: SecretFiles;
  /** Leads to where the files can be written as text. */
  readonly inText: Pick<Choice<unknown>, 'label' | 'detail'>;
}

type SecretFileAction =
  { readonly kind: 'done' | 'choose' | 'type' | 'inText' } | { readonly remove: string };

/** What a file may have for a request to stay below the 4 MB that Azure Resource Manager takes, as base64. */
const maxFileBytes = 3_000_000;

/** All files of the volume, `inText` where the person would rather write them, or `back`. */
export async function askSecretFiles(
  question: SecretFilesQuestion,
  prompt: Prompt,
): Promise<SecretFiles | 'inText' | Back> {
  const { title, volume } = question;
  let { files } = question;
  for (;;) {
    const choice = await prompt.pick({
      title,
      placeholder: l10n.t('Give all files of the secret volume {0} again', volume),
      choices: choicesOf(question, files),
    });
    if (choice === back) return back;
    if ('remove' in choice) files = without(files, choice.remove);
    else if (choice.kind === 'done') return files;
    else if (choice.kind === 'inText') return 'inText';
    else if (choice.kind === 'choose') files = { ...files, ...(await chooseFiles(title, prompt)) };
    else files = { ...files, ...(await askTypedFile(question, prompt)) };
  }
}

function choicesOf(
  { body, volume, inText }: SecretFilesQuestion,
  files: SecretFiles,
): readonly Choice<SecretFileAction>[] {
  const names = Object.keys(files);
  const missing = referencedFiles(body, volume).filter(name => !Object.hasOwn(files, name));
  const done: readonly Choice<SecretFileAction>[] =
    names.length === 0 ? [] : [{ ...doneLabel(names.length, missing), value: { kind: 'done' } }];
  return [
    ...done,
    {
      label: l10n.t('$(folder-opened) Choose files…'),
      detail: l10n.t(
        'Several at once. Azure does not tell which files there were: those that you do not give again are gone.',
      ),
      value: { kind: 'choose' },
    },
    {
      label: l10n.t('$(edit) Type a file…'),
      detail: l10n.t('As name=content, for a content of one line.'),
      value: { kind: 'type' },
    },
    { ...inText, value: { kind: 'inText' } },
    ...names.map((name, index) => ({
      label: toPlainText(name),
      description: formatBytes(base64ByteLength(files[name] ?? '')),
      value: { remove: name },
      ...(index === 0 && { heading: l10n.t('Files so far: choose one to leave it out') }),
    })),
  ];
}

function doneLabel(count: number, missing: readonly string[]): Omit<Choice<SecretFileAction>, 'value'> {
  const label =
    count === 1 ? l10n.t('Go on with this one file') : l10n.t('Go on with these {0} files', count);
  return missing.length === 0
    ? {
        label: `$(check) ${label}`,
        detail: l10n.t('The volume then has these and no others. Nobody can tell how many it had.'),
      }
    : {
        label: `$(warning) ${label}`,
        detail: l10n.t(
          'Files that the group names in this volume are not among them: {0}',
          toPlainText(formatList(missing)),
        ),
      };
}

async function chooseFiles(title: string, prompt: Prompt): Promise<SecretFiles> {
  const chosen = await prompt.files({ title, maxBytes: maxFileBytes });
  return Object.fromEntries(chosen.map(({ name, bytes }) => [name, toBase64(bytes)]));
}

/** From this box one goes back to the list, wherever the list is in its wizard. */
const innerPosition = { step: 1, total: 1, canGoBack: true };

async function askTypedFile({ title, volume }: SecretFilesQuestion, prompt: Prompt): Promise<SecretFiles> {
  const line = await prompt.input({
    id: `secretFile/${volume}`,
    title,
    position: innerPosition,
    prompt: l10n.t('One file of the secret volume {0}, as name=content.', volume),
    password: true,
    validate: text =>
      parseSecretFile(text)
        ? undefined
        : {
            severity: 'error',
            message: l10n.t('Type it as name=content, the name without spaces and slashes.'),
          },
  });
  return line === back ? {} : (parseSecretFile(line) ?? {});
}

function without(files: SecretFiles, name: string): SecretFiles {
  return Object.fromEntries(Object.entries(files).filter(([other]) => other !== name));
}

/** `nginx.conf (24 bytes), ssl.key (1.7 kB)`: what a volume is sent with, without its contents. */
export function secretFilesText(files: SecretFiles): string {
  const names = Object.entries(files).map(([name, content]) =>
    l10n.t('{0} ({1})', toPlainText(name), formatBytes(base64ByteLength(content))),
  );
  return names.length === 0 ? l10n.t('no file') : formatList(names);
}
