/** A job as `tasks.json` describes it: read from unchecked JSON, with every problem it has. */
import type { GetVariable } from '../environment.ts';
import type { RegistryIdentity, PlannedVariable } from '../model/groupPlan.ts';
import { asObject, isList, type Json } from '../json.ts';
import type { OsType } from '../model/containerGroup.ts';
import type { RegistryCredential } from '../model/registry.ts';
import { parseCommand } from '../rules/commandLine.ts';
import { variableNameProblem } from '../rules/environmentVariables.ts';
import { imageInRegistry, isDockerHub, likelyOsType, parseImage, serverProblem } from '../rules/image.ts';
import { resourceGroupNameProblem } from '../rules/names.ts';
import { parseAmount, type Size } from '../rules/size.ts';
import type { JobProblem } from './jobProblem.ts';
import { PropertyReader, type PropertyValue } from './propertyReader.ts';

/** What becomes of a job's group when the job has ended. */
export type DeleteWhenDone = (typeof deleteWhenDone)[number];
export const deleteWhenDone = ['always', 'onSuccess', 'never'] as const;

/**
 * Whether a job's group goes when its container has ended; `exitCode` is undefined where the job failed without one.
 */
export function shouldDeleteGroup(wanted: DeleteWhenDone, exitCode: number | undefined): boolean {
  switch (wanted) {
    case 'always':
      return true;
    case 'onSuccess':
      return exitCode === 0;
    case 'never':
      return false;
  }
}

/** One container that runs once. Where it runs is open: what is undefined is found out before it starts. */
export interface JobDefinition {
  readonly image: string;
  readonly credential?: RegistryCredential | undefined;
  readonly pullAs?: RegistryIdentity | undefined;
  /** Undefined: guessed from the image's name. */
  readonly osType?: OsType | undefined;
  /** Empty: the image's own. */
  readonly command: readonly string[];
  readonly size: Size;
  readonly variables: readonly PlannedVariable[];
  /** Id or name. */
  readonly subscription: string | undefined;
  readonly resourceGroup: string | undefined;
  readonly location: string | undefined;
  /** Undefined: as the setting says. */
  readonly deleteWhenDone: DeleteWhenDone | undefined;
}

export type ParsedJob = { readonly definition: JobDefinition } | { readonly problems: readonly JobProblem[] };

export const defaultSize: Size = { cpu: 1, memoryInGB: 1.5 };
/**
 * Bounds of what a job may request. A group gets at least 1 vCPU and 1 GB; the maximum of each location is checked by
 * Azure.
 */
const [minimumAmount, maximumSize] = [0.1, { cpu: 64, memoryInGB: 1024 }];

/**
 * Reads a job. `json` is what the editor has made of the file, with its variables replaced; `written` is what stands
 * in the file. A variable whose value is taken from `${env:NAME}`, `${input:NAME}` or `${command:NAME}` becomes a
 * secure one, and a password has to be. Never throws.
 */
export function parseJob(
  json: Json | undefined,
  environment: GetVariable,
  written: Json | undefined = json,
): ParsedJob {
  const reader = new PropertyReader(asObject(json), asObject(written), environment);
  const credential = readRegistry(reader);
  const image = readImage(reader, credential?.server === '' ? undefined : credential);
  const osType = readOsType(reader);
  const definition: JobDefinition = {
    ...{ image, credential, osType },
    command: readCommand(reader, osType ?? likelyOsType(image)),
    size: {
      cpu: readAmount(reader, 'cpu', 'cpu'),
      memoryInGB: readAmount(reader, 'memory', 'memoryInGB'),
    },
    variables: readVariables(reader),
    subscription: reader.readText('subscription'),
    resourceGroup: readResourceGroup(reader),
    location: reader.readText('location'),
    deleteWhenDone: readDeleteWhenDone(reader),
  };
  return reader.problems.length > 0 ? { problems: reader.problems } : { definition };
}

/** An image without a registry of its own is one of the registry that is named for it. */
function readImage(reader: PropertyReader, credential: RegistryCredential | undefined): string {
  const json = reader.json('image');
  if (json === undefined) reader.addProblem('image', { code: 'missing' });
  else if (typeof json !== 'string') reader.addProblem('image', { code: 'textWanted' });
  else {
    const image = json.trim();
    const parsed = parseImage(image);
    const inRegistry =
      'problem' in parsed || !credential ? undefined : imageInRegistry(credential.server, image);
    if ('problem' in parsed) reader.addRuleProblem('image', parsed.problem);
    else if (inRegistry && 'problem' in inRegistry) reader.addRuleProblem('image', inRegistry.problem);
    else return inRegistry?.image ?? image;
  }
  return '';
}

function readCommand(reader: PropertyReader, osType: OsType): readonly string[] {
  const json = reader.json('command');
  if (json === undefined) return [];
  if (isList(json)) {
    const words = json.filter(word => typeof word === 'string');
    if (words.length < json.length) reader.addProblem('command', { code: 'lineOrListWanted' });
    return words;
  }
  if (typeof json !== 'string') {
    reader.addProblem('command', { code: 'lineOrListWanted' });
    return [];
  }
  const parsed = parseCommand(json, osType);
  if ('argv' in parsed) return parsed.argv;
  reader.addRuleProblem('command', parsed.problem);
  return [];
}

/** A number; one in quotes is taken as well, for a variable of tasks.json comes as text. */
function readAmount(reader: PropertyReader, property: string, part: keyof Size): number {
  const json = reader.json(property);
  if (json === undefined) return defaultSize[part];
  const text = typeof json === 'string' || typeof json === 'number' ? String(json) : '';
  const parsed = parseAmount(text, minimumAmount, maximumSize[part]);
  if ('amount' in parsed) return parsed.amount;
  reader.addRuleProblem(property, parsed.problem);
  return defaultSize[part];
}

function readVariables(reader: PropertyReader): readonly PlannedVariable[] {
  if (reader.json('env') === undefined) return [];
  const inner = reader.nested('env');
  if (!inner) {
    reader.addProblem('env', { code: 'objectOfTextsWanted' });
    return [];
  }
  const variables: PlannedVariable[] = [];
  for (const name of inner.names) {
    const fault = variableNameProblem(name);
    if (fault) inner.addRuleProblem(name, fault);
    const value = inner.readValue(name);
    if (value) variables.push({ name, value: value.text, secure: value.isReference });
  }
  return variables;
}

/** Who signs in where the image is. Azure knows Docker Hub by one name only. */
function readRegistry(reader: PropertyReader): RegistryCredential | undefined {
  if (reader.json('registry') === undefined) return undefined;
  const inner = reader.nested('registry');
  if (!inner) {
    reader.addProblem('registry', { code: 'registryWanted' });
    return undefined;
  }
  const server = readServer(inner);
  const username = readSecretPart(inner, 'username')?.text ?? '';
  const password = readSecretPart(inner, 'password');
  if (password && !password.isReference) inner.addProblem('password', { code: 'referenceWanted' });
  return {
    server: isDockerHub(server) ? 'index.docker.io' : server,
    ...{ username, password: password?.text ?? '' },
  };
}

function readServer(registry: PropertyReader): string {
  if (registry.json('server') === undefined) registry.addProblem('server', { code: 'missing' });
  const server = registry.readText('server') ?? '';
  const fault = server === '' ? undefined : serverProblem(server);
  if (fault) registry.addRuleProblem('server', fault);
  return server;
}

function readSecretPart(registry: PropertyReader, property: string): PropertyValue | undefined {
  if (registry.json(property) === undefined) {
    registry.addProblem(property, { code: 'missing' });
    return undefined;
  }
  const before = registry.problems.length;
  const value = registry.readValue(property);
  if (value?.text.trim() === '' && registry.problems.length === before)
    registry.addProblem(property, { code: 'empty' });
  return value;
}

function readResourceGroup(reader: PropertyReader): string | undefined {
  const name = reader.readText('resourceGroup');
  const fault = name === undefined ? undefined : resourceGroupNameProblem(name);
  if (fault) reader.addRuleProblem('resourceGroup', fault);
  return name;
}

const osTypes = ['Linux', 'Windows'] as const;

function readOsType(reader: PropertyReader): OsType | undefined {
  const json = reader.json('osType');
  if (json === undefined) return undefined;
  const choice = osTypes.find(
    known => typeof json === 'string' && known.toLowerCase() === json.toLowerCase(),
  );
  if (!choice) reader.addProblem('osType', { code: 'choiceWanted', choices: osTypes });
  return choice;
}

function readDeleteWhenDone(reader: PropertyReader): DeleteWhenDone | undefined {
  const json = reader.json('deleteWhenDone');
  if (json === undefined) return undefined;
  const choice = deleteWhenDone.find(known => known === json);
  if (!choice) reader.addProblem('deleteWhenDone', { code: 'choiceWanted', choices: deleteWhenDone });
  return choice;
}
