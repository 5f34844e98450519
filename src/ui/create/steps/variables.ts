/** Environment variables: a list that one adds to, pastes into, edits and takes from. */
import * as l10n from '@vscode/l10n';
import type { PlannedVariable } from '../../../core/model/groupPlan.ts';
import {
  type Assignment,
  parseAssignment,
  parseAssignments,
  variableNameProblem,
} from '../../../core/rules/environmentVariables.ts';
import { looksSecret } from '../../../core/rules/looksSecret.ts';
import { back, type Back, type Choice, type Prompt } from '../../shared/wizard.ts';
import type { CreateWizardContext, CreateStep } from '../wizardContext.ts';
import { validationError, problemText } from '../validationMessages.ts';
import { formatList } from '../../shared/languageFormats.ts';

type Variables = readonly PlannedVariable[];
type VariableAction = 'done' | 'plain' | 'secure' | 'paste' | PlannedVariable;

export function variablesStep({ readClipboard }: CreateWizardContext): CreateStep {
  return {
    section: 'variables',
    isAnswered: draft => draft.variables !== undefined,
    async ask(draft, prompt) {
      let variables = draft.variables ?? [];
      for (;;) {
        const action = await pickAction(variables, prompt);
        if (action === back) return back;
        if (action === 'done') return { ...draft, variables };
        const changed = await applyAction(action, variables, prompt, readClipboard);
        if (changed !== back) variables = changed;
      }
    },
  };
}

const title = () => l10n.t('Create container group: Environment variables');

function pickAction(variables: Variables, prompt: Prompt): Promise<VariableAction | Back> {
  const wishes: Choice<VariableAction>[] = [
    {
      label: variables.length > 0 ? l10n.t('$(check) Done') : l10n.t('$(check) No variables'),
      value: 'done',
    },
    { label: l10n.t('$(add) Add variable…'), value: 'plain' },
    {
      label: l10n.t('$(lock) Add secure variable…'),
      description: l10n.t('its value is never shown again'),
      value: 'secure',
    },
    {
      label: l10n.t('$(clippy) Paste NAME=value lines from the clipboard'),
      description: l10n.t('as from a .env file'),
      value: 'paste',
    },
  ];
  const rows = variables.map((variable, index): Choice<VariableAction> => ({
    label: variable.name,
    description: variable.secure ? '••••••' : (variable.value ?? ''),
    value: variable,
    ...(index === 0 && { heading: l10n.t('Variables: choose one to change it') }),
  }));
  const placeholder =
    variables.length > 0
      ? l10n.t('{0} variables. Add more, change one, or go on', variables.length)
      : l10n.t('Add variables, or go on');
  return prompt.pick({ title: title(), placeholder, choices: [...wishes, ...rows], active: wishes[0] });
}

async function applyAction(
  action: Exclude<VariableAction, 'done'>,
  variables: Variables,
  prompt: Prompt,
  readClipboard: () => Promise<string>,
): Promise<Variables | Back> {
  switch (action) {
    case 'plain':
      return addPlain(variables, prompt);
    case 'secure':
      return addSecure(variables, prompt);
    case 'paste':
      return addPasted(variables, await readClipboard(), prompt);
    default:
      return changeVariable(action, variables, prompt);
  }
}

async function addPlain(variables: Variables, prompt: Prompt): Promise<Variables | Back> {
  const taken = variables.map(({ name }) => name);
  const text = await prompt.input({
    id: 'variable',
    title: title(),
    prompt: l10n.t('NAME=value. Everyone who may read the group sees the value.'),
    placeholder: 'LOG_LEVEL=debug',
    validate: typed => {
      const parsed = parseAssignment(typed, taken);
      if ('problem' in parsed) return validationError(parsed.problem);
      if (!looksSecret(parsed.name, parsed.value)) return undefined;
      return { severity: 'warning', message: l10n.t('"{0}" looks like a secret.', parsed.name) };
    },
  });
  if (text === back) return back;
  const parsed = parseAssignment(text, taken);
  if ('problem' in parsed) return back;
  const secure = await askWhichAreSecure([parsed], prompt);
  return secure === back ? back : [...variables, { ...parsed, secure: secure.has(parsed.name) }];
}

/** Which names get a secure value: none without asking, where nothing looks like a secret. */
async function askWhichAreSecure(
  assignments: readonly Assignment[],
  prompt: Prompt,
): Promise<ReadonlySet<string> | Back> {
  const secrets = assignments.flatMap(({ name, value }) => (looksSecret(name, value) ? [name] : []));
  if (secrets.length === 0) return new Set();
  const choices: Choice<readonly string[]>[] = [
    {
      label: l10n.t('$(lock) Make it secure'),
      description: l10n.t('the value is never shown again'),
      value: secrets,
    },
    {
      label: l10n.t('$(eye) Leave it plain'),
      description: l10n.t('everyone who may read the group sees it'),
      value: [],
    },
  ];
  const chosen = await prompt.pick({
    title: title(),
    placeholder: l10n.t('This looks like a secret: {0}', formatList(secrets)),
    choices,
    active: choices[0],
  });
  return chosen === back ? back : new Set(chosen);
}

async function addSecure(variables: Variables, prompt: Prompt): Promise<Variables | Back> {
  const taken = variables.map(({ name }) => name);
  const name = await prompt.input({
    id: 'secureName',
    title: title(),
    prompt: l10n.t('Name of the secure variable'),
    placeholder: 'API_TOKEN',
    validate: typed => validationError(variableNameProblem(typed, taken)),
  });
  if (name === back) return back;
  const value = await askSecureValue(name, prompt);
  return value === back ? back : [...variables, { name, value, secure: true }];
}

function askSecureValue(name: string, prompt: Prompt): Promise<string | Back> {
  return prompt.input({
    id: `secure/${name}`,
    title: title(),
    prompt: l10n.t('Value of {0}. It is sent to Azure and kept nowhere.', name),
    password: true,
    validate: typed => (typed === '' ? { severity: 'error', message: l10n.t('Type a value.') } : undefined),
  });
}

/** Bad lines are told before anything is taken over; a name that is there already gets the new value. */
async function addPasted(variables: Variables, text: string, prompt: Prompt): Promise<Variables | Back> {
  const { assignments, problems } = parseAssignments(text);
  if (problems.length > 0 || assignments.length === 0) {
    const goesOn = await showBadLines(assignments.length, problems, prompt);
    if (goesOn === back) return back;
  }
  const secure = await askWhichAreSecure(assignments, prompt);
  if (secure === back) return back;
  const pasted = assignments.map(assignment => ({ ...assignment, secure: secure.has(assignment.name) }));
  const isPasted = ({ name }: PlannedVariable) => pasted.some(other => other.name === name);
  return [...variables.filter(variable => !isPasted(variable)), ...pasted];
}

async function showBadLines(
  good: number,
  problems: ReturnType<typeof parseAssignments>['problems'],
  prompt: Prompt,
): Promise<'go' | Back> {
  const rows = problems.map(({ line, problem }): Choice<'go' | Back> => ({
    label: l10n.t('$(error) Line {0}', line),
    detail: problemText(problem),
    value: back,
  }));
  const go: Choice<'go' | Back> = { label: l10n.t('$(check) Take the {0} good lines', good), value: 'go' };
  const again: Choice<'go' | Back> = { label: l10n.t('$(arrow-left) Back to the variables'), value: back };
  return prompt.pick({
    title: title(),
    placeholder:
      problems.length > 0
        ? l10n.t('{0} lines of the clipboard are no variables', problems.length)
        : l10n.t('The clipboard holds no NAME=value lines. Copy some first.'),
    choices: [...(good > 0 ? [go] : []), again, ...rows],
  });
}

async function changeVariable(
  variable: PlannedVariable,
  variables: Variables,
  prompt: Prompt,
): Promise<Variables | Back> {
  const choices: Choice<'edit' | 'secure' | 'remove'>[] = [
    { label: l10n.t('$(edit) Change the value…'), value: 'edit' },
    { label: l10n.t('$(trash) Remove'), value: 'remove' },
  ];
  if (!variable.secure) choices.splice(1, 0, { label: l10n.t('$(lock) Make it secure'), value: 'secure' });
  const action = await prompt.pick({ title: title(), placeholder: variable.name, choices });
  if (action === back) return back;
  const replace = (changed: PlannedVariable) =>
    variables.map(other => (other === variable ? changed : other));
  if (action === 'remove') return variables.filter(other => other !== variable);
  if (action === 'secure') return replace({ ...variable, secure: true });
  const value = variable.secure
    ? await askSecureValue(variable.name, prompt)
    : await prompt.input({
        id: `plain/${variable.name}`,
        title: title(),
        prompt: l10n.t('Value of {0}', variable.name),
        value: variable.value,
      });
  return value === back ? back : replace({ ...variable, value });
}
