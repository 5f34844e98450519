/** The values of a template's parameters, asked for in the window: from a file, or one by one. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { parameterFileNames } from '../../core/template/parameterFile.ts';
import { isBicep } from '../bicep/isBicep.ts';
import { readParameterFile } from '../fileFormats/readParameterFile.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { createPrompt } from '../shared/prompt.vscode.ts';
import type { OpenFile } from './openFile.ts';
import { type Memory, rememberedParameters, rememberParameters } from './rememberedParameters.ts';
import {
  askTemplateParameters,
  type FoundParameterFile,
  type GivenParameters,
  type ParameterFile,
} from './templateParameterForm.ts';

/** What the window part needs: where values are remembered, and where is told what is wrong with a Bicep file. */
export interface ParameterDeps {
  readonly memory: Memory;
  readonly problems: vscode.DiagnosticCollection;
}

/** Undefined when the person leaves. */
export async function askParametersOf(
  { document: { uri }, content, parameters }: OpenFile,
  { memory, problems }: ParameterDeps,
): Promise<GivenParameters | undefined> {
  const key = uri.toString();
  const prompt = createPrompt();
  try {
    const own = parameters && { name: parameters.name, read: () => Promise.resolve(parameters) };
    const sources = {
      beside: own ? [own] : await filesBeside(uri, problems),
      pick: () => pickFile(uri, problems),
      remembered: rememberedParameters(memory, key),
      remember: (typed: GivenParameters['given']) => void rememberParameters(memory, key, typed),
    };
    return await askTemplateParameters(content, sources, prompt);
  } finally {
    prompt.dispose();
  }
}

async function filesBeside(
  template: vscode.Uri,
  problems: vscode.DiagnosticCollection,
): Promise<readonly FoundParameterFile[]> {
  if (template.scheme === 'untitled') return [];
  const names = parameterFileNames(nameOf(template));
  const found = await Promise.all(
    names.map(async name => findFile(vscode.Uri.joinPath(template, '..', name), problems)),
  );
  return found.filter(file => file !== undefined);
}

/** A Bicep file is compiled when it is chosen; any other is offered where it is a parameter file. */
async function findFile(
  uri: vscode.Uri,
  problems: vscode.DiagnosticCollection,
): Promise<FoundParameterFile | undefined> {
  const name = nameOf(uri);
  if (isBicep(uri)) return (await exists(uri)) ? { name, read: () => compiled(uri, problems) } : undefined;
  const file = await readFile(uri);
  return file && { name, read: () => Promise.resolve(file) };
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type !== vscode.FileType.Directory;
  } catch {
    return false;
  }
}

async function pickFile(
  template: vscode.Uri,
  problems: vscode.DiagnosticCollection,
): Promise<ParameterFile | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: l10n.t('Choose a parameter file'),
      filters: { [l10n.t('Parameter files')]: ['json', 'jsonc', 'bicepparam'] },
      ...(template.scheme !== 'untitled' && { defaultUri: vscode.Uri.joinPath(template, '..') }),
    })) ?? [];
  if (!uri) return undefined;
  if (isBicep(uri)) return compiled(uri, problems);
  const found = await readFile(uri);
  if (!found)
    void window.showErrorMessage(
      l10n.t(
        '"{0}" is no deployment parameter file: it has neither its schema nor the section "parameters".',
        nameOf(uri),
      ),
    );
  return found;
}

async function compiled(
  uri: vscode.Uri,
  problems: vscode.DiagnosticCollection,
): Promise<ParameterFile | undefined> {
  const { compileFile } = await import('../bicep/compileFile.vscode.ts');
  const given = (await compileFile(uri, problems))?.parameters;
  return given && { given, name: nameOf(uri) };
}

/** Undefined where there is no parameter file. */
async function readFile(uri: vscode.Uri): Promise<ParameterFile | undefined> {
  try {
    const given = readParameterFile(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
    return given && { given, name: nameOf(uri) };
  } catch {
    return undefined; // there is none
  }
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
