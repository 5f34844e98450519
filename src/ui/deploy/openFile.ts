import type * as vscode from 'vscode';
import type { JsonObject } from '../../core/json.ts';
import type { FileKind } from '../fileFormats/fileKind.ts';
import type { ParsedFile } from '../fileFormats/parsedFile.ts';

/** An open file and what is read of it. */
export interface OpenFile {
  readonly document: vscode.TextDocument;
  readonly kind: FileKind;
  readonly parsed: ParsedFile;
  readonly content: JsonObject;
}
