/** What a container runs: in a group, `command` stands for both the image's entry point and its command. */
import type { JsonPath } from '../document/jsonPath.ts';
import { isList, type Json, type JsonObject } from '../json.ts';
import { joinCommandLine, parseCommandLine } from '../rules/commandLine.ts';
import type { AddNote } from './composeNote.ts';
import { plainText } from './values.ts';

/** What an image runs by itself (`config` of the OCI image specification). */
export interface ImageConfig {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
}

/** Whether the image's own entry point decides what the service runs. */
export function needsImageConfig(service: JsonObject): boolean {
  const isWritten = service['entrypoint'] !== undefined && service['entrypoint'] !== null;
  return isWritten ? isEmpty(service['entrypoint']) : !isEmpty(service['command']);
}

function isEmpty(json: Json | undefined): boolean {
  return json === undefined || json === null || json === '' || (isList(json) && json.length === 0);
}

/** The container's `command`; empty where the image runs as it is. `image`: undefined where it is not known. */
export function commandOf(
  service: JsonObject,
  path: JsonPath,
  image: ImageConfig | undefined,
  addNote: AddNote,
): readonly string[] {
  const entrypoint = words(service['entrypoint'], [...path, 'entrypoint'], addNote);
  const place = [...path, 'command'];
  const command = words(service['command'], place, addNote);
  if (entrypoint && entrypoint.length > 0) return [...entrypoint, ...(command ?? [])];
  if (entrypoint) return withoutEntrypoint(command ?? [], path, image, addNote);
  if (command === undefined || command.length === 0) return [];
  if (image) {
    if (image.entrypoint.length > 0)
      addNote('changed', place, { kind: 'entrypointAdded', entrypoint: joinCommandLine(image.entrypoint) });
    return [...image.entrypoint, ...command];
  }
  const [first = ''] = command;
  if (isProgram(first)) addNote('changed', place, { kind: 'commandReplacesEntrypoint' });
  else addNote('blocked', place, { kind: 'commandNoProgram', word: first });
  return command;
}

/** `entrypoint: []` takes the image's entry point away. */
function withoutEntrypoint(
  command: readonly string[],
  path: JsonPath,
  image: ImageConfig | undefined,
  addNote: AddNote,
): readonly string[] {
  if (command.length > 0) return command;
  if (!image) addNote('changed', [...path, 'entrypoint'], { kind: 'entrypointKept' });
  return image?.command ?? [];
}

/** An option, several words in one, an assignment or a settings file starts nothing. */
function isProgram(word: string): boolean {
  return !/^$|^-|\s|^\w+=|^\w+:\/\/|\.(ya?ml|json|conf|cfg|toml|ini)$/i.test(word);
}

function words(json: Json | undefined, path: JsonPath, addNote: AddNote): readonly string[] | undefined {
  if (json === undefined || json === null) return undefined;
  if (isList(json)) return json.flatMap(word => plainText(word) ?? []);
  const text = plainText(json) ?? '';
  const parsed = parseCommandLine(text);
  if ('argv' in parsed) return parsed.argv;
  addNote('blocked', path, { kind: 'commandSyntax', text });
  return undefined;
}
