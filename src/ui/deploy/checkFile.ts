/** What the product makes of a file, as plain data: for people's pipelines, by the rules that the editor shows. */
import { mapSecrets } from '../../core/document/secretLocations.ts';
import { fromAzFile } from '../../core/document/azFile.ts';
import { asText, isObject, type JsonObject } from '../../core/json.ts';
import { reachesFunction } from '../../core/template/reachesFunction.ts';
import type { RawContainerGroup } from '../../core/model/containerGroup.ts';
import { type FileKind, fileKindOf, parseFile } from '../fileFormats/fileKind.ts';
import { diagnostics } from '../language/diagnostics.ts';
import type { ParsedFile, Range } from '../fileFormats/parsedFile.ts';
import { type PlanInputs, planFile } from './planFile.ts';
import {
  ruleNotes,
  notDeployableReason,
  type PlannedGroup,
  type DeployPlan,
  refOfPlanned,
  type DeployNote,
  contentToSend,
} from './deployPlan.ts';

export interface FileProblem {
  readonly severity: 'error' | 'warning' | 'hint';
  /** Counts from 1. */
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

export interface FileReport {
  readonly file: string;
  readonly kind: 'az' | 'arm' | 'compose' | 'unknown';
  /** Whether it could be sent as it is. */
  readonly deployable: boolean;
  readonly problems: readonly FileProblem[];
  /** What becomes different in Azure, is left out, or is taken from elsewhere. */
  readonly remarks: readonly { readonly line: number; readonly message: string }[];
  /** What would be sent, in the shape of az's files, with `***` for each secret. */
  readonly bodies: readonly JsonObject[];
}

export interface GroupToSend {
  readonly name: string;
  /** Whether the file says where it goes; else it goes where the resource group is. */
  readonly hasLocation: boolean;
  readonly document: RawContainerGroup;
}

export interface CheckedFile {
  readonly report: FileReport;
  /** With their secrets; none where the file can't be deployed. */
  readonly groups: readonly GroupToSend[];
}

const kinds: Readonly<Record<FileKind, FileReport['kind']>> = {
  az: 'az',
  template: 'arm',
  compose: 'compose',
  parameters: 'unknown',
  unknown: 'unknown',
};

/** Reads the file at `file`, whose text is `text`. Asks nobody and sends nothing. */
export async function checkFile(file: string, text: string, answers: PlanInputs): Promise<CheckedFile> {
  const parsed = parseFile(text);
  const kind = fileKindOf(parsed.content);
  const lineAt = lineCounter(text);
  const found = textProblems(text, parsed, kind).map(({ severity, code, message, start }) => ({
    severity,
    code,
    message,
    line: lineAt(start),
  }));
  const isReadable = isObject(parsed.content) && parsed.syntaxProblems.length === 0;
  const reading: DeployPlan =
    isReadable && isObject(parsed.content)
      ? await planFile({ text, parsed, kind, content: parsed.content }, answers)
      : { groups: [], notes: [] };
  const contentOf = (group: PlannedGroup) =>
    contentToSend(group, refOfPlanned(group, answers.target), answers.target.resourceGroup.location);
  const rules = kind === 'az' ? [] : ruleNotes(reading, contentOf);
  const told = [
    ...reading.notes,
    ...rules.filter(remark => !dependsOnMadeUpTarget(remark, parsed, text)),
  ].map(({ path, on, severity, code, message }) => ({
    severity,
    code,
    message,
    line: lineAt(parsed.rangeOf(path, on).start),
  }));
  const isProblem = ({ severity }: FileProblem) => severity === 'error' || kind !== 'compose';
  const problems = [...found, ...told.filter(isProblem)];
  // What else is in a template is Azure's to deploy.
  const hasSomething = reading.groups.length > 0 || kind === 'template';
  const deployable = isReadable && hasSomething && problems.every(({ severity }) => severity !== 'error');
  const sent = deployable
    ? reading.groups.map(group => ({
        name: group.name,
        hasLocation: asText(group.document.body['location']) !== '',
        content: contentOf(group),
      }))
    : [];
  return {
    report: {
      file,
      kind: kinds[kind],
      deployable,
      problems: problems.toSorted((one, other) => one.line - other.line),
      remarks: told.filter(remark => !isProblem(remark)).map(({ line, message }) => ({ line, message })),
      bodies: sent.map(({ content }) => withMaskedSecrets(content)),
    },
    groups: sent.map(({ name, hasLocation, content }) => ({
      ...{ name, hasLocation },
      document: fromAzFile(content).document,
    })),
  };
}

/** What `uniqueString` gives depends on the resource group, and nobody has chosen one. */
function dependsOnMadeUpTarget({ code, path }: DeployNote, parsed: ParsedFile, text: string): boolean {
  const { start, end } = parsed.rangeOf(path, 'value');
  return (
    code === 'labelFirst' &&
    isObject(parsed.content) &&
    reachesFunction(text.slice(start, end), 'uniqueString', parsed.content)
  );
}

type LocatedProblem = Omit<FileProblem, 'line'> & Range;

/** What is wrong before anything is known but the text. */
function textProblems(text: string, parsed: ParsedFile, kind: FileKind): readonly LocatedProblem[] {
  if (kind === 'az') return diagnostics(text);
  const error = (code: string, message: string, { start, end }: Range): LocatedProblem => ({
    severity: 'error',
    code,
    message,
    start,
    end,
  });
  if (parsed.syntaxProblems.length > 0)
    return parsed.syntaxProblems.map(problem => error('syntax', problem.message, problem));
  const sentence = notDeployableReason(kind);
  return sentence === undefined ? [] : [error(kind, sentence, { start: 0, end: 0 })];
}

function lineCounter(text: string): (offset: number) => number {
  return offset => text.slice(0, offset).split('\n').length;
}

/** With `***` for each secret; files and settings keep their names. */
export function withMaskedSecrets(content: JsonObject): JsonObject {
  return mapSecrets(content, value =>
    isObject(value) ? Object.fromEntries(Object.keys(value).map(key => [key, '***'])) : '***',
  );
}
