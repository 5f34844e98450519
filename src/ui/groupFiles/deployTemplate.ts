/** The container groups of an ARM template, its parameters taken from the file beside it or asked for. */
import * as vscode from 'vscode';
import { isObject } from '../../core/json.ts';
import type { Json, JsonObject } from '../../core/model.ts';
import {
  isParameterFile,
  parametersOf,
  parseParameter,
  type TemplateParameter,
  templateParameters,
} from '../../core/template/parameters.ts';
import { evaluateTemplate } from '../../core/template/template.ts';
import { createPrompt } from '../prompt.ts';
import { back, runWizard, type Step } from '../wizard.ts';
import type { OpenFile } from './deploy.ts';
import type { Place, Reading } from './reading.ts';
import { parseAny } from './fileKinds.ts';
import { templateText } from './templateWords.ts';
import { window } from '../plainWindow.ts';

/** Undefined when the person leaves. */
export async function templateGroups(file: OpenFile, place: Place): Promise<Reading | undefined> {
  const beside = await parametersBeside(file.document.uri);
  if (beside === 'left') return undefined;
  const given = beside ?? {};
  const asked = await askParameters(templateParameters(file.content), given);
  if (!asked) return undefined;
  const parameters = { ...given, ...asked };
  const { groups, problems } = evaluateTemplate(file.content, { ...place, parameters });
  return {
    groups: groups.map(group => ({ ...group, placeOf: path => [...group.path, ...path] })),
    remarks: problems.map(({ path, severity, what }) => ({
      path,
      severity,
      on: 'value',
      code: what.kind,
      message: templateText(what, vscode.l10n.t),
    })),
  };
}

/** The values of `web.parameters.json` beside `web.json`, if there is one and the person wants it. */
async function parametersBeside(template: vscode.Uri): Promise<JsonObject | undefined | 'left'> {
  const path = template.path.replace(/\.jsonc?$/i, '.parameters.json');
  if (path === template.path || template.scheme === 'untitled') return undefined;
  const uri = template.with({ path });
  let content: Json | undefined;
  try {
    content = parseAny(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))).content;
  } catch {
    return undefined; // there is none
  }
  if (!isObject(content) || !isParameterFile(content)) return undefined;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const use = { label: vscode.l10n.t('Take the values of {0}', name), wanted: true };
  const type = { label: vscode.l10n.t('Type the values'), wanted: false };
  const title = vscode.l10n.t('Parameters of the template');
  const chosen = await window.showQuickPick([use, type], { title, ignoreFocusOut: true });
  if (!chosen) return 'left';
  return chosen.wanted ? parametersOf(content).values : undefined;
}

type Answers = Readonly<Record<string, string>>;

/** Asks for every parameter that has neither a value nor a default; undefined when the person leaves. */
async function askParameters(
  parameters: readonly TemplateParameter[],
  given: JsonObject,
): Promise<JsonObject | undefined> {
  const known = new Set(Object.keys(given).map(name => name.toLowerCase()));
  const open = parameters.filter(
    ({ name, defaultValue }) => defaultValue === undefined && !known.has(name.toLowerCase()),
  );
  const prompt = createPrompt();
  try {
    const answers = await runWizard<Answers>({}, open.map(parameterStep), prompt);
    if (!answers) return undefined;
    return Object.fromEntries(
      open.flatMap(parameter => {
        const value = parseParameter(parameter, answers[parameter.name] ?? '');
        return value === undefined ? [] : [[parameter.name, value]];
      }),
    );
  } finally {
    prompt.dispose();
  }
}

function parameterStep(parameter: TemplateParameter): Step<Answers> {
  const { name, secure, description, allowedValues, type } = parameter;
  const title = vscode.l10n.t('Parameter {0}', name);
  return {
    async ask(answers, prompt) {
      const answer = allowedValues
        ? await prompt.pick({
            title,
            placeholder: description,
            choices: allowedValues.map(value => {
              const text = typeof value === 'string' ? value : JSON.stringify(value);
              return { label: text, value: text };
            }),
          })
        : await prompt.input({
            id: name,
            title,
            prompt: description ?? vscode.l10n.t('Value of the parameter {0}.', name),
            password: secure,
            value: answers[name],
            remark: text =>
              parseParameter(parameter, text) === undefined
                ? { severity: 'error', message: vscode.l10n.t('This is no value of the type {0}.', type) }
                : undefined,
          });
      return answer === back ? back : { ...answers, [name]: answer };
    },
  };
}
