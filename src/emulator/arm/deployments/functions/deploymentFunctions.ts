/** What a template knows of its deployment, and of deployed resources (learn.microsoft.com: deployment, resource). */
import { isObject, type Json, type JsonObject } from '../../../json.ts';
import { ExpressionError, functionsHelp, NotYetKnownError } from '../language/expressionError.ts';
import type { LiveResources, Scope } from '../language/scope.ts';
import { define, type FunctionTable, integerOf, invalidCall, textFrom, textOf } from './templateFunction.ts';

export const deploymentFunctions: FunctionTable = {
  copyIndex: define(0, 2, copyIndex),
  deployer: define(0, 0, (_, scope) => scope.facts.deployer),
  deployment: define(0, 0, (_, scope) => scope.facts.deployment),
  environment: define(0, 0, (_, scope) => scope.facts.environment),
  lambdaVariables: define(1, 1, (args, scope, name) => {
    const value = scope.lambdas.get(textOf(args, 0, name).toLowerCase());
    if (value === undefined) throw invalidCall(name, `knows no variable '${textOf(args, 0, name)}' here.`);
    return value;
  }),
  parameters: define(1, 1, (args, scope, name) => scope.parameter(textOf(args, 0, name))),
  pickZones: define(3, 5, (args, _, name) => {
    const [count, offset] = [
      args[3] === undefined ? 1 : integerOf(args, 3, name),
      args[4] === undefined ? 0 : integerOf(args, 4, name),
    ];
    return Array.from({ length: Math.min(count, 3) }, (_each, index) => String(((index + offset) % 3) + 1));
  }),
  reference: define(1, 3, (args, scope, name) => {
    const resource = liveOf(scope, name).read(textOf(args, 0, name), optionalText(args[1]));
    if (textFrom(args[2]).toLowerCase() !== 'full') return propertiesOf(resource);
    return Object.fromEntries(Object.entries(resource).filter(([key]) => key !== 'id' && key !== 'name'));
  }),
  references: define(1, 2, (args, scope, name) => {
    const full = textFrom(args[1]).toLowerCase() === 'full';
    return liveOf(scope, name)
      .readAll(textOf(args, 0, name))
      .map(each => (full ? each : propertiesOf(each)));
  }),
  resourceGroup: define(0, 0, (_, scope) => scope.facts.resourceGroup),
  subscription: define(0, 0, (_, scope) => scope.facts.subscription),
  tenant: define(0, 0, (_, scope) => scope.facts.tenant),
  variables: define(1, 1, (args, scope, name) => scope.variable(textOf(args, 0, name))),
};

/** `listKeys`, `listCredentials`, `listAccountSas`, …: a POST of that name. */
export const listFunction = define(2, 3, (args, scope, name) =>
  liveOf(scope, name).list(name, textOf(args, 0, name), textOf(args, 1, name), args[2]),
);

/** Whether a name is one of the functions that ask a deployed resource. */
export function isLiveFunction(name: string): boolean {
  return /^(?:references?|list[A-Za-z]*)$/i.test(name);
}

function liveOf(scope: Scope, name: string): LiveResources {
  if (scope.place !== 'resource' && scope.place !== 'output') {
    throw new ExpressionError(
      `The template function '${name}' is not expected at this location. ${functionsHelp}`,
    );
  }
  if (scope.live) return scope.live;
  throw new NotYetKnownError(`The template function '${name}' is known only once its resource is deployed.`);
}

function propertiesOf(resource: JsonObject): JsonObject {
  const { properties } = resource;
  return isObject(properties) ? properties : {};
}

function optionalText(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** `copyIndex()`, `copyIndex(1)`, `copyIndex('loop')`, `copyIndex('loop', 1)`. */
function copyIndex(args: readonly Json[], { loops }: Scope, name: string): number {
  const [first, second] = args;
  const loop = typeof first === 'string' ? loops.findLast(each => isNamed(each.name, first)) : loops.at(-1);
  if (!loop) {
    throw new ExpressionError(
      `The template function '${name}' is not expected at this location. The function can only be used in a resource with copy specified. Please see https://aka.ms/arm-copy for usage details.`,
    );
  }
  const offset = typeof first === 'number' ? first : second === undefined ? 0 : integerOf(args, 1, name);
  return loop.index + offset;
}

function isNamed(name: string, wanted: string): boolean {
  return name.toLowerCase() === wanted.toLowerCase();
}
