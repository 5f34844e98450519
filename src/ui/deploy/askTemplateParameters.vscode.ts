/** The values of a template's parameters, asked for in the window: from a file, or one by one. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { parameterFileNames } from '../../core/template/parameterFile.ts';
import { readParameterFile } from '../fileFormats/readParameterFile.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { createPrompt } from '../shared/prompt.vscode.ts';
import type { OpenFile } from './openFile.ts';
import { type Memory, rememberedParameters, rememberParameters } from './rememberedParameters.ts';
import { askTemplateParameters, type GivenParameters, type ParameterFile } from './templateParameterForm.ts';

/** Undefined when the person leaves. `memory`: the workspace's. */
export async function askParametersOf(
  { document: { uri }, content, parameters }: OpenFile,
  memory: Memory,
): Promise<GivenParameters | undefined> {
  const key = uri.toString();
  const prompt = createPrompt();
  try {
    const sources = {
      beside: parameters ? [parameters] : await filesBeside(uri),
      pick: () => pickFile(uri),
      remembered: rememberedParameters(memory, key),
      remember: (typed: GivenParameters['given']) => void rememberParameters(memory, key, typed),
    };
    return await askTemplateParameters(content, sources, prompt);
  } finally {
    prompt.dispose();
  }
}

async function filesBeside(template: vscode.Uri): Promise<readonly ParameterFile[]> {
  if (template.scheme === 'untitled') return [];
  const name = template.path.split('/').at(-1) ?? '';
  const read = parameterFileNames(name).map(file => readFile(vscode.Uri.joinPath(template, '..', file)));
  return (await Promise.all(read)).filter(found => found !== undefined);
}

async function pickFile(template: vscode.Uri): Promise<ParameterFile | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: l10n.t('Choose a parameter file'),
      filters: { JSON: ['json', 'jsonc'] },
      ...(template.scheme !== 'untitled' && { defaultUri: vscode.Uri.joinPath(template, '..') }),
    })) ?? [];
  if (!uri) return undefined;
  const found = await readFile(uri);
  if (!found)
    void window.showErrorMessage(
      l10n.t(
        '"{0}" is no deployment parameter file: it has neither its schema nor the section "parameters".',
        uri.path.split('/').at(-1) ?? '',
      ),
    );
  return found;
}

/** Undefined where there is no parameter file. */
async function readFile(uri: vscode.Uri): Promise<ParameterFile | undefined> {
  try {
    const given = readParameterFile(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
    return given && { given, name: uri.path.split('/').at(-1) ?? '' };
  } catch {
    return undefined; // there is none
  }
}
