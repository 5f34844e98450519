/** The container groups of an ARM template, with the parameters that the person gives it. */
import * as vscode from 'vscode';
import type { OpenFile } from './deploy.ts';
import type { Place, Reading } from './reading.ts';
import { askParameters } from './templateParameters.ts';
import { templateReading } from './templateReading.ts';

/** Undefined when the person leaves. */
export async function templateGroups(file: OpenFile, place: Place): Promise<Reading | undefined> {
  const given = await askParameters(file);
  if (!given) return undefined;
  const request = {
    content: file.content,
    fileName: file.document.uri.path.split('/').at(-1) ?? '',
    place,
    parameters: given.values,
    parameterFile: given.file,
  };
  return templateReading(request, vscode.l10n.t);
}
