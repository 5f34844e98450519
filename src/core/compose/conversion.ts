/** What every part of the conversion of a Compose project works with. */
import type { Path } from '../groupFile/path.ts';
import type { JsonObject } from '../model.ts';
import type { Tell } from './note.ts';
import type { Renamed, ServiceNames } from './serviceNames.ts';

export interface Conversion {
  /** The whole project. */
  readonly file: JsonObject;
  readonly tell: Tell;
  /** A variable that is set outside the file; what is taken from this computer is told at `at`. */
  readonly machine: (name: string, at: Path) => string | undefined;
  /** The text of a file as it is written at `at`, told as taken; undefined where there is none. */
  readonly taken: (file: string, at: Path) => string | undefined;
  /** Whether `taken` would find it; tells nothing. */
  readonly has: (file: string, at: Path) => boolean;
  /** A path as it is written at `at`, seen from the main file's folder. */
  readonly resolve: (file: string, at: Path) => string;
  /** The names of the files in a directory that is carried as a whole, as it is written at `at`. */
  readonly listed: (directory: string, at: Path) => readonly string[] | undefined;
  readonly names: ServiceNames;
  /** Tells at `at` which services are named there; true where their addresses are to stand there instead. */
  readonly tellNames: (at: Path, renamed: Omit<Renamed, 'text'>) => boolean;
  readonly choices: ComposeChoices;
  /** Remembers where in the project a part of the group comes from. */
  readonly mark: (part: JsonObject, at: Path) => JsonObject;
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

export const usualChoices: ComposeChoices = { useLocalhost: true, carryFiles: true, withOverride: true };
