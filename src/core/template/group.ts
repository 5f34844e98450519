/** One container group of a template, as a PUT would send it. */
import type { Path } from '../groupFile/path.ts';
import { asText, isList, isObject, without } from '../json.ts';
import type { GroupDocument, Json, JsonObject } from '../model.ts';
import { azureOnlyOf } from './azureOnly.ts';
import type { Frame } from './frame.ts';
import { entryOf, ownKey } from './member.ts';
import type { Deployed } from './resources.ts';

export interface GroupDraft {
  readonly name: string;
  readonly document: GroupDocument;
  readonly path: Path;
  /** Where in the template that is written which is at `path` in the body. */
  readonly origin: (path: Path) => Path;
  /** Resources of the template without which it can't be, each with the place that says so. */
  readonly needs: { readonly type: string; readonly name: string; readonly path: Path }[];
  /** Groups that have to be there before it. */
  readonly after: GroupDraft[];
}

/** What the template engine reads of a resource, and no PUT sends. */
const engineKeys = [
  'type',
  'apiVersion',
  'name',
  'dependsOn',
  'condition',
  'copy',
  'comments',
  'metadata',
  'scope',
  'existing',
  'resources',
];

export function readGroup({ resource, path, bindings, name }: Deployed, frame: Frame): GroupDraft {
  const { evaluator, tools } = frame;
  const version = entryOf(resource, 'apiVersion');
  const versionPath = [...path, version.key];
  const apiVersion = shown(
    evaluator.value(version.value ?? '', versionPath, bindings),
    versionPath,
    (at, cause) => {
      tools.tell(at, { kind: 'azureOnly', cause });
    },
  );
  if (typeof apiVersion !== 'string' || apiVersion === '') tools.tell(path, { kind: 'apiVersionMissing' });
  const keys = engineKeys.flatMap(key => ownKey(resource, key) ?? []);
  const evaluated = evaluator.value(without(resource, ...keys), path, bindings);
  // What is the same in every copy is shown in each.
  tools.work.spend(tools.work.measure(evaluated));
  const origin = (at: Path) => tools.origins.find(evaluated, at);
  const body = shown(evaluated, [], (at, cause) => {
    tools.tell(origin(at), { kind: 'azureOnly', cause });
  });
  return {
    name: name ?? nameText(resource, path, frame, bindings),
    document: { apiVersion: asText(apiVersion), body: isObject(body) ? body : {} },
    path,
    origin,
    needs: [],
    after: [],
  };
}

/** The name that is none: told of, and shown as it is written. */
function nameText(
  resource: JsonObject,
  path: Path,
  { evaluator, tools }: Frame,
  bindings: Deployed['bindings'],
) {
  const { key, value = '' } = entryOf(resource, 'name');
  const at = [...path, key];
  const text = evaluator.value(value, at, bindings);
  const unknown = azureOnlyOf(text);
  if (unknown) tools.tell(at, { kind: 'azureOnly', cause: unknown.cause });
  else if (typeof text !== 'string' || text === '') tools.tell(at, { kind: 'groupNameMissing' });
  return unknown?.text ?? asText(text);
}

type Unknown = NonNullable<ReturnType<typeof azureOnlyOf>>;

/** `json` with the expressions in the places that only Azure can fill. */
function shown(json: Json, path: Path, tell: (path: Path, cause: Unknown['cause']) => void): Json {
  const unknown = azureOnlyOf(json);
  if (unknown) {
    tell(path, unknown.cause);
    return unknown.text;
  }
  if (isList(json)) return json.map((item, index) => shown(item, [...path, index], tell));
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, shown(value ?? null, [...path, key], tell)]),
  );
}
