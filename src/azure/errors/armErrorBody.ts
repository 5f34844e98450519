/**
 * What Azure says in an error body, at whatever depth. Resource Manager wraps the service's error in `details`
 * (learn.microsoft.com "Find error codes"), older providers as JSON in a string (MicrosoftDocs/azure-docs#40885,
 * Azure/dev-box-images#8), Graph and OData in `innererror`.
 */
import type { PolicyDenial } from '../../core/deployments/deploymentsApi.ts';
import { asObject, isList, isObject, type Json, type JsonObject } from '../../core/json.ts';
import { parseJson } from '../http/readJson.ts';

export interface ArmErrorBody {
  /** Innermost first. Several errors stand one after another. */
  readonly codes: readonly string[];
  /** In one line, without what only wraps; undefined where there is no text. */
  readonly message: string | undefined;
}

/** One error as it is written, and the errors in it. */
export interface ErrorNode {
  readonly code: string | undefined;
  readonly text: string | undefined;
  /** The id of a resource, or a path in a template. */
  readonly target?: string | undefined;
  /** That forbid it. */
  readonly policies?: readonly PolicyDenial[];
  readonly inner: readonly ErrorNode[];
}

/**
 * Codes that only say that there are others inside. `DeploymentFailed`, `InvalidTemplateDeployment`, `BadRequest`,
 * `Conflict`, `NotFound`: learn.microsoft.com "Troubleshoot common Azure deployment errors".
 * `ResourceDeploymentFailure`: Azure/ResourceModules#2635. `ApplyFailed`: Azure/Azure-Landing-Zones#2404. The others:
 * ARM's answers to the same.
 */
const wrapperCodes: ReadonlySet<string> = new Set([
  'badrequest',
  'conflict',
  'deploymentfailed',
  'failed',
  'forbidden',
  'internalservererror',
  'invalidtemplatedeployment',
  'multipleerrorsoccurred',
  'notfound',
  'operationfailed',
  'preflightvalidationcheckfailed',
  'resourcedeploymentfailure',
  'resourceoperationfailure',
]);

export function isWrapperCode(code: string | undefined): boolean {
  return code === undefined || wrapperCodes.has(code.toLowerCase());
}

/** Bounds for bodies that were made to cost time. */
const deepest = 10;
const mostInner = 20;
const longestJson = 200_000;
const longestText = 4_000;

/** The errors of an answer's or a failed operation's body; undefined where there are none. */
export function readErrorNode(body: Json | undefined): ErrorNode | undefined {
  return nodeOf(body, 0);
}

/** Reads an answer's or a failed operation's body, or the error in it. */
export function readArmErrorBody(body: Json | undefined): ArmErrorBody {
  const node = readErrorNode(body);
  if (!node) return { codes: [], message: undefined };
  const texts = textsOf(node).map(text => text.replace(/\s+/g, ' ').trim());
  const told = texts.filter(
    (text, at) => text !== '' && !texts.some((other, n) => n !== at && includes(other, text, n < at)),
  );
  return { codes: codesOf(node), message: told.length > 0 ? inOneLine(told) : undefined };
}

function inOneLine(texts: readonly string[]): string {
  const sentences = texts.map((text, at) =>
    at === texts.length - 1 || /[.!?]['")]?$/.test(text) ? text : `${text}.`,
  );
  return sentences.join(' ').slice(0, longestText);
}

/** Whether `other` says all that `text` says. Of two alike the first one stays. */
function includes(other: string, text: string, isBefore: boolean): boolean {
  return other.includes(text) && (other !== text || isBefore);
}

function codesOf({ code, inner }: ErrorNode): readonly string[] {
  return [...inner.flatMap(codesOf), ...(code === undefined ? [] : [code])];
}

function textsOf({ code, text, inner }: ErrorNode): readonly string[] {
  const within = inner.flatMap(textsOf);
  const isWrapper = within.length > 0 && isWrapperCode(code);
  return text === undefined || isWrapper ? within : [text, ...within];
}

function nodeOf(json: Json | undefined, depth: number): ErrorNode | undefined {
  if (depth > deepest) return undefined;
  if (typeof json === 'string') return nodeOfText(json, depth);
  if (isList(json)) return group(undefined, undefined, listed(json, depth));
  return isObject(json) ? nodeOfObject(json, depth) : undefined;
}

function nodeOfObject(object: JsonObject, depth: number): ErrorNode | undefined {
  const field = (name: string) => fieldOf(object, name);
  const error = field('error') ?? field('odata.error') ?? field('errors');
  if (isObject(error) || isList(error)) return nodeOf(error, depth + 1);
  // OAuth: {"error":"invalid_client","error_description":"AADSTS…"}; ASP.NET: {"error":"words"} and {"Message":"words"}.
  const code =
    textOf(field('code')) ?? (field('error_description') === undefined ? undefined : textOf(error));
  const target = textOf(field('target'));
  const value = field('message') ?? field('error_description') ?? field('statusMessage') ?? error;
  const own = nodeOf(isObject(value) ? (fieldOf(value, 'value') ?? value) : value, depth + 1);
  const inner = [
    ...(own?.inner ?? []),
    ...listed(field('details'), depth),
    ...[field('innererror'), asObject(field('properties'))['statusMessage']].flatMap(
      each => nodeOf(each, depth + 1) ?? [],
    ),
    ...policiesOf(policyDenials(field('additionalInfo'))),
    ...policiesOf(policyInfoOf(field('innererror'))),
  ];
  const node =
    own?.code === undefined
      ? group(code, own?.text, inner)
      : group(code, undefined, [own, ...inner.slice(own.inner.length)]);
  const denials = [...policyDenials(field('additionalInfo')), ...policyInfoOf(field('innererror'))];
  const policies = denials.length > 0 ? denials : (own?.policies ?? []);
  return (
    node && { ...node, ...(target !== undefined && { target }), ...(policies.length > 0 && { policies }) }
  );
}

/** Undefined where there is neither a code nor a text. */
function group(
  code: string | undefined,
  text: string | undefined,
  inner: readonly ErrorNode[],
): ErrorNode | undefined {
  return code === undefined && text === undefined && inner.length === 0 ? undefined : { code, text, inner };
}

function listed(json: Json | undefined, depth: number): readonly ErrorNode[] {
  const items = isList(json) ? json : json === undefined ? [] : [json];
  return items.slice(0, mostInner).flatMap(item => nodeOf(item, depth + 1) ?? []);
}

/** A text, which may be JSON or have JSON in it. */
function nodeOfText(text: string, depth: number): ErrorNode | undefined {
  if (text.trim() === '') return undefined;
  const whole = { code: undefined, text, inner: [] };
  const found = text.length > longestJson ? undefined : firstJsonIn(text);
  if (!found) return whole;
  const { json, around } = found;
  const names = policyNames(json);
  if (names.length > 0) {
    const message = around.replace(/Policy identifiers:?$/, '').trim();
    const policies = names.map(assignment => ({ assignment }));
    return { code: undefined, text: `${message} ${named(names)}`, policies, inner: [] };
  }
  const inner = nodeOf(json, depth + 1);
  if (!inner) return whole;
  return around === '' ? inner : { code: undefined, text: around, inner: [inner] };
}

/** What opens first is the whole: a list may stand in an object (Azure/azure-sdk-for-js#34390), and an object in a list. */
function firstJsonIn(text: string): ReturnType<typeof jsonIn> {
  const list = text.indexOf('[');
  const object = text.indexOf('{');
  return list >= 0 && (object < 0 || list < object)
    ? (jsonIn(text, '[', ']') ?? jsonIn(text, '{', '}'))
    : (jsonIn(text, '{', '}') ?? jsonIn(text, '[', ']'));
}

/** An object, or a list of some, in `text`, and what is written around it. */
function jsonIn(
  text: string,
  open: string,
  close: string,
): { readonly json: Json; readonly around: string } | undefined {
  const from = text.indexOf(open);
  const to = text.lastIndexOf(close);
  const json = from < 0 || to < from ? undefined : parseJson(text.slice(from, to + 1));
  if (!isObject(json) && !(isList(json) && json.some(isObject))) return undefined;
  const bare = (part: string) => part.replace(/^[\s'"]+|[\s'":]+$/g, '');
  const around = [bare(text.slice(0, from)), bare(text.slice(to + 1)).replace(/^\W+$/, '')];
  return { json, around: around.filter(part => part !== '').join(' ') };
}

/**
 * `additionalInfo` of RequestDisallowedByPolicy (learn.microsoft.com "Resolve error for RequestDisallowedByPolicy").
 */
function policyDenials(json: Json | undefined): readonly PolicyDenial[] {
  return (isList(json) ? json : []).flatMap(item => policyDenial(asObject(asObject(item)['info'])));
}

/** The same in `innererror.policyInfo`, as answers of 2018 carry it (Azure/azure-cli#6075). */
function policyInfoOf(json: Json | undefined): readonly PolicyDenial[] {
  const info = asObject(json)['policyInfo'];
  return (isList(info) ? info : []).flatMap(item => policyDenial(asObject(item)));
}

function policyDenial(info: JsonObject): readonly PolicyDenial[] {
  const text = (...keys: readonly string[]) =>
    keys.map(key => textOf(info[key])).find(each => each !== undefined);
  const definition = text('policyDefinitionDisplayName', 'policyDefinitionName');
  const assignment = text('policyAssignmentDisplayName', 'policyAssignmentName') ?? definition;
  return assignment === undefined ? [] : [{ assignment, ...(definition !== undefined && { definition }) }];
}

function policiesOf(denials: readonly PolicyDenial[]): readonly ErrorNode[] {
  const names = denials.map(({ assignment }) => assignment);
  return names.length === 0 ? [] : [{ code: undefined, text: named(names), inner: [] }];
}

/**
 * `[{"policyAssignment":{"name":"Allowed locations","id":"…"},"policyDefinition":{…}}]`, as messages carry it; older ones
 * have `policyAssignmentId` only (Azure/azure-cli#6075), which ends in the name.
 */
function policyNames(json: Json): readonly string[] {
  return (isList(json) ? json : []).flatMap(item => {
    const { policyAssignment, policyAssignmentId } = asObject(item);
    return textOf(asObject(policyAssignment)['name']) ?? textOf(policyAssignmentId)?.split('/').at(-1) ?? [];
  });
}

function named(names: readonly string[]): string {
  return `Policy: ${[...new Set(names)].map(name => `"${name}"`).join(', ')}.`;
}

/** Old providers write `Code` and `Message`. */
function fieldOf(object: JsonObject, name: string): Json | undefined {
  const wanted = name.toLowerCase();
  const key = Object.keys(object).find(each => each.toLowerCase() === wanted);
  return key === undefined ? undefined : (object[key] ?? undefined);
}

function textOf(json: Json | undefined): string | undefined {
  return typeof json === 'string' && json.trim() !== '' ? json.trim() : undefined;
}
