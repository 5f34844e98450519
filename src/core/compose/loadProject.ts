/**
 * The files of a Compose project as one: what `include` names, the override file beside, and what services extend in
 * other files. As compose-go loads them (loader/include.go, loader/extends.go, cli/options.go).
 */
import type { JsonPath } from '../document/jsonPath.ts';
import { isObject, type Json } from '../json.ts';
import { readEnvFile } from './envFile.ts';
import { directoryOf, isAddress, joinPath } from './filePaths.ts';
import { interpolate } from './interpolate.ts';
import type { GetVariable } from '../environment.ts';
import { itemsOf, type Located, objectOf, partAt, partsOf, type SourceFile, type Tagged } from './located.ts';
import { mergeLocated, withoutResets } from './merge.ts';
import type { ComposeNote, ComposeReason, AddNote } from './composeNote.ts';
import { plainText } from './values.ts';

/** A parsed Compose file. */
export interface ParsedCompose {
  readonly content: Json | undefined;
  /** Every `!reset` and `!override`. */
  readonly tags: readonly Tagged[];
}

export interface ProjectFiles {
  /** A text file, seen from the main file's folder; undefined where there is none or it may not be read. */
  read(path: string): Promise<string | undefined>;
  /** Content is undefined for what is no YAML. */
  parse(text: string): ParsedCompose;
}

export interface ProjectOptions {
  /** The main file's own name, without its folder: only those with a usual name have an override file. */
  readonly fileName: string;
  readonly files: ProjectFiles;
  /** What is set outside the project's files. */
  readonly environment: GetVariable;
  /** Whether the override file beside is merged, as `docker compose` does. */
  readonly withOverride: boolean;
}

export interface Project {
  /** The whole project as one file, interpolated, without `extends` and `include`. */
  readonly whole: Located;
  /** What is set outside and in the project's `.env`. */
  readonly environment: GetVariable;
  /** Whether there are override files, merged or not. */
  readonly hasOverrides: boolean;
  readonly report: readonly ComposeNote[];
  /** Every lookup of a variable. */
  readonly lookups: readonly VariableLookup[];
}

export interface VariableLookup extends Pick<Located, 'source' | 'path'> {
  readonly name: string;
  readonly isSet: boolean;
  /** What `${NAME:?message}` says; Compose itself takes an empty text where nothing does. */
  readonly message: string | undefined;
}

interface LoadState {
  readonly files: ProjectFiles;
  readonly environment: GetVariable;
  readonly report: ComposeNote[];
  readonly lookups: VariableLookup[];
  /** The files on the way here, so that none includes itself. */
  readonly visited: readonly string[];
}

const defaultNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** Reads every file of the project. What can't be read is reported. */
export async function loadProject(main: ParsedCompose, options: ProjectOptions): Promise<Project> {
  const { files, fileName, withOverride } = options;
  const report: ComposeNote[] = [];
  const environment = await withEnvFiles(options.environment, ['.env'], files, (file, line) =>
    report.push({ effect: 'blocked', path: [], why: { kind: 'envFileLine', file, line } }),
  );
  const lookups: VariableLookup[] = [];
  const loading: LoadState = { files, environment, report, lookups, visited: [fileName] };
  const source: SourceFile = { name: undefined, directory: '', askedAt: [], tags: main.tags };
  const overrides = await overridesOf(fileName, environment, files);
  const models = [interpolated(main.content, source, loading)];
  const addNote = addNotesAt(loading, source);
  for (const { name, text } of overrides) {
    if (!withOverride) addNote('dropped', [], { kind: 'overrideLeft', file: name });
    else if (text === undefined) addNote('blocked', [], { kind: 'fileMissing', file: name });
    else {
      addNote('changed', [], { kind: 'overrideRead', file: name });
      const model = readSource(text, { ...source, name }, loading);
      if (model) models.push(model);
    }
  }
  const whole = await loadModel(models, '', loading);
  return { whole, environment, hasOverrides: overrides.length > 0, report, lookups };
}

interface OverrideFile {
  readonly name: string;
  readonly text: string | undefined;
}

/** What COMPOSE_FILE names after this file; where it isn't set, the file beside with the usual name for that. */
async function overridesOf(
  fileName: string,
  environment: GetVariable,
  files: ProjectFiles,
): Promise<readonly OverrideFile[]> {
  const list = environment('COMPOSE_FILE') ?? '';
  const separator = environment('COMPOSE_PATH_SEPARATOR') ?? (list.includes(';') ? ';' : ':');
  const [first, ...others] = list.split(separator).map(name => joinPath('', name));
  if (first === fileName)
    return Promise.all(others.map(async name => ({ name, text: await files.read(name) })));
  if (!defaultNames.includes(fileName)) return [];
  for (const name of overrideNames) {
    const text = await files.read(name);
    if (text !== undefined) return [{ name, text }];
  }
  return [];
}

/**
 * What is set outside wins over the files, and a later file over an earlier one. `addNote`: reports an invalid line.
 */
async function withEnvFiles(
  outer: GetVariable,
  paths: readonly string[],
  files: ProjectFiles,
  addNote: (file: string, line: number) => void,
): Promise<GetVariable> {
  const set = new Map<string, string | undefined>();
  for (const path of paths) {
    const { variables, problems } = readEnvFile((await files.read(path)) ?? '', outer);
    for (const { name, value } of variables) set.set(name, value);
    for (const { line } of problems) addNote(path, line);
  }
  return name => outer(name) ?? set.get(name);
}

/** Notes of a file that is being read: in another file they stand where the main file asks for it. */
function addNotesAt({ report }: LoadState, source: SourceFile): AddNote {
  return (effect, path, why) => {
    report.push(noteAt({ source, path }, effect, why));
  };
}

/** The path in the main file; for another file, where the main file refers to it. */
export function pathInMainFile({ source, path }: Pick<Located, 'source' | 'path'>): JsonPath {
  return source.name === undefined ? path : source.askedAt;
}

/** A note about a value in one of the project's files. */
export function noteAt(
  { source, path }: Pick<Located, 'source' | 'path'>,
  effect: ComposeNote['effect'],
  why: ComposeReason,
): ComposeNote {
  const note = { effect, path: pathInMainFile({ source, path }), why };
  return source.name === undefined ? note : { ...note, elsewhere: { file: source.name, path } };
}

function interpolated(content: Json | undefined, source: SourceFile, loading: LoadState): Located {
  const addNote = addNotesAt(loading, source);
  const value = interpolate(isObject(content) ? content : {}, loading.environment, (path, found) => {
    if (found.kind === 'syntax') addNote('blocked', path, { kind: 'interpolationSyntax', text: found.text });
    else {
      const message = found.kind === 'unset' ? found.message : undefined;
      loading.lookups.push({ source, path, name: found.name, isSet: found.kind === 'set', message });
    }
  });
  return { value, source, path: [] };
}

function readSource(text: string, source: Omit<SourceFile, 'tags'>, loading: LoadState): Located | undefined {
  const { content, tags } = loading.files.parse(text);
  if (isObject(content)) return interpolated(content, { ...source, tags }, loading);
  addNotesAt(loading, { ...source, tags })('blocked', [], {
    kind: 'fileNotCompose',
    file: source.name ?? '',
  });
  return undefined;
}

/** Files of one project directory, the later ones above the earlier, and what they include. */
async function loadModel(
  models: readonly Located[],
  directory: string,
  loading: LoadState,
): Promise<Located> {
  let whole: Located | undefined;
  for (const model of models) {
    const own = await withExtended(model, loading);
    whole = whole ? mergeLocated(whole, own) : own;
  }
  const clean = withoutResets(whole ?? emptyFile);
  const include = partAt(clean, 'include');
  return include ? withIncluded(clean, include, directory, loading) : clean;
}

const emptyFile: Located = {
  value: {},
  source: { name: undefined, directory: '', askedAt: [], tags: [] },
  path: [],
};

const included = ['services', 'volumes', 'networks', 'secrets', 'configs', 'models'];

async function withIncluded(
  model: Located,
  include: Located,
  directory: string,
  loading: LoadState,
): Promise<Located> {
  const parts = new Map(partsOf(model));
  parts.delete('include');
  for (const item of itemsOf(include)) {
    const other = await loadInclude(item, directory, loading);
    for (const kind of included) {
      const theirs = other && partAt(other, kind);
      if (!theirs || !isObject(theirs.value)) continue;
      const ours = parts.get(kind);
      parts.set(kind, ours ? withOwnKeysFirst(ours, mergeLocated(theirs, ours, [kind])) : theirs);
    }
  }
  return objectOf(model, parts);
}

/** The file's own definitions come before those that it includes. */
function withOwnKeysFirst(own: Located, all: Located): Located {
  const parts = partsOf(all);
  const names = new Set([...partsOf(own).keys(), ...parts.keys()]);
  const sorted = [...names].flatMap((name): [string, Located][] => {
    const found = parts.get(name);
    return found ? [[name, found]] : [];
  });
  return objectOf(all, new Map(sorted));
}

async function loadInclude(
  item: Located,
  directory: string,
  loading: LoadState,
): Promise<Located | undefined> {
  const [paths, home, envFiles] = ['path', 'project_directory', 'env_file'].map(key =>
    textsAt(item, key).map(path => joinPath(directory, path)),
  ) as [string[], string[], string[]];
  const askedAt = pathInMainFile(item);
  const [first] = paths;
  const addNote = addNotesAt(loading, item.source);
  if (first === undefined) {
    addNote('blocked', item.path, { kind: 'wrongType', key: 'include' });
    return undefined;
  }
  if (loading.visited.includes(first)) {
    addNote('blocked', item.path, { kind: 'includeCycle', file: first });
    return undefined;
  }
  const base = home[0] ?? directoryOf(first);
  const environment = await withEnvFiles(
    loading.environment,
    envFiles.length > 0 ? envFiles : [joinPath(base, '.env')],
    loading.files,
    (file, line) => addNote('blocked', item.path, { kind: 'envFileLine', file, line }),
  );
  const inner: LoadState = { ...loading, environment, visited: [...loading.visited, first] };
  const models: Located[] = [];
  for (const path of paths) {
    const text = isAddress(path) ? undefined : await loading.files.read(path);
    if (text === undefined) addNote('blocked', item.path, { kind: 'fileMissing', file: path });
    const read =
      text === undefined ? undefined : readSource(text, { name: path, directory: base, askedAt }, inner);
    if (read) models.push(read);
  }
  return models.length === 0 ? undefined : loadModel(models, base, inner);
}

/** One text or several at `key`; of an item that is a text, that is its `path`. */
function textsAt(item: Located, key: string): readonly string[] {
  const found = isObject(item.value) ? partAt(item, key) : key === 'path' ? item : undefined;
  return found ? itemsOf(found).flatMap(({ value }) => plainText(value) ?? []) : [];
}

async function withExtended(model: Located, loading: LoadState): Promise<Located> {
  const services = partAt(model, 'services');
  if (!services || !isObject(services.value)) return model;
  const parts = new Map<string, Located>();
  for (const name of partsOf(services).keys()) {
    const service = await extendService(services, name, [], loading);
    if (service) parts.set(name, service);
  }
  return objectOf(model, new Map([...partsOf(model), ['services', objectOf(services, parts)]]));
}

/** The service `name` with what it extends below it. */
async function extendService(
  services: Located,
  name: string,
  visited: readonly string[],
  loading: LoadState,
): Promise<Located | undefined> {
  const service = partAt(services, name);
  if (!service) return undefined;
  const reference = partAt(service, 'extends');
  if (!reference) return service;
  const own = objectOf(service, new Map([...partsOf(service)].filter(([key]) => key !== 'extends')));
  const base = await baseOf(reference, services, name, visited, loading);
  return base ? mergeLocated(base, own, ['services', name]) : own;
}

async function baseOf(
  reference: Located,
  services: Located,
  name: string,
  visited: readonly string[],
  loading: LoadState,
): Promise<Located | undefined> {
  const { source, path, value } = reference;
  if (value === null) return undefined;
  const addNote = addNotesAt(loading, source);
  const file = isObject(value) ? plainText(value['file']) : undefined;
  const base = plainText(isObject(value) ? value['service'] : value) ?? '';
  const elsewhere =
    file === undefined
      ? services
      : await servicesOfFile(joinPath(source.directory, file), reference, loading);
  if (!elsewhere) return undefined;
  const key = `${elsewhere.source.name ?? ''}#${base}`;
  const here = `${services.source.name ?? ''}#${name}`;
  if (key === here || visited.includes(key))
    addNote('blocked', path, { kind: 'extendsCycle', service: base });
  else if (!partAt(elsewhere, base)) addNote('blocked', path, { kind: 'extendsMissing', service: base });
  else return extendService(elsewhere, base, [...visited, here], loading);
  return undefined;
}

async function servicesOfFile(
  file: string,
  reference: Located,
  loading: LoadState,
): Promise<Located | undefined> {
  const addNote = addNotesAt(loading, reference.source);
  const askedAt = pathInMainFile(reference);
  const text = await loading.files.read(file);
  if (text === undefined) {
    addNote('blocked', reference.path, { kind: 'fileMissing', file });
    return undefined;
  }
  const model = readSource(text, { name: file, directory: directoryOf(file), askedAt }, loading);
  const services = model && partAt(model, 'services');
  return services && isObject(services.value) ? services : undefined;
}
