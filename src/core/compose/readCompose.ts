/** Reads a Compose project with everything that it refers to, and converts it to a container group. */
import type { JsonPath } from '../document/jsonPath.ts';
import type { GetVariable } from '../environment.ts';
import { asObject, asText } from '../json.ts';
import type { RawContainerGroup } from '../model/containerGroup.ts';
import { toGroupName } from '../rules/names.ts';
import { type AddNote, type ComposeNote, withoutRepeats } from './composeNote.ts';
import type { ComposeChoices, ConversionContext } from './conversionContext.ts';
import { convertServices } from './convertServices.ts';
import { loadProject, type ParsedCompose, pathInMainFile, type Project } from './loadProject.ts';
import {
  type ComposeDeps,
  type LocalFiles,
  readImageConfigs,
  readLocalFiles,
  resolvePath,
} from './localFiles.ts';
import { locate } from './located.ts';
import { serviceNames } from './serviceNames.ts';
import { type BuiltImages, type ServiceBuild, serviceBuilds, withBuiltImages } from './serviceBuilds.ts';
import { servicesOf } from './services.ts';
import { createSourceMap } from './sourceMap.ts';
import { locateNotes, type ProjectNote, reportLookups, type UnsetVariable } from './variableLookups.ts';

export interface ComposeRequest {
  readonly main: ParsedCompose;
  /** The file's own name and that of its folder. */
  readonly fileName: string;
  readonly folderName: string;
  readonly choices: ComposeChoices;
  /** Values of variables that were typed in. */
  readonly answers: GetVariable;
  /** Images that are built, in place of what builds them. */
  readonly builtImages?: BuiltImages;
}

export interface ComposeGroup {
  readonly name: string;
  readonly document: RawContainerGroup;
  readonly report: readonly ComposeNote[];
  /** Variables that the group needs and nothing sets. Each place that looks one up has a `blocked` note, too. */
  readonly unset: readonly UnsetVariable[];
  /** Variables of this computer whose values are in the group. */
  readonly machineVariables: readonly string[];
  /** Services whose images are built, whether that has been done or not. */
  readonly builds: readonly ServiceBuild[];
  /** The choices that make a difference for this file. */
  readonly open: readonly (keyof ComposeChoices)[];
  /** Where in the main file the value at `path` of the group's body comes from. */
  readonly sourcePathOf: (path: JsonPath) => JsonPath;
}

/** With a `blocked` note nothing may be sent. Throws only what `deps` throw. */
export async function readCompose(request: ComposeRequest, deps: ComposeDeps): Promise<ComposeGroup> {
  const { main, fileName, choices, answers, builtImages = {} } = request;
  const environment: GetVariable = name => answers(name) ?? deps.machine(name);
  const { withOverride } = choices;
  const project = await loadProject(main, { fileName, files: deps, environment, withOverride });
  const notes: ProjectNote[] = [];
  const addNote = withoutRepeats((effect, path, why) => notes.push({ effect, path, why }));
  const file = asObject(project.whole.value);
  const written = servicesOf(file, project.environment, addNote);
  const services = withBuiltImages(written, builtImages, addNote);
  const files = await readLocalFiles(project, services, deps, choices.carryFiles);
  const images = await readImageConfigs(services, deps);

  const isFromMachine = (name: string) => answers(name) === undefined && deps.machine(name) !== undefined;
  const machineVariables = new Set<string>();
  const machineVariable = (name: string, path: JsonPath) => {
    if (isFromMachine(name)) {
      machineVariables.add(name);
      addNote('taken', path, { kind: 'variableTaken', name });
    }
    return project.environment(name);
  };
  const sourceMap = createSourceMap();
  const context: ConversionContext = {
    ...{ file, addNote, choices, machineVariable },
    ...fileAccess(project, files, addNote),
    names: serviceNames(services),
    noteServiceNames: (at, { services: named, addresses }) => {
      if (named.length === 0) return false;
      if (choices.useLocalhost) addNote('changed', at, { kind: 'nameReplaced', services: named, addresses });
      else addNote('changed', at, { kind: 'nameUnknown', services: named });
      return choices.useLocalhost;
    },
    recordSource: (part, at) => sourceMap.recordSource(part, at),
  };
  const document = convertServices(services, context, image => images.get(image));
  const wanted = projectName(asText(file['name']), request, project.environment);
  const name = toGroupName(wanted, 'group');
  if (name !== wanted) addNote('changed', ['name'], { kind: 'nameChanged', from: wanted, to: name });

  const lookups = reportLookups(project, services, notes, isFromMachine);
  const report = [...project.report, ...lookups.notes, ...locateNotes(project, notes)];
  return {
    ...{ name, document, report },
    builds: serviceBuilds(written, (path, at) => resolvePath(project.whole, path, at)),
    unset: lookups.unset,
    machineVariables: [...new Set([...machineVariables, ...lookups.machineVariables])],
    open: openChoices(project, files, report),
    sourcePathOf: path => pathInMainFile(locate(project.whole, sourceMap.sourcePathOf(document.body, path))),
  };
}

/** Looks files up among those that were read, by the paths that the project has for them. */
function fileAccess(
  { whole }: Project,
  { files, directories }: LocalFiles,
  addNote: AddNote,
): Pick<ConversionContext, 'resolve' | 'hasFile' | 'readFile' | 'listDirectory'> {
  const resolve = (path: string, at: JsonPath) => resolvePath(whole, path, at);
  return {
    resolve,
    hasFile: (path, at) => files.has(resolve(path, at)),
    readFile: (path, at) => {
      const text = files.get(resolve(path, at));
      if (text !== undefined) addNote('taken', at, { kind: 'fileTaken', file: path });
      return text;
    },
    listDirectory: (path, at) => directories.get(resolve(path, at)),
  };
}

/** As Compose names a project (docs.docker.com, "Specify a project name"). */
function projectName(written: string, { folderName }: ComposeRequest, environment: GetVariable): string {
  return environment('COMPOSE_PROJECT_NAME') ?? (written === '' ? folderName : written);
}

function openChoices(
  { hasOverrides }: Project,
  { hasBinds }: LocalFiles,
  report: readonly ComposeNote[],
): readonly (keyof ComposeChoices)[] {
  const names = report.some(({ why }) => /^(name|fileName)(Replaced|Unknown)$/.test(why.kind));
  return [
    ...(names ? (['useLocalhost'] as const) : []),
    ...(hasBinds ? (['carryFiles'] as const) : []),
    ...(hasOverrides ? (['withOverride'] as const) : []),
  ];
}
