/** What changes in a resource, line by line, from the tree of property changes that Azure answers. */
import * as l10n from '@vscode/l10n';
import type { WhatIfPropertyChange } from '../../core/deployments/deploymentsApi.ts';
import { secretPropertyNames } from '../../core/document/secretLocations.ts';
import { isList, isObject, type Json } from '../../core/json.ts';
import { withoutCredentials } from '../../core/rules/urlCredentials.ts';

export interface PropertyLine {
  /** `properties.containers[0].properties.image` */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** As they are shown: undefined where there is none. */
  readonly before?: string;
  readonly after?: string;
}

/** Values of the template's secure parameters: wherever they come up, they are not shown. */
export type SecretValues = readonly string[];

export function propertyLines(
  delta: readonly WhatIfPropertyChange[],
  secrets: SecretValues,
  parent = '',
): readonly PropertyLine[] {
  return delta.flatMap(change => {
    if (change.type === 'NoEffect') return [];
    const path = joined(parent, change.path);
    if (change.children.length > 0) return propertyLines(change.children, secrets, path);
    const { before, after } = change;
    return [
      {
        path,
        kind: kindOf(change),
        ...(before !== undefined && { before: shownValue(path, before, secrets) }),
        ...(after !== undefined && { after: shownValue(path, after, secrets) }),
      },
    ];
  });
}

function kindOf({ type, before, after }: WhatIfPropertyChange): PropertyLine['kind'] {
  if (type === 'Create' || before === undefined) return 'added';
  return type === 'Delete' || after === undefined ? 'removed' : 'changed';
}

/** Azure names items of a list by their index. */
function joined(parent: string, path: string): string {
  if (/^\d+$/.test(path)) return `${parent}[${path}]`;
  return parent === '' ? path : `${parent}.${path}`;
}

/** The value as it is shown at `path`, a text as it is, anything else as JSON; secrets are not. */
export function shownValue(path: string, value: Json, secrets: SecretValues): string {
  const names = path.split(/[.[\]]+/);
  if (names.some(name => secretPropertyNames.has(name))) return hidden();
  const masked = masking(value, secrets);
  return withoutCredentials(typeof masked === 'string' ? masked : JSON.stringify(masked, undefined, 2));
}

function hidden(): string {
  return l10n.t('(secret)');
}

function masking(value: Json, secrets: SecretValues): Json {
  if (typeof value === 'string')
    return secrets.reduce((text, secret) => text.replaceAll(secret, hidden()), value);
  if (isList(value)) return value.map(item => masking(item, secrets));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      secretPropertyNames.has(key) ? hidden() : masking(item ?? null, secrets),
    ]),
  );
}
