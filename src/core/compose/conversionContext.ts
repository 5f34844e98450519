/** What every part of the conversion of a Compose project works with. */
import type { JsonPath } from '../document/jsonPath.ts';
import type { JsonObject } from '../json.ts';
import type { AddNote } from './composeNote.ts';
import type { ReplacedNames, ServiceNames } from './serviceNames.ts';

export interface ConversionContext {
  /** The whole project. */
  readonly file: JsonObject;
  readonly addNote: AddNote;
  /** A variable that is set outside the file; what is taken from this computer is told at `at`. */
  readonly machineVariable: (name: string, at: JsonPath) => string | undefined;
  /** The text of a file as it is written at `at`, told as taken; undefined where there is none. */
  readonly readFile: (file: string, at: JsonPath) => string | undefined;
  /** Whether `taken` would find it; tells nothing. */
  readonly hasFile: (file: string, at: JsonPath) => boolean;
  /** A path as it is written at `at`, seen from the main file's folder. */
  readonly resolve: (file: string, at: JsonPath) => string;
  /** The names of the files in a directory that is carried as a whole, as it is written at `at`. */
  readonly listDirectory: (directory: string, at: JsonPath) => readonly string[] | undefined;
  readonly names: ServiceNames;
  /** Tells at `at` which services are named there; true where their addresses are to stand there instead. */
  readonly noteServiceNames: (at: JsonPath, renamed: Omit<ReplacedNames, 'text'>) => boolean;
  readonly choices: ComposeChoices;
  /** Remembers where in the project a part of the group comes from. */
  readonly recordSource: (part: JsonObject, at: JsonPath) => JsonObject;
}

/** What the person may want otherwise. */
export interface ComposeChoices {
  /** Addresses that name services are changed to the group's own. */
  readonly useLocalhost: boolean;
  /** Single files and small directories that are mounted from beside the file go along as secret volumes. */
  readonly carryFiles: boolean;
  /** The override file beside is merged. */
  readonly withOverride: boolean;
}

export const defaultChoices: ComposeChoices = { useLocalhost: true, carryFiles: true, withOverride: true };
