/** A parameter of a template as a row of a list: its value, where that comes from, and what it may be. */
import * as l10n from '@vscode/l10n';
import { asNumber, type Json } from '../../core/json.ts';
import type { ParameterChoice } from '../../core/template/parameterChoice.ts';
import { entryOf } from '../../core/template/memberAccess.ts';
import type { TemplateParameter } from '../../core/template/parameters.ts';
import { toPlainText } from '../shared/plainText.ts';
import type { Choice } from '../shared/wizard.ts';

export function parameterRow(parameter: TemplateParameter, choice: ParameterChoice): Choice<string> {
  const { name, type, description = '' } = parameter;
  const facts = [type, ...limitsOf(parameter), description].filter(text => text !== '');
  return {
    label: toPlainText(name),
    description: valueText(parameter, choice),
    detail: toPlainText(facts.join(' · ')),
    value: name,
  };
}

function valueText({ secure }: TemplateParameter, choice: ParameterChoice): string {
  switch (choice.kind) {
    case 'value':
      return secure ? l10n.t('hidden') : shown(choice.value);
    case 'vault':
      return l10n.t('from the key vault {0}', toPlainText(choice.vault));
    case 'default':
      return secure ? l10n.t('default, hidden') : l10n.t('{0} (default)', shown(choice.value));
    case 'none':
      return l10n.t('no value');
    case 'missing':
      return l10n.t('value missing');
  }
}

/** More of a value is not shown in a row (characters). */
const longest = 80;

/** An expression is shown as the template has it. */
function shown(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text === '') return l10n.t('empty');
  return toPlainText(text.length > longest ? `${text.slice(0, longest)}…` : text);
}

function limitsOf({ declared }: TemplateParameter): readonly string[] {
  const limit = (name: string) => asNumber(entryOf(declared, name).value);
  return [range(limit('minValue'), limit('maxValue')), length(limit('minLength'), limit('maxLength'))].filter(
    text => text !== '',
  );
}

function range(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return l10n.t('{0} to {1}', min, max);
  if (min !== undefined) return l10n.t('at least {0}', min);
  return max === undefined ? '' : l10n.t('at most {0}', max);
}

function length(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return l10n.t('{0} to {1} long', min, max);
  if (min !== undefined) return l10n.t('at least {0} long', min);
  return max === undefined ? '' : l10n.t('at most {0} long', max);
}
