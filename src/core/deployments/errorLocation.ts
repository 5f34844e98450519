/** Where in a template an error of its deployment belongs. */
import type { InnermostError } from './innermostErrors.ts';
import { type NamedPart, namesInMessage, readPath } from './namesInMessage.ts';
import { parseResourceId } from './resourceId.ts';
import {
  type InnerDeployment,
  type TemplateResource,
  type TemplateResources,
  templateResources,
} from './templateResources.ts';
import { pathAtLine } from './writtenTemplate.ts';
import { type JsonPath, valueAt } from '../document/jsonPath.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import type { TemplateContext } from '../template/evaluateTemplate.ts';
import { entryOf, ownKey } from '../template/memberAccess.ts';

export interface LocatedError extends InnermostError {
  /** In the template as it was sent; undefined where nothing tells. */
  readonly path: JsonPath | undefined;
}

/** `errors` with the place of each in `template`. `context`: what it was deployed with. */
export function locateErrors(
  errors: readonly InnermostError[],
  template: JsonObject,
  context: TemplateContext,
): readonly LocatedError[] {
  const all = templateResources(template, context);
  return errors.map(error => ({ ...error, path: locate(error, template, all) }));
}

function locate(error: InnermostError, template: JsonObject, all: TemplateResources): JsonPath | undefined {
  // What goes wrong in an inner template is told in its own names, and its lines are not ours.
  const inner = all.deployments.find(({ id }) => id !== undefined && id === error.resourceId?.toLowerCase());
  if (inner) return locateInInner(error, inner, all);
  const resource = findResource(error.resourceId, all) ?? findResource(error.target, all);
  return (
    locateByTarget(error, template) ??
    locateByNames(error, template, all, true) ??
    (resource && (pathInResource(error.target, template, resource.path) ?? resource.path))
  );
}

function locateInInner(
  error: InnermostError,
  { template, path }: InnerDeployment,
  all: TemplateResources,
): JsonPath {
  const within = template && locateByNames(error, template.content, all, false);
  return within ? [...template.path, ...within] : path;
}

/** A target may be an output's name, or a path in the request. */
function locateByTarget({ code, target }: InnermostError, template: JsonObject): JsonPath | undefined {
  if (target === undefined || target.startsWith('/')) return undefined;
  if (code === 'DeploymentOutputEvaluationFailed') return declaration(template, 'outputs', target);
  const isPath = /^(?:\$\.)?(?:properties\.)?template\.|^(?:resources|parameters|variables|outputs)[.[]/.test(
    target,
  );
  return isPath ? existing(template, readPath(target)) : undefined;
}

function locateByNames(
  { message }: InnermostError,
  template: JsonObject,
  all: TemplateResources,
  hasLines: boolean,
): JsonPath | undefined {
  for (const named of namesInMessage(message)) {
    const path = pathOfName(named, template, all, hasLines);
    if (path && path.length > 0) return path;
  }
  return undefined;
}

function pathOfName(
  named: NamedPart,
  template: JsonObject,
  all: TemplateResources,
  hasLines: boolean,
): JsonPath | undefined {
  switch (named.kind) {
    case 'path':
      return existing(template, named.path);
    case 'expression':
      return findExpression(template, named.text.toLowerCase(), []);
    case 'line':
      return hasLines ? pathAtLine(template, named.line) : undefined;
    case 'resource':
      return hasLines ? findResource(named.name, all)?.path : undefined;
    case 'parameters':
    case 'variables':
    case 'outputs':
      return declaration(template, named.kind, named.name);
  }
}

/** Where `name` is declared; undefined where it isn't. */
function declaration(template: JsonObject, section: string, name: string): JsonPath | undefined {
  const { key, value } = entryOf(template, section);
  const own = isObject(value) ? ownKey(value, name) : undefined;
  return own === undefined ? undefined : [key, own];
}

/** As much of `path` as the template has. */
function existing(template: JsonObject, path: JsonPath): JsonPath | undefined {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    if (valueAt(template, part) !== undefined) return part;
  }
  return undefined;
}

/** The first expression that has `text` (lower case) in it. */
function findExpression(json: Json | undefined, text: string, path: JsonPath): JsonPath | undefined {
  if (typeof json === 'string')
    return json.startsWith('[') && json.replaceAll(' ', '').toLowerCase().includes(text) ? path : undefined;
  const entries: readonly (readonly [string | number, Json | undefined])[] = isList(json)
    ? [...json.entries()]
    : isObject(json)
      ? Object.entries(json)
      : [];
  for (const [step, value] of entries) {
    const found = findExpression(value, text, [...path, step]);
    if (found) return found;
  }
  return undefined;
}

/** By its id, or that of a resource around it; by type and name; by its name alone. */
function findResource(
  named: string | undefined,
  { resources, deployments }: TemplateResources,
): TemplateResource | undefined {
  if (named === undefined) return undefined;
  const all = [...resources, ...deployments];
  const wanted = named.toLowerCase();
  const exact = all.find(({ id }) => id === wanted);
  if (exact) return exact;
  const parsed = parseResourceId(named);
  if (parsed) return findByTypeAndName(parsed.type, parsed.name, all);
  return all.find(
    ({ type, name }) =>
      name !== undefined && [name, `${type}/${name}`].some(text => text.toLowerCase() === wanted),
  );
}

/** Where names are only known to Azure, the only resource of a type must be the one that is meant. */
function findByTypeAndName(
  type: string,
  name: string,
  all: readonly TemplateResource[],
): TemplateResource | undefined {
  const ofType = all.filter(each => each.type.toLowerCase() === type.toLowerCase());
  const byName = ofType.find(each => each.name?.toLowerCase() === name.toLowerCase());
  const unnamed = ofType.filter(each => each.name === undefined || each.name.startsWith('['));
  if (byName ?? ofType.length > 0) return byName ?? (unnamed.length === 1 ? unnamed[0] : undefined);
  // An error of a child that the template does not name belongs to its owner.
  const [owner, ownerName] = [
    type.slice(0, type.lastIndexOf('/')),
    name.slice(0, Math.max(0, name.lastIndexOf('/'))),
  ];
  return ownerName === '' ? undefined : findByTypeAndName(owner, ownerName, all);
}

/** A target such as `properties.sku` in its resource. */
function pathInResource(
  target: string | undefined,
  template: JsonObject,
  resource: JsonPath,
): JsonPath | undefined {
  if (target === undefined || target.startsWith('/') || !/^[\w$]+(?:[.[]|$)/.test(target)) return undefined;
  const path = [...resource, ...readPath(target)];
  const found = existing(template, path);
  return found && found.length > resource.length ? found : undefined;
}
