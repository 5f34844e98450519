import type { JsonPath } from '../document/jsonPath.ts';
import type { JsonObject } from '../json.ts';

export type ExportFormat = 'yaml' | 'arm' | 'bicep' | 'azCli' | 'http';

/** What a reader of the export has to know. */
export type ExportNote =
  /** The secret was left out; whoever deploys gives it under `name` (`${env:name}` in YAML). */
  | {
      readonly kind: 'secretLeftOut';
      readonly name: string;
      readonly path: JsonPath;
      readonly files: boolean;
    }
  /** The value stands in the export as it is, though it looks like a secret. */
  | {
      readonly kind: 'plainSecret';
      readonly container: string;
      readonly variable: string;
      readonly path: JsonPath;
    }
  /** az has no options for these properties, or adds something to them: the whole group is in a file for `--file`. */
  | { readonly kind: 'byFile'; readonly containers: number; readonly places: readonly string[] }
  /** The command sends the values of these variables of the shell. */
  | { readonly kind: 'fromShell'; readonly names: readonly string[] }
  /** What was left out is to be put into `file` before the command is run. */
  | { readonly kind: 'fileFirst'; readonly file: string }
  /** `az` calls the container as the group. */
  | { readonly kind: 'containerRenamed'; readonly from: string; readonly to: string }
  /** az fills `${NAME}` from the environment, and takes this reference for a text. */
  | { readonly kind: 'notForAz'; readonly text: string }
  /** The command is quoted for Bash and zsh. */
  | { readonly kind: 'forBash' }
  /** Before sending, put a token into `token`. */
  | { readonly kind: 'tokenWanted'; readonly name: string }
  /** The emulator's address is not the same tomorrow. */
  | { readonly kind: 'endpointWanted'; readonly name: string };

/** Text ready to be written, or data that is printed as YAML or JSON; the notes go into a comment at the top. */
export type ExportResult =
  | {
      readonly kind: 'text';
      readonly language: 'bicep' | 'shellscript' | 'http';
      readonly text: string;
      readonly notes: readonly ExportNote[];
    }
  | {
      readonly kind: 'content';
      readonly language: 'yaml' | 'json';
      readonly content: JsonObject;
      readonly notes: readonly ExportNote[];
    };
