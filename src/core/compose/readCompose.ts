/** Reads a Compose project with everything that it takes from elsewhere, and makes a group of it. */
import type { JsonPath } from '../document/jsonPath.ts';
import { asObject, asText, isObject, type JsonObject } from '../json.ts';
import type { RawContainerGroup } from '../model/containerGroup.ts';
import { toGroupName } from '../rules/names.ts';
import { type ImageConfig, needsImageConfig } from './command.ts';
import { convertServices } from './convertServices.ts';
import type { ComposeChoices, ConversionContext } from './conversionContext.ts';
import { isOutside, joinPath } from './filePaths.ts';
import type { GetVariable } from './interpolate.ts';
import { type Located, partAt, partsOf, locate } from './located.ts';
import { createSourceMap } from './sourceMap.ts';
import { parseMount } from './parseMount.ts';
import { type ComposeNote, withoutRepeats, type AddNote } from './composeNote.ts';
import {
  loadProject,
  noteAt,
  pathInMainFile,
  type ParsedCompose,
  type Project,
  type ProjectFiles,
} from './loadProject.ts';
import { serviceNames } from './serviceNames.ts';
import { type Service, servicesOf } from './services.ts';
import { itemsWithPaths, plainText } from './values.ts';
import { envFilesOf } from './variables.ts';

/** What is around a Compose file. */
export interface ComposeDeps extends ProjectFiles {
  /** The names of the files in a small directory without others in it; undefined for anything else. */
  list(path: string): Promise<readonly string[] | undefined>;
  /** A variable of this computer. */
  readonly machine: GetVariable;
  /** What an image runs by itself; undefined where that can't be known. */
  imageConfig(image: string): Promise<ImageConfig | undefined>;
}

export interface ComposeRequest {
  readonly main: ParsedCompose;
  /** The file's own name and that of its folder. */
  readonly fileName: string;
  readonly folderName: string;
  readonly choices: ComposeChoices;
  /** Values of variables that the person typed. */
  readonly answers: GetVariable;
}

export interface UnsetVariable {
  readonly name: string;
  /** What the file says of it (`${NAME:?message}`), '' where it says nothing. */
  readonly message: string;
  /** Whether `:?` wants more than an empty text, at any of its places. */
  readonly isRequired: boolean;
}

export interface ComposeGroup {
  readonly name: string;
  readonly document: RawContainerGroup;
  readonly report: readonly ComposeNote[];
  /** Variables that the group needs and nothing sets. Each of their places has a `blocked` note, too. */
  readonly unset: readonly UnsetVariable[];
  /** Variables of this computer whose values are in the group. */
  readonly machineVariables: readonly string[];
  /** The choices that make a difference for this file. */
  readonly open: readonly (keyof ComposeChoices)[];
  /** Where in the main file what is at `path` of the group's body comes from. */
  readonly sourcePathOf: (path: JsonPath) => JsonPath;
}

/** With a `blocked` note nothing may be sent. Throws nothing but what `world` throws. */
export async function readCompose(request: ComposeRequest, world: ComposeDeps): Promise<ComposeGroup> {
  const { main, fileName, choices, answers } = request;
  const environment: GetVariable = name => answers(name) ?? world.machine(name);
  const withOverride = choices.withOverride;
  const project = await loadProject(main, { fileName, files: world, environment, withOverride });
  const { whole } = project;
  const notes: {
    readonly effect: ComposeNote['effect'];
    readonly path: JsonPath;
    readonly why: ComposeNote['why'];
  }[] = [];
  const tell: AddNote = withoutRepeats((effect, path, why) => {
    notes.push({ effect, path, why });
  });
  const file = asObject(whole.value);
  const services = servicesOf(file, project.environment, tell);
  const texts = await readFiles(project, services, world, choices);
  const images = await readImages(services, world);
  const marks = createSourceMap();
  const fromMachine = new Set<string>();
  const takeVariable = (name: string, path: JsonPath) => {
    if (answers(name) !== undefined || world.machine(name) === undefined) return;
    fromMachine.add(name);
    tell('taken', path, { kind: 'variableTaken', name });
  };
  const resolve = (path: string, at: JsonPath) => joinPath(locate(whole, at).source.directory, path);
  const context: ConversionContext = {
    file,
    tell,
    choices,
    resolve,
    machineVariable: (name, at) => {
      takeVariable(name, at);
      return project.environment(name);
    },
    hasFile: (path, at) => texts.files.has(resolve(path, at)),
    readFile: (path, at) => {
      const text = texts.files.get(resolve(path, at));
      if (text !== undefined) tell('taken', at, { kind: 'fileTaken', file: path });
      return text;
    },
    listDirectory: (path, at) => texts.directories.get(resolve(path, at)),
    names: serviceNames(services),
    noteServiceNames: (at, { services: named, addresses }) => {
      if (named.length === 0) return false;
      if (choices.useLocalhost) tell('changed', at, { kind: 'nameReplaced', services: named, addresses });
      else tell('changed', at, { kind: 'nameUnknown', services: named });
      return choices.useLocalhost;
    },
    recordSource: (made, at) => marks.recordSource(made, at),
  };
  const document = convertServices(services, context, image => images.get(image));
  const wished = projectName(asText(file['name']), request, project.environment);
  const name = toGroupName(wished, 'group');
  if (name !== wished) tell('changed', ['name'], { kind: 'nameChanged', from: wished, to: name });
  return finished();

  function finished(): ComposeGroup {
    const used = usedPlaces(
      whole,
      services,
      notes.filter(({ effect }) => effect === 'dropped').map(({ path }) => path),
    );
    const unset = new Map<string, UnsetVariable>();
    const lookedUp = project.lookups.flatMap((lookup): ComposeNote[] => {
      if (!used.has(placeKey(lookup))) return [];
      if (lookup.isSet) {
        if (answers(lookup.name) !== undefined || world.machine(lookup.name) === undefined) return [];
        fromMachine.add(lookup.name);
        return [noteAt(lookup, 'taken', { kind: 'variableTaken', name: lookup.name })];
      }
      const message = lookup.message ?? '';
      const known = unset.get(lookup.name);
      unset.set(lookup.name, {
        name: lookup.name,
        message: known === undefined || known.message === '' ? message : known.message,
        isRequired: known?.isRequired === true || lookup.message !== undefined,
      });
      return [noteAt(lookup, 'blocked', { kind: 'interpolationUnset', name: lookup.name, message })];
    });
    // What is wrong at a place that lacks its variable comes of that.
    const lacking = new Set(project.lookups.flatMap(lookup => (lookup.isSet ? [] : [placeKey(lookup)])));
    const told = notes.flatMap(({ effect, path, why }) => {
      const place = locate(whole, path);
      return effect === 'blocked' && lacking.has(placeKey(place)) ? [] : [noteAt(place, effect, why)];
    });
    const report = [...project.report, ...lookedUp, ...told];
    return {
      name,
      document,
      report,
      unset: [...unset.values()],
      machineVariables: [...fromMachine],
      open: openChoices(project, texts, report),
      sourcePathOf: path => pathInMainFile(locate(whole, marks.sourcePathOf(document.body, path))),
    };
  }
}

/** As Compose names a project (docs.docker.com, "Specify a project name"). */
function projectName(written: string, { folderName }: ComposeRequest, environment: GetVariable): string {
  return environment('COMPOSE_PROJECT_NAME') ?? (written === '' ? folderName : written);
}

interface FileTexts {
  readonly files: ReadonlyMap<string, string>;
  readonly directories: ReadonlyMap<string, readonly string[]>;
  /** Whether there is something beside the file that could go along. */
  readonly hasBinds: boolean;
}

async function readFiles(
  project: Project,
  services: readonly Service[],
  world: ComposeDeps,
  choices: ComposeChoices,
): Promise<FileTexts> {
  const file = asObject(project.whole.value);
  const resolve = (path: string, at: JsonPath) => joinPath(locate(project.whole, at).source.directory, path);
  const files = new Map<string, string>();
  const directories = new Map<string, readonly string[]>();
  const read = async (path: string) => {
    const text = files.has(path) ? undefined : await world.read(path);
    if (text !== undefined) files.set(path, text);
  };
  for (const { service, path } of services)
    for (const wish of envFilesOf(service, path)) await read(resolve(wish.file, wish.path));
  for (const kind of ['secrets', 'configs'] as const)
    for (const name of wantedNames(services, kind)) {
      const source = plainText(asObject(asObject(file[kind])[name])['file']);
      if (source !== undefined) await read(resolve(source, [kind, name, 'file']));
    }
  const binds = services.flatMap(({ service, path }) => bindsOf(service, path, resolve));
  for (const path of choices.carryFiles ? binds : []) {
    const names = await world.list(path);
    if (!names) await read(path);
    else if (names.length > 0) {
      directories.set(path, names);
      for (const name of names) await read(`${path}/${name}`);
    }
  }
  return { files, directories, hasBinds: binds.length > 0 };
}

function wantedNames(services: readonly Service[], kind: 'secrets' | 'configs'): readonly string[] {
  const names = services.flatMap(({ service, path }) =>
    itemsWithPaths(service, kind, path).map(
      ([item]) => plainText(isObject(item) ? item['source'] : item) ?? '',
    ),
  );
  return [...new Set(names)];
}

function bindsOf(
  service: JsonObject,
  path: JsonPath,
  resolve: (path: string, at: JsonPath) => string,
): readonly string[] {
  return itemsWithPaths(service, 'volumes', path).flatMap(([item, place]) => {
    const mount = parseMount(item);
    const source = mount?.kind === 'bind' ? resolve(mount.source, place) : undefined;
    return source === undefined || source === '' || isOutside(source) ? [] : [source];
  });
}

async function readImages(
  services: readonly Service[],
  world: ComposeDeps,
): Promise<ReadonlyMap<string, ImageConfig>> {
  const wanted = services.flatMap(({ service }) =>
    needsImageConfig(service) ? (plainText(service['image']) ?? []) : [],
  );
  const found = await Promise.all(
    [...new Set(wanted)].map(async image => [image, await world.imageConfig(image)] as const),
  );
  return new Map(found.flatMap(([image, config]) => (config ? [[image, config] as const] : [])));
}

function openChoices(
  { hasOverrides }: Project,
  { hasBinds }: FileTexts,
  report: readonly ComposeNote[],
): readonly (keyof ComposeChoices)[] {
  const names = report.some(({ why }) => /^(name|fileName)(Replaced|Unknown)$/.test(why.kind));
  return [
    ...(names ? (['useLocalhost'] as const) : []),
    ...(hasBinds ? (['carryFiles'] as const) : []),
    ...(hasOverrides ? (['withOverride'] as const) : []),
  ];
}

/** Nested so deep nothing of Compose is. */
const deepest = 100;

/** Every place in the project's files whose text may be in the group. */
function usedPlaces(
  whole: Located,
  services: readonly Service[],
  dropped: readonly JsonPath[],
): ReadonlySet<string> {
  const gone = new Set(dropped.map(path => JSON.stringify(path)));
  const places = new Set<string>();
  for (const root of ['name', 'services', 'volumes', 'secrets', 'configs']) {
    const found = partAt(whole, root);
    if (!found) continue;
    for (const [name, item] of isObject(found.value) ? partsOf(found) : [[root, found] as const])
      if (root !== 'services' || services.some(service => service.name === name)) visit(item, [root, name]);
  }
  return places;

  function visit(located: Located, path: JsonPath): void {
    if (gone.has(JSON.stringify(path)) || path.length > deepest) return;
    places.add(placeKey(located));
    if (typeof located.value !== 'object' || located.value === null) return;
    const keys = Array.isArray(located.value) ? located.value.keys() : Object.keys(located.value);
    for (const key of keys) {
      const item = partAt(located, key);
      if (item) visit(item, [...path, key]);
    }
  }
}

function placeKey({ source, path }: Pick<Located, 'source' | 'path'>): string {
  return JSON.stringify([source.name ?? '', path]);
}
