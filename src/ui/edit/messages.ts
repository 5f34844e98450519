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

/** `longest`: characters of a value that are shown. */
export function changeLine({ path, before, after, verdict }: Change, longest = 80): ChangeLine {
  const what = whatText(path, before, after, value => valueText(value, longest));
  return { where: whereText(path), what, verdict: verdictText(verdict) };
}

/** What happens to the containers of a group that is changed without being deleted. */
export function verdictEffect(verdict: Exclude<Verdict, 'needsRecreate'>): string {
  return verdict === 'inPlace'
    ? l10n.t('In place: only tags change. No container restarts.')
    : l10n.t('Every container of the group restarts. What is in them and not on a volume is lost.');
}

/** The steps that say nothing: `properties` is everywhere. */
function whereText(path: JsonPath): string {
  return path.filter(step => step !== 'properties').join(' › ');
}

function whatText(
  path: JsonPath,
  before: Json | undefined,
  after: Json | undefined,
  textOf: (value: Json | undefined) => string,
): string {
  if (path.some(step => secretPropertyNames.has(step)) || holdsSecret(before) || holdsSecret(after))
    return l10n.t('a new value');
  if (after === undefined) return l10n.t('removed (was {0})', textOf(before));
  if (before === undefined) return l10n.t('added: {0}', textOf(after));
  // Only what is not shown differs.
  if (textOf(before) === textOf(after)) return l10n.t('a new value');
  return `${textOf(before)} → ${textOf(after)}`;
}

function holdsSecret(value: Json | undefined): boolean {
  if (isList(value)) return value.some(holdsSecret);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, item]) => secretPropertyNames.has(key) || holdsSecret(item));
}

function valueText(value: Json | undefined, longest: number): string {
  const text = withoutCredentials(typeof value === 'string' ? value : JSON.stringify(value ?? null));
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
