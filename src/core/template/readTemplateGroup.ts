/** One container group of a template, as a PUT would send it. */
import type { JsonPath } from '../document/jsonPath.ts';
import { asText, isList, isObject, type Json, type JsonObject, without } from '../json.ts';
import type { RawContainerGroup } from '../model/containerGroup.ts';
import { azureOnlyInfo } from './azureOnly.ts';
import type { Frame } from './templateFrame.ts';
import { entryOf, ownKey } from './memberAccess.ts';
import type { DeployedResource } from './deployedResources.ts';

export interface GroupDraft {
  readonly name: string;
  /** Whether `name` is the name, not an expression that could not be evaluated. */
  readonly isNameKnown: boolean;
  readonly document: RawContainerGroup;
  /** Places in the body whose values only Azure knows: the expression is there. */
  readonly unknown: readonly JsonPath[];
  readonly path: JsonPath;
  /** Where in the template the value at `path` of the body is written. */
  readonly sourcePathOf: (path: JsonPath) => JsonPath;
}

/** Properties that only the template engine reads: no PUT sends them. */
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

export function readTemplateGroup(
  { resource, path, bindings, name }: DeployedResource,
  frame: Frame,
): GroupDraft {
  const { evaluator, deps } = frame;
  const version = entryOf(resource, 'apiVersion');
  const versionPath = [...path, version.key];
  const apiVersion = withExpressions(
    evaluator.value(version.value ?? '', versionPath, bindings),
    versionPath,
    (at, cause) => {
      deps.report(at, { kind: 'azureOnly', cause });
    },
  );
  if (typeof apiVersion !== 'string' || apiVersion === '') deps.report(path, { kind: 'apiVersionMissing' });
  const keys = engineKeys.flatMap(key => ownKey(resource, key) ?? []);
  const evaluated = evaluator.value(without(resource, ...keys), path, bindings);
  // What is the same in every copy is shown in each.
  deps.budget.spend(deps.budget.measure(evaluated));
  const sourcePathOf = (at: JsonPath) => deps.sourceMap.sourcePathOf(evaluated, at);
  const unknown: JsonPath[] = [];
  const body = withExpressions(evaluated, [], (at, cause) => {
    unknown.push(at);
    deps.report(sourcePathOf(at), { kind: 'azureOnly', cause });
  });
  return {
    name: name ?? nameText(resource, path, frame, bindings),
    isNameKnown: name !== undefined,
    document: { apiVersion: asText(apiVersion), body: isObject(body) ? body : {} },
    unknown,
    path,
    sourcePathOf,
  };
}

/** Reports a name that can't be evaluated, and gives it as it is written. */
function nameText(
  resource: JsonObject,
  path: JsonPath,
  { evaluator, deps }: Frame,
  bindings: DeployedResource['bindings'],
) {
  const { key, value = '' } = entryOf(resource, 'name');
  const at = [...path, key];
  const text = evaluator.value(value, at, bindings);
  const unknown = azureOnlyInfo(text);
  if (unknown) deps.report(at, { kind: 'azureOnly', cause: unknown.cause });
  else if (typeof text !== 'string' || text === '') deps.report(at, { kind: 'groupNameMissing' });
  return unknown?.text ?? asText(text);
}

type Unknown = NonNullable<ReturnType<typeof azureOnlyInfo>>;

/** `json` with the expression itself wherever only Azure knows the value. */
function withExpressions(
  json: Json,
  path: JsonPath,
  report: (path: JsonPath, cause: Unknown['cause']) => void,
): Json {
  const unknown = azureOnlyInfo(json);
  if (unknown) {
    report(path, unknown.cause);
    return unknown.text;
  }
  if (isList(json)) return json.map((item, index) => withExpressions(item, [...path, index], report));
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, withExpressions(value ?? null, [...path, key], report)]),
  );
}
