/** A job as `tasks.json` describes it: read from JSON that nobody has checked, with every problem it has. */
import type { RegistryIdentity, Variable } from '../groupPlan.ts';
import { isList, isObject } from '../json.ts';
import type { Json, JsonObject, RegistryCredential } from '../model.ts';
import { type CommandLineProblem, parseCommandLine } from '../rules/commandLine.ts';
import { type EnvironmentProblem, variableNameProblem } from '../rules/environment.ts';
import { type ImageProblem, parseImage } from '../rules/image.ts';
import { type NameProblem, resourceGroupNameProblem } from '../rules/names.ts';
import { minimum, parseAmount, type Size, type SizeProblem } from '../rules/size.ts';

/** What becomes of a job's group when the job has ended. */
export type DeleteWhenDone = (typeof deleteWhenDone)[number];
export const deleteWhenDone = ['always', 'onSuccess', 'never'] as const;

/** One container that runs once. Where it runs is open: what is undefined is found out before it starts. */
export interface JobDefinition {
  readonly image: string;
  readonly credential?: RegistryCredential | undefined;
  readonly pullAs?: RegistryIdentity | undefined;
  /** Empty: the image's own. */
  readonly command: readonly string[];
  readonly size: Size;
  readonly variables: readonly Variable[];
  /** Id or name. */
  readonly subscription: string | undefined;
  readonly resourceGroup: string | undefined;
  readonly location: string | undefined;
  /** Undefined: as the setting says. */
  readonly deleteWhenDone: DeleteWhenDone | undefined;
}

export type JobFault =
  | { readonly code: 'missing' }
  | { readonly code: 'empty' }
  | { readonly code: 'textWanted' }
  | { readonly code: 'lineOrListWanted' }
  | { readonly code: 'objectOfTextsWanted' }
  | { readonly code: 'choiceWanted'; readonly choices: readonly string[] }
  | { readonly code: 'environmentUnset'; readonly name: string }
  /** A rule that the wizard has as well. */
  | { readonly code: 'rule'; readonly problem: RuleProblem };

type RuleProblem = ImageProblem | CommandLineProblem | EnvironmentProblem | SizeProblem | NameProblem;

/** What is wrong, and with which property: `env.LOG_LEVEL`. */
export interface JobProblem {
  readonly property: string;
  readonly fault: JobFault;
}

export type ParsedJob = { readonly definition: JobDefinition } | { readonly problems: readonly JobProblem[] };

export const defaultSize: Size = { cpu: 1, memoryInGB: 1.5 };
/** The most that any place gives a group; what the chosen place gives is up to Azure. */
const most = { cpu: 64, memoryInGB: 1024 };

/** Collects problems, so that all of them can be told at once. */
class Reader {
  readonly problems: JobProblem[] = [];
  readonly #json: JsonObject;

  constructor(json: JsonObject) {
    this.#json = json;
  }

  at(property: string): Json | undefined {
    return this.#json[property];
  }

  problem(property: string, fault: JobFault): void {
    this.problems.push({ property, fault });
  }

  broken(property: string, problem: RuleProblem): void {
    this.problems.push({ property, fault: { code: 'rule', problem } });
  }

  text(property: string): string | undefined {
    const json = this.at(property);
    if (json === undefined) return undefined;
    if (typeof json !== 'string') this.problem(property, { code: 'textWanted' });
    else if (json.trim() === '') this.problem(property, { code: 'empty' });
    else return json.trim();
    return undefined;
  }
}

/**
 * Reads a job. `${env:NAME}` in a variable's value is replaced by what `environment` knows, and makes the variable
 * a secure one. Never throws.
 */
export function parseJob(
  json: Json | undefined,
  environment: (name: string) => string | undefined,
): ParsedJob {
  const reader = new Reader(isObject(json) ? json : {});
  const definition: JobDefinition = {
    image: readImage(reader),
    command: readCommand(reader),
    size: {
      cpu: readAmount(reader, 'cpu', 'cpu'),
      memoryInGB: readAmount(reader, 'memory', 'memoryInGB'),
    },
    variables: readVariables(reader, environment),
    subscription: reader.text('subscription'),
    resourceGroup: readResourceGroup(reader),
    location: reader.text('location'),
    deleteWhenDone: readDeleteWhenDone(reader),
  };
  return reader.problems.length > 0 ? { problems: reader.problems } : { definition };
}

function readImage(reader: Reader): string {
  const json = reader.at('image');
  if (json === undefined) reader.problem('image', { code: 'missing' });
  else if (typeof json !== 'string') reader.problem('image', { code: 'textWanted' });
  else {
    const parsed = parseImage(json);
    if ('reference' in parsed) return json.trim();
    reader.broken('image', parsed.problem);
  }
  return '';
}

function readCommand(reader: Reader): readonly string[] {
  const json = reader.at('command');
  if (json === undefined) return [];
  if (isList(json)) {
    const words = json.filter(word => typeof word === 'string');
    if (words.length < json.length) reader.problem('command', { code: 'lineOrListWanted' });
    return words;
  }
  if (typeof json !== 'string') {
    reader.problem('command', { code: 'lineOrListWanted' });
    return [];
  }
  const parsed = parseCommandLine(json);
  if ('argv' in parsed) return parsed.argv;
  reader.broken('command', parsed.problem);
  return [];
}

/** A number; one in quotes is taken as well, for a variable of tasks.json comes as text. */
function readAmount(reader: Reader, property: string, part: keyof Size): number {
  const json = reader.at(property);
  if (json === undefined) return defaultSize[part];
  const text = typeof json === 'string' || typeof json === 'number' ? String(json) : '';
  const parsed = parseAmount(text, minimum[part], most[part]);
  if ('amount' in parsed) return parsed.amount;
  reader.broken(property, parsed.problem);
  return defaultSize[part];
}

function readVariables(
  reader: Reader,
  environment: (name: string) => string | undefined,
): readonly Variable[] {
  const json = reader.at('env');
  if (json === undefined) return [];
  if (!isObject(json)) {
    reader.problem('env', { code: 'objectOfTextsWanted' });
    return [];
  }
  const variables: Variable[] = [];
  for (const [name, value] of Object.entries(json)) {
    const property = `env.${name}`;
    const taken = variables.map(variable => variable.name);
    const fault = variableNameProblem(name, taken);
    if (fault) reader.broken(property, fault);
    if (typeof value === 'string') variables.push(readVariable(reader, name, value, environment));
    else reader.problem(property, { code: 'textWanted' });
  }
  return variables;
}

const reference = /\$\{env:([^}]*)\}/g;

/** Whether a variable's value is taken from the environment, and so a secret. */
export function takesFromEnvironment(value: string): boolean {
  return value.search(reference) >= 0;
}

function readVariable(
  reader: Reader,
  name: string,
  text: string,
  environment: (name: string) => string | undefined,
): Variable {
  const value = text.replace(reference, (_, wanted: string) => {
    const found = environment(wanted);
    if (found === undefined) reader.problem(`env.${name}`, { code: 'environmentUnset', name: wanted });
    return found ?? '';
  });
  return { name, value, secure: takesFromEnvironment(text) };
}

function readResourceGroup(reader: Reader): string | undefined {
  const name = reader.text('resourceGroup');
  const fault = name === undefined ? undefined : resourceGroupNameProblem(name);
  if (fault) reader.broken('resourceGroup', fault);
  return name;
}

function readDeleteWhenDone(reader: Reader): DeleteWhenDone | undefined {
  const json = reader.at('deleteWhenDone');
  if (json === undefined) return undefined;
  const choice = deleteWhenDone.find(known => known === json);
  if (!choice) reader.problem('deleteWhenDone', { code: 'choiceWanted', choices: deleteWhenDone });
  return choice;
}
