/** A Compose file as a group and what there is to tell of it: without the editor, so that others can read files too. */
import { type ComposeChoices, usualChoices } from '../../core/compose/conversion.ts';
import type { ComposeNote } from '../../core/compose/note.ts';
import { type ComposeGroup, type ComposeWorld, readCompose } from '../../core/compose/readCompose.ts';
import type { ParsedCompose } from '../../core/compose/project.ts';
import type { Translate } from '../translate.ts';
import { composeText } from './composeWords.ts';
import { readYaml } from './readYaml.ts';
import type { Reading, Remark } from './reading.ts';
import { goYaml } from './yamlDialect.ts';

/** Where a Compose file is, and what the person decided about it. */
export interface ComposeRequest {
  readonly text: string;
  /** Its own name, without its folder, and the folder's. */
  readonly fileName: string;
  readonly folderName: string;
  readonly choices?: ComposeChoices;
  /** Values of variables that the person typed; they win over all others. */
  readonly answers?: Readonly<Record<string, string>>;
}

/** Everything around the file but how it is parsed. */
export type ComposeSurroundings = Omit<ComposeWorld, 'parse'>;

/** Reads the file and all that it asks for. With a `blocked` note in the report nothing may be sent. */
export async function readComposeFile(
  { text, fileName, folderName, choices = usualChoices, answers = {} }: ComposeRequest,
  around: ComposeSurroundings,
): Promise<ComposeGroup> {
  const request = {
    main: parseCompose(text),
    fileName,
    folderName,
    choices,
    answers: (name: string) => (Object.hasOwn(answers, name) ? answers[name] : undefined),
  };
  return readCompose(request, { ...around, parse: parseCompose });
}

function parseCompose(text: string): ParsedCompose {
  const { content, tags, syntaxProblems } = readYaml(text, goYaml);
  return { content: syntaxProblems.length > 0 ? undefined : content, tags };
}

/** The group as what the file comes to. */
export function composeReading({ name, document, report, placeOf }: ComposeGroup, t: Translate): Reading {
  return {
    groups: [{ name, document, placeOf }],
    remarks: report.map(note => remarkOf(note, t)),
  };
}

const severities = { blocked: 'error', changed: 'warning', dropped: 'hint', taken: 'hint' } as const;
/** A container that lacks its files most likely does not do what it should. */
const missed: readonly ComposeNote['why']['kind'][] = ['bindMount', 'fileNotCarried', 'mountedFileMissing'];

function remarkOf(note: ComposeNote, t: Translate): Remark {
  const severity = missed.includes(note.why.kind) ? 'warning' : severities[note.effect];
  return { path: note.path, on: 'key', severity, code: note.why.kind, message: noteText(note, t) };
}

/** The note in a sentence; of what stands in another file, with its place there. */
export function noteText({ why, elsewhere }: ComposeNote, t: Translate): string {
  const text = composeText(why, t);
  return elsewhere ? t('{0} ({1}, in {2})', text, elsewhere.path.join(' › '), elsewhere.file) : text;
}
