/** A Compose file as a group and what there is to tell of it: without the editor, so that others can read files too. */
import * as l10n from '@vscode/l10n';
import { type ComposeChoices, defaultChoices } from '../../core/compose/conversionContext.ts';
import type { ComposeNote } from '../../core/compose/composeNote.ts';
import { type ComposeGroup, readCompose } from '../../core/compose/readCompose.ts';
import type { BuiltImages } from '../../core/compose/serviceBuilds.ts';
import type { ComposeDeps } from '../../core/compose/localFiles.ts';
import type { ParsedCompose } from '../../core/compose/loadProject.ts';
import { composeText } from './composeMessages.ts';
import { readYaml } from '../fileFormats/readYaml.ts';
import type { DeployPlan, DeployNote } from './deployPlan.ts';
import { goYaml } from '../fileFormats/yamlDialect.ts';

/** Where a Compose file is, and what the person decided about it. */
export interface ComposeRequest {
  readonly text: string;
  /** Its own name, without its folder, and the folder's. */
  readonly fileName: string;
  readonly folderName: string;
  readonly choices?: ComposeChoices;
  /** Values of variables that the person typed; they win over all others. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Images that are built, in place of what builds them. */
  readonly builtImages?: BuiltImages;
}

/** Everything around the file but how it is parsed. */
export type PlanComposeDeps = Omit<ComposeDeps, 'parse'>;

/** Reads the file and all that it asks for. With a `blocked` note in the report nothing may be sent. */
export async function convertComposeFile(
  { text, fileName, folderName, choices = defaultChoices, answers = {}, builtImages = {} }: ComposeRequest,
  around: PlanComposeDeps,
): Promise<ComposeGroup> {
  const request = {
    main: parseCompose(text),
    fileName,
    folderName,
    choices,
    builtImages,
    answers: (name: string) => (Object.hasOwn(answers, name) ? answers[name] : undefined),
  };
  return readCompose(request, { ...around, parse: parseCompose });
}

function parseCompose(text: string): ParsedCompose {
  const { content, tags, syntaxProblems } = readYaml(text, goYaml);
  return { content: syntaxProblems.length > 0 ? undefined : content, tags };
}

/** The group as what the file comes to. */
export function planCompose({ name, document, report, sourcePathOf }: ComposeGroup): DeployPlan {
  return {
    groups: [{ name, document, pathInFile: sourcePathOf }],
    notes: report.map(deployNoteOf),
  };
}

const severities = { blocked: 'error', changed: 'warning', dropped: 'hint', taken: 'hint' } as const;
/** A container that lacks its files most likely does not do what it should. */
const warnedKinds: readonly ComposeNote['why']['kind'][] = [
  'bindMount',
  'fileNotCarried',
  'mountedFileMissing',
];

function deployNoteOf(note: ComposeNote): DeployNote {
  const severity = warnedKinds.includes(note.why.kind) ? 'warning' : severities[note.effect];
  return { path: note.path, on: 'key', severity, code: note.why.kind, message: noteText(note) };
}

/** The note in a sentence; of what stands in another file, with its place there. */
export function noteText({ why, elsewhere }: ComposeNote): string {
  const text = composeText(why);
  return elsewhere ? l10n.t('{0} ({1}, in {2})', text, elsewhere.path.join(' › '), elsewhere.file) : text;
}
