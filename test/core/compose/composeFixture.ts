import { parse } from 'yaml';
import { defaultChoices, type ComposeChoices } from '../../../src/core/compose/conversionContext.ts';
import type { ImageConfig } from '../../../src/core/compose/command.ts';
import { type ComposeGroup, readCompose } from '../../../src/core/compose/readCompose.ts';
import type { ComposeNote } from '../../../src/core/compose/composeNote.ts';
import type { ParsedCompose } from '../../../src/core/compose/loadProject.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';

const environment: Readonly<Record<string, string>> = { HOST: 'here', EMPTY: '', COMPOSE_PROFILES: 'active' };
const files: Readonly<Record<string, string>> = {
  'web.env': '# ours\nA=below\nexport B="two\\nlines" \nC=\'$HOST\'\nD=$HOST # why\nHOST\n',
  'one.txt': 'one',
};

/** A Compose file as Compose reads YAML: the core schema with merge keys; no tags. */
export function parsed(text: string): ParsedCompose {
  const isJson = text.startsWith('{');
  const content = (isJson ? JSON.parse(text) : parse(text, { schema: 'core', merge: true })) as Json;
  return { content, tags: [] };
}

export interface ComposeEnvironment {
  readonly files?: Readonly<Record<string, string>>;
  readonly machine?: Readonly<Record<string, string>>;
  readonly answers?: Readonly<Record<string, string>>;
  readonly images?: Readonly<Record<string, Partial<ImageConfig>>>;
  readonly choices?: Partial<ComposeChoices>;
  readonly fileName?: string;
  readonly parse?: (text: string) => ParsedCompose;
}

/** What becomes of a Compose file and what is around it. */
export async function read(
  text: string | ParsedCompose,
  around: ComposeEnvironment = {},
): Promise<ComposeGroup> {
  const texts = around.files ?? {};
  const main = typeof text === 'string' ? parsed(text) : text;
  return readCompose(
    {
      main,
      fileName: around.fileName ?? 'compose.yml',
      folderName: 'shop',
      choices: { ...defaultChoices, ...around.choices },
      answers: name => around.answers?.[name],
    },
    {
      read: path => Promise.resolve(texts[path]),
      list: path => Promise.resolve(listed(Object.keys(texts), path)),
      parse: around.parse ?? parsed,
      machine: name => around.machine?.[name],
      imageConfig: image => {
        const config = around.images?.[image];
        return Promise.resolve(config && { entrypoint: [], command: [], ...config });
      },
    },
  );
}

function listed(paths: readonly string[], directory: string): readonly string[] | undefined {
  const inside = paths.filter(path => path.startsWith(`${directory}/`));
  return inside.length === 0 ? undefined : inside.map(path => path.slice(directory.length + 1));
}

/** The group's properties. */
export function propertiesOf({ document }: ComposeGroup): JsonObject {
  return document.body['properties'] as JsonObject;
}

/** The report, a line a note: `effect path: reason arguments`. */
export function linesOf({ report }: Pick<ComposeGroup, 'report'>): readonly string[] {
  return report.map(line);
}

function line({ effect, path, elsewhere, why: { kind, ...args } }: ComposeNote): string {
  const values = Object.values(args).map(String).join(' | ');
  const place = elsewhere
    ? `${path.join('/')} → ${elsewhere.file}/${elsewhere.path.join('/')}`
    : path.join('/');
  return `${effect} ${place}: ${kind}${values === '' ? '' : ` ${values}`}`;
}

/** What becomes of a Compose file of the fixtures, with the files and variables that those name. */
export async function convert(text: string): Promise<{
  readonly properties: JsonObject;
  readonly report: readonly string[];
}> {
  const group = await read(text, { files, machine: environment });
  return { properties: propertiesOf(group), report: linesOf(group) };
}
