/** The values of a template's parameters: from a file, or asked for one by one. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isList, type Json, type JsonObject } from '../../core/json.ts';
import { parameterFileNames } from '../../core/template/parameterFile.ts';
import {
  definitionsOf,
  isRequired,
  parseParameter,
  type TemplateParameter,
  templateParameters,
} from '../../core/template/parameters.ts';
import { parameterFault, kindOfType } from '../../core/template/parameterTypes.ts';
import { toPlainText } from '../shared/plainText.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { createPrompt } from '../shared/prompt.vscode.ts';
import { back, type Prompt, type ValidationMessage, runWizard, type Step } from '../shared/wizard.ts';
import type { OpenFile } from './openFile.ts';
import { readParameterFile } from '../fileFormats/readParameterFile.ts';
import { templateText } from './templateMessages.ts';

export interface GivenParameters {
  /** By the parameters' names. */
  readonly values: JsonObject;
  /** The parameter file's name, where there is one. */
  readonly file: string | undefined;
}

/** What the person chose: a file's values, to type what is needed, or to type everything. */
type ParameterSource =
  | { readonly kind: 'file'; readonly values: JsonObject; readonly file: string }
  | { readonly kind: 'needed' | 'all' | 'pick' };

/** Undefined when the person leaves. */
export async function askTemplateParameters({
  document: { uri },
  content,
}: OpenFile): Promise<GivenParameters | undefined> {
  const parameters = templateParameters(content);
  if (parameters.length === 0) return { values: {}, file: undefined };
  const choice = await chooseSource(uri, parameters);
  if (!choice) return undefined;
  const given = choice.kind === 'file' ? choice : { values: {}, file: undefined };
  const known = new Set(Object.keys(given.values).map(name => name.toLowerCase()));
  const open = parameters.filter(
    parameter => !known.has(parameter.name.toLowerCase()) && (choice.kind === 'all' || isRequired(parameter)),
  );
  const typed = await askEach(open, definitionsOf(content));
  return typed && { values: { ...given.values, ...typed }, file: given.file };
}

async function chooseSource(
  template: vscode.Uri,
  parameters: readonly TemplateParameter[],
): Promise<ParameterSource | undefined> {
  const beside = await filesBeside(template);
  const needed = parameters.some(isRequired) ? l10n.t('Type the values') : l10n.t('Take the default values');
  const items: (vscode.QuickPickItem & { readonly choice: ParameterSource })[] = [
    ...beside.map(choice => ({ label: l10n.t('Take the values of {0}', choice.file), choice })),
    { label: needed, choice: { kind: 'needed' } },
  ];
  if (parameters.some(parameter => !isRequired(parameter)))
    items.push({ label: l10n.t('Change defaults…'), choice: { kind: 'all' } });
  items.push({ label: l10n.t('Choose a parameter file…'), choice: { kind: 'pick' } });
  const title = l10n.t('Parameters of the template');
  const chosen = await window.showQuickPick(items, { title, ignoreFocusOut: true });
  return chosen?.choice.kind === 'pick' ? pickFile(template) : chosen?.choice;
}

type ParameterFileSource = Extract<ParameterSource, { readonly kind: 'file' }>;

async function filesBeside(template: vscode.Uri): Promise<readonly ParameterFileSource[]> {
  if (template.scheme === 'untitled') return [];
  const name = template.path.split('/').at(-1) ?? '';
  const read = parameterFileNames(name).map(file =>
    readFileSource(vscode.Uri.joinPath(template, '..', file)),
  );
  return (await Promise.all(read)).filter(found => found !== undefined);
}

async function pickFile(template: vscode.Uri): Promise<ParameterFileSource | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: l10n.t('Choose a parameter file'),
      filters: { JSON: ['json', 'jsonc'] },
      ...(template.scheme !== 'untitled' && { defaultUri: vscode.Uri.joinPath(template, '..') }),
    })) ?? [];
  if (!uri) return undefined;
  const found = await readFileSource(uri);
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
async function readFileSource(uri: vscode.Uri): Promise<ParameterFileSource | undefined> {
  try {
    const values = readParameterFile(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
    return values && { kind: 'file', values, file: uri.path.split('/').at(-1) ?? '' };
  } catch {
    return undefined; // there is none
  }
}

/** What was typed, by the parameters' names. */
type Answers = Readonly<Record<string, string>>;

async function askEach(
  parameters: readonly TemplateParameter[],
  definitions: JsonObject,
): Promise<JsonObject | undefined> {
  const prompt = createPrompt();
  try {
    const steps = parameters.map(parameter => parameterStep(parameter, definitions));
    const answers = await runWizard<Answers>({}, steps, prompt);
    if (!answers) return undefined;
    return Object.fromEntries(
      parameters.flatMap(parameter => {
        const text = answers[parameter.name] ?? '';
        const value = keepsDefault(parameter, text) ? undefined : parseParameter(parameter, text);
        return value === undefined ? [] : [[parameter.name, value] as const];
      }),
    );
  } finally {
    prompt.dispose();
  }
}

/** Whether what was typed is the default, or nothing where nothing is needed: then the template decides. */
function keepsDefault(parameter: TemplateParameter, text: string): boolean {
  return !isRequired(parameter) && text === defaultText(parameter);
}

/** As the box shows it. A secret one is not shown. */
function defaultText({ defaultValue, secure }: TemplateParameter): string {
  return defaultValue === undefined || secure ? '' : asTyped(defaultValue);
}

function asTyped(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parameterStep(parameter: TemplateParameter, definitions: JsonObject): Step<Answers> {
  const { name } = parameter;
  return {
    async ask(answers, prompt) {
      const answer = await (choicesOf(parameter)
        ? pickValue(parameter, prompt)
        : typeValue(parameter, definitions, answers[name], prompt));
      return answer === back ? back : { ...answers, [name]: answer };
    },
  };
}

/** The texts to choose among; undefined where anything can be typed. Of a list several may be chosen. */
function choicesOf(parameter: TemplateParameter): readonly string[] | undefined {
  const { allowedValues, type } = parameter;
  if (!isList(allowedValues) || kindOfType(type) === 'array') return undefined;
  const texts = allowedValues.map(asTyped);
  const initial = defaultText(parameter);
  return isRequired(parameter) || texts.includes(initial) ? texts : [initial, ...texts];
}

function pickValue(parameter: TemplateParameter, prompt: Prompt) {
  const { name, description } = parameter;
  const initial = defaultText(parameter);
  const choices = (choicesOf(parameter) ?? []).map(value => ({
    label: value === '' ? l10n.t('No value') : toPlainText(value),
    value,
  }));
  return prompt.pick({
    title: l10n.t('Parameter {0}', name),
    placeholder: description,
    choices,
    active: choices.find(({ value }) => value === initial),
  });
}

function typeValue(
  parameter: TemplateParameter,
  definitions: JsonObject,
  typed: string | undefined,
  prompt: Prompt,
) {
  const { name, secure, type, description } = parameter;
  const isJson = !['string', 'int', 'bool'].includes(kindOfType(type));
  return prompt.input({
    id: name,
    title: l10n.t('Parameter {0}', name),
    prompt:
      description ??
      (isJson
        ? l10n.t('Value of the parameter {0}, as JSON.', name)
        : l10n.t('Value of the parameter {0}.', name)),
    password: secure,
    value: typed ?? defaultText(parameter),
    validate: text =>
      keepsDefault(parameter, text) ? undefined : validateValue(parameter, definitions, text),
  });
}

function validateValue(
  parameter: TemplateParameter,
  definitions: JsonObject,
  text: string,
): ValidationMessage | undefined {
  const { name, type, declared } = parameter;
  const value = parseParameter(parameter, text);
  if (value === undefined)
    return { severity: 'error', message: l10n.t('This is no value of the type {0}.', type) };
  const fault = parameterFault(name, value, declared, definitions);
  return fault && { severity: 'error', message: templateText(fault) };
}
