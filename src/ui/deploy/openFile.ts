import type * as vscode from 'vscode';
import type { JsonObject } from '../../core/json.ts';
import type { FileKind } from '../fileFormats/fileKind.ts';
import type { ParsedFile } from '../fileFormats/parsedFile.ts';
import type { ParameterFile } from './templateParameterForm.ts';

/** An open file and what is read of it. */
export interface OpenFile {
  readonly document: vscode.TextDocument;
  readonly kind: FileKind;
  readonly parsed: ParsedFile;
  readonly content: JsonObject;
  /** The parameters that come with a template: a `.bicepparam` file's. */
  readonly parameters?: ParameterFile;
}
