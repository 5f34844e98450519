/** Asks for the values of a template's parameters: what is needed one by one, then all of them to look over and change. */
import * as l10n from '@vscode/l10n';
import { isList, isObject, type Json, type JsonObject } from '../../core/json.ts';
import {
  choiceOf,
  declaredOnly,
  needsAnswer,
  rememberable,
  undeclaredNames,
} from '../../core/template/parameterChoice.ts';
import { parameterValues } from '../../core/template/parameterFile.ts';
import {
  definitionsOf,
  parseParameter,
  type TemplateParameter,
  templateParameters,
} from '../../core/template/parameters.ts';
import { kindOfType, parameterFault } from '../../core/template/parameterTypes.ts';
import { toPlainText } from '../shared/plainText.ts';
import {
  back,
  type Back,
  type Prompt,
  runWizard,
  type Step,
  type ValidationMessage,
} from '../shared/wizard.ts';
import { parameterRow } from './parameterRow.ts';
import { templateText } from './templateMessages.ts';

/** A parameter file as it was read. */
export interface ParameterFile {
  readonly name: string;
  /** As `parametersInFile` has it. */
  readonly given: JsonObject;
}

export interface GivenParameters {
  /** By the parameters' names, for an evaluation here. What lies in a key vault is an `azureOnly` value. */
  readonly values: JsonObject;
  /** What is sent: `{"name": {"value": …}}` or `{"name": {"reference": …}}`. */
  readonly given: JsonObject;
  /** The parameter file's name, where there is one. */
  readonly file: string | undefined;
}

/** A parameter file that has been found. */
export interface FoundParameterFile {
  readonly name: string;
  /** Undefined where it can't be read after all: the person was told. */
  readonly read: () => Promise<ParameterFile | undefined>;
}

/** Where values come from without being typed. */
export interface ParameterSources {
  /** Files that lie beside the template under a usual name. */
  readonly beside: readonly FoundParameterFile[];
  /** Lets the person choose a file; undefined where none was chosen, or it was told that it is none. */
  readonly pick: () => Promise<ParameterFile | undefined>;
  /** Typed the last time, as `parametersInFile` has it. */
  readonly remembered: JsonObject;
  /** What was typed now, without secrets. */
  readonly remember: (typed: JsonObject) => void;
}

interface Draft {
  readonly file: ParameterFile | undefined;
  /** By the names that the template declares. */
  readonly given: JsonObject;
  /** Names of those that were typed. */
  readonly typed: readonly string[];
}

/** What every question needs to know. */
interface Form {
  readonly parameters: readonly TemplateParameter[];
  readonly definitions: JsonObject;
  readonly sources: ParameterSources;
}

/** Undefined when the person leaves. Asks nothing of a template without parameters. */
export async function askTemplateParameters(
  template: JsonObject,
  sources: ParameterSources,
  prompt: Prompt,
): Promise<GivenParameters | undefined> {
  const form = { parameters: templateParameters(template), definitions: definitionsOf(template), sources };
  if (form.parameters.length === 0) return { values: {}, given: {}, file: undefined };
  const start: Draft = { file: undefined, given: {}, typed: [] };
  const steps = [sourceStep(form), ...form.parameters.map(one => neededStep(one, form)), overviewStep(form)];
  const draft = await runWizard(start, steps, prompt);
  if (!draft) return undefined;
  const { file, given } = draft;
  const typed = Object.fromEntries(Object.entries(given).filter(([name]) => draft.typed.includes(name)));
  sources.remember(rememberable(typed, form.parameters));
  return { values: parameterValues(given), given, file: file?.name };
}

/** Undefined: to type. */
type Source = FoundParameterFile['read'] | undefined;

function sourceStep(form: Form): Step<Draft> {
  const { parameters, definitions, sources } = form;
  const isNeeded = parameters.some(parameter => needsAnswer(parameter, {}, definitions));
  const remembered = declaredOnly(sources.remembered, parameters);
  const choices = [
    ...sources.beside.map(file => ({
      label: l10n.t('Take the values of {0}', toPlainText(file.name)),
      value: file.read,
    })),
    { label: isNeeded ? l10n.t('Type the values') : l10n.t('Take the default values'), value: undefined },
    { label: l10n.t('Choose a parameter file…'), value: sources.pick },
  ];
  return {
    async ask(_, prompt) {
      for (;;) {
        const chosen = await prompt.pick<Source>({ title: l10n.t('Parameters of the template'), choices });
        if (chosen === back) return back;
        const file = await chosen?.();
        if (chosen && !file) continue;
        const given = file ? declaredOnly(file.given, parameters) : remembered;
        return { file, given, typed: file ? [] : Object.keys(remembered) };
      }
    },
  };
}

/** Asks for a value that nobody has given; what was typed the last time is in the box. */
function neededStep(parameter: TemplateParameter, form: Form): Step<Draft> {
  const { name } = parameter;
  const { remembered } = form.sources;
  // One that was remembered is asked for all the same: it may be another one this time.
  const isAsked = ({ file, given }: Draft) =>
    needsAnswer(parameter, file ? file.given : {}, form.definitions) ||
    needsAnswer(parameter, given, form.definitions);
  return {
    when: isAsked,
    ask: async (draft, prompt) => {
      const known = { ...declaredOnly(remembered, [parameter]), ...draft.given };
      const answer = await askValue(parameter, known, form, prompt);
      return answer === back ? back : withAnswer(draft, name, answer);
    },
  };
}

function withAnswer(draft: Draft, name: string, answer: JsonObject | undefined): Draft {
  if (answer !== undefined && answer === draft.given[name]) return draft;
  const { [name]: _, ...others } = draft.given;
  const typed = draft.typed.filter(one => one !== name);
  return answer === undefined
    ? { ...draft, given: others, typed }
    : { ...draft, given: { ...others, [name]: answer }, typed: [...typed, name] };
}

/** Shows every value and where it comes from, until the person takes them. */
function overviewStep(form: Form): Step<Draft> {
  const { parameters } = form;
  return {
    async ask(start, prompt) {
      let draft = start;
      for (;;) {
        const chosen = await prompt.pick(overview(draft, form));
        if (chosen === back) return back;
        if (chosen === undefined) return draft;
        const parameter = parameters.find(({ name }) => name === chosen);
        const answer = parameter && (await askValue(parameter, draft.given, form, prompt));
        if (answer !== back) draft = withAnswer(draft, chosen, answer);
      }
    },
  };
}

function overview({ file, given }: Draft, { parameters }: Form) {
  const unknown = file ? undeclaredNames(file.given, parameters) : [];
  const left = l10n.t(
    '{0} also gives what the template does not declare, and that is left out: {1}',
    file?.name ?? '',
    unknown.join(', '),
  );
  const [first, ...others] = parameters.map(parameter => parameterRow(parameter, choiceOf(parameter, given)));
  const heading = l10n.t('Choose one to change it');
  return {
    title: l10n.t('Parameters of the template'),
    placeholder: unknown.length > 0 ? left : undefined,
    choices: [
      { label: l10n.t('$(check) Go on with these values'), value: undefined },
      ...(first ? [{ ...first, heading }, ...others] : []),
    ],
  };
}

/** As it is sent; undefined for nothing: then the default counts, or null where the parameter may be it. */
async function askValue(
  parameter: TemplateParameter,
  given: JsonObject,
  form: Form,
  prompt: Prompt,
): Promise<JsonObject | undefined | Back> {
  const choices = choicesOf(parameter);
  const shown = boxText(parameter, given);
  const text = choices
    ? await pickValue(parameter, choices, shown, prompt)
    : await typeValue(parameter, shown, form, prompt, given[parameter.name] !== undefined);
  if (text === back) return back;
  const own = given[parameter.name];
  // A secret's box is empty, and so is that of a value in a key vault: left so, it stays what it was.
  if (isObject(own) && text === shown) return own;
  const value = isDefault(parameter, text) ? undefined : parseParameter(parameter, text);
  return value === undefined ? undefined : { value };
}

/** Whether what was typed is the default, or nothing where nothing is needed: then the template decides. */
function isDefault(parameter: TemplateParameter, text: string): boolean {
  return parameter.defaultValue === undefined
    ? parameter.nullable && text === ''
    : text === defaultText(parameter);
}

/** What is in the box, or highlighted, at first. A secret is not shown. */
function boxText(parameter: TemplateParameter, given: JsonObject): string {
  const choice = choiceOf(parameter, given);
  if (parameter.secure || choice.kind !== 'value') return defaultText(parameter);
  return asTyped(choice.value);
}

function defaultText({ defaultValue, secure }: TemplateParameter): string {
  return defaultValue === undefined || secure ? '' : asTyped(defaultValue);
}

function asTyped(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The texts to choose among; undefined where anything can be typed. Of a list several may be chosen. */
function choicesOf(parameter: TemplateParameter): readonly string[] | undefined {
  const { allowedValues, type, defaultValue, nullable, secure } = parameter;
  const kind = kindOfType(type);
  if (secure || kind === 'array' || (!isList(allowedValues) && kind !== 'bool')) return undefined;
  const texts = isList(allowedValues) ? allowedValues.map(asTyped) : ['true', 'false'];
  const own = defaultValue === undefined ? [] : [defaultText(parameter)];
  return [...new Set([...(nullable ? [''] : []), ...own, ...texts])];
}

function pickValue(parameter: TemplateParameter, texts: readonly string[], shown: string, prompt: Prompt) {
  const { description, defaultValue } = parameter;
  const choices = texts.map(value => ({
    label: value === '' ? l10n.t('No value') : toPlainText(value),
    description:
      defaultValue !== undefined && value === defaultText(parameter) ? l10n.t('default') : undefined,
    value,
  }));
  const active = choices.find(({ value }) => value === shown);
  return prompt.pick({ title: titleOf(parameter), placeholder: description, choices, active });
}

function titleOf({ name }: TemplateParameter): string {
  return l10n.t('Parameter {0}', name);
}

function typeValue(
  parameter: TemplateParameter,
  shown: string,
  form: Form,
  prompt: Prompt,
  isGiven: boolean,
) {
  const { name, secure, type, description } = parameter;
  const isJson = !['string', 'int', 'bool'].includes(kindOfType(type));
  return prompt.input({
    id: name,
    title: titleOf(parameter),
    prompt:
      description ??
      (isJson
        ? l10n.t('Value of the parameter {0}, as JSON.', name)
        : l10n.t('Value of the parameter {0}.', name)),
    password: secure,
    value: shown,
    validate: text => {
      const isKept = isDefault(parameter, text) || (isGiven && secure && text === '');
      return isKept ? undefined : valueMessage(parameter, form, text);
    },
  });
}

function valueMessage(
  parameter: TemplateParameter,
  { definitions }: Form,
  text: string,
): ValidationMessage | undefined {
  const { name, type, declared } = parameter;
  const value = parseParameter(parameter, text);
  if (value === undefined)
    return { severity: 'error', message: l10n.t('This is no value of the type {0}.', type) };
  const fault = parameterFault(name, value, declared, definitions);
  return fault && { severity: 'error', message: templateText(fault) };
}
