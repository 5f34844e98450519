/** What a change is and what it does to a running group, in words. */
import * as l10n from '@vscode/l10n';
import type { Change, Verdict } from '../../core/document/changes.ts';
import type { JsonPath } from '../../core/document/jsonPath.ts';
import { isList, isObject, type Json } from '../../core/json.ts';
import { secretPropertyNames } from '../../core/document/secretLocations.ts';
import { withoutCredentials } from '../../core/rules/urlCredentials.ts';

/** What the change does to the group. */
export function verdictText(verdict: Verdict): string {
  switch (verdict) {
    case 'inPlace':
      return l10n.t('in place');
    case 'restartsAll':
      return l10n.t('restarts all containers');
    case 'needsRecreate':
      return l10n.t('needs delete and re-create');
  }
}

/** One line of a list of changes. */
export interface ChangeLine {
  /** `containers › web › image`. */
  readonly where: string;
  /** `nginx:1.27 → nginx:1.29`; secrets are never in it. */
  readonly what: string;
  readonly verdict: string;
}

export function changeLine({ path, before, after, verdict }: Change): ChangeLine {
  return { where: whereText(path), what: whatText(path, before, after), verdict: verdictText(verdict) };
}

/** The steps that say nothing: `properties` is everywhere. */
function whereText(path: JsonPath): string {
  return path.filter(step => step !== 'properties').join(' › ');
}

function whatText(path: JsonPath, before: Json | undefined, after: Json | undefined): string {
  if (path.some(step => secretPropertyNames.has(step)) || holdsSecret(before) || holdsSecret(after))
    return l10n.t('a new value');
  if (after === undefined) return l10n.t('removed (was {0})', valueText(before));
  if (before === undefined) return l10n.t('added: {0}', valueText(after));
  // Only what is not shown differs.
  if (valueText(before) === valueText(after)) return l10n.t('a new value');
  return `${valueText(before)} → ${valueText(after)}`;
}

function holdsSecret(value: Json | undefined): boolean {
  if (isList(value)) return value.some(holdsSecret);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, item]) => secretPropertyNames.has(key) || holdsSecret(item));
}

const longest = 80;

function valueText(value: Json | undefined): string {
  const text = withoutCredentials(typeof value === 'string' ? value : JSON.stringify(value ?? null));
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
