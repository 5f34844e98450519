/** A build as `tasks.json` describes it: read from unchecked JSON, with every problem it has. */
import type { GetVariable } from '../environment.ts';
import { asObject, type Json } from '../json.ts';
import type { JobProblem } from '../jobs/jobProblem.ts';
import { PropertyReader } from '../jobs/propertyReader.ts';
import { imageNameProblem, tagOfTime } from './buildNames.ts';

export interface BuildDefinition {
  /** Below the workspace folder, or absolute; undefined: the workspace folder. */
  readonly context: string | undefined;
  /** Below the context. */
  readonly dockerfile: string;
  /** Name or login server. */
  readonly registry: string;
  /** Repository and tag. */
  readonly image: string;
  readonly target: string | undefined;
  readonly args: readonly { readonly name: string; readonly value: string; readonly isSecret: boolean }[];
  /** Id or name. */
  readonly subscription: string | undefined;
}

export type ParsedBuild =
  { readonly definition: BuildDefinition } | { readonly problems: readonly JobProblem[] };

/**
 * Reads a build. `json` is what the editor has made of the file, with its variables replaced; `written` is what stands
 * in the file: an argument whose value is taken from `${env:NAME}`, `${input:NAME}` or `${command:NAME}` is a secret
 * one. An image without a tag gets one of the time (`now`, ms since the epoch). Never throws.
 */
export function parseBuild(
  json: Json | undefined,
  environment: GetVariable,
  written: Json | undefined,
  now: number,
): ParsedBuild {
  const reader = new PropertyReader(asObject(json), asObject(written), environment);
  const definition: BuildDefinition = {
    context: reader.readText('context'),
    dockerfile: reader.readText('dockerfile') ?? 'Dockerfile',
    registry: readNeeded(reader, 'registry'),
    image: readImage(reader, now),
    target: reader.readText('target'),
    args: readArguments(reader),
    subscription: reader.readText('subscription'),
  };
  return reader.problems.length > 0 ? { problems: reader.problems } : { definition };
}

function readNeeded(reader: PropertyReader, property: string): string {
  if (reader.json(property) === undefined) reader.addProblem(property, { code: 'missing' });
  return reader.readText(property) ?? '';
}

function readImage(reader: PropertyReader, now: number): string {
  const text = readNeeded(reader, 'image').trim();
  if (text === '') return '';
  const problem = imageNameProblem(text);
  if (problem?.code === 'tagMissing') return `${text}:${tagOfTime(now)}`;
  if (problem) reader.addRuleProblem('image', problem);
  return text;
}

function readArguments(reader: PropertyReader): BuildDefinition['args'] {
  if (reader.json('args') === undefined) return [];
  const inner = reader.nested('args');
  if (!inner) {
    reader.addProblem('args', { code: 'objectOfTextsWanted' });
    return [];
  }
  return inner.names.flatMap(name => {
    const value = inner.readValue(name);
    return value ? [{ name, value: value.text, isSecret: value.isReference }] : [];
  });
}
