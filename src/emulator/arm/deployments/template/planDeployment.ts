/** Everything of a template that can be known before a resource of it is deployed. */
import { createHash } from 'node:crypto';
import { canonical, isObject, textAt, type Json, type JsonObject } from '../../../json.ts';
import { tryMember } from '../language/evaluate.ts';
import { ExpressionError } from '../language/expressionError.ts';
import { memberOf } from '../language/readTemplateJson.ts';
import type { DeploymentFacts, Scope } from '../language/scope.ts';
import { dependenciesOf, type Dependencies } from './dependencies.ts';
import { type ParameterValue, type ReadSecret, readParameters } from './parameters.ts';
import type { PlannedResource } from './plannedResource.ts';
import { expandResources } from './resources.ts';
import { readTemplate, type Template, userFunctions } from './template.ts';
import type { Place } from './templateError.ts';
import { variablesOf } from './variables.ts';

export interface DeploymentPlan {
  readonly template: Template;
  readonly templateHash: string;
  readonly mode: 'Incremental' | 'Complete';
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  /** What outputs see. */
  readonly scope: Scope;
  readonly resources: readonly PlannedResource[];
  readonly dependencies: Dependencies;
}

export interface PlanInput {
  /** `properties` of the deployment. */
  readonly properties: JsonObject;
  /** Of `properties`. */
  readonly place: Place;
  readonly facts: DeploymentFacts;
  readonly readSecret: ReadSecret;
  /** Of the template around, where a nested one is evaluated in it (`expressionEvaluationOptions`: `outer`). */
  readonly outer?: Scope | undefined;
}

/** Throws ArmError for what is wrong with the template or its parameters. */
export function planDeployment({ properties, place, facts, readSecret, outer }: PlanInput): DeploymentPlan {
  const template = readTemplate(tryMember(properties, 'template'), within(place, 'template'));
  const root = outer ?? rootScope(facts, template);
  const given = tryMember(properties, 'parameters');
  const parameters = outer
    ? new Map<string, ParameterValue>()
    : readParameters(template, isObject(given) ? given : {}, root, readSecret);
  const scope = outer ?? withVariables(template, withParameters(root, parameters));
  const expanded = expandResources(template, { ...scope, place: 'resource' });
  return {
    template,
    templateHash: hashOf(template.body),
    mode: textAt(properties, 'mode').toLowerCase() === 'complete' ? 'Complete' : 'Incremental',
    parameters,
    scope: { ...scope, place: 'output' },
    resources: expanded.resources,
    dependencies: dependenciesOf(expanded),
  };
}

function within(place: Place, name: string): Place {
  return { ...place, path: memberOf(place.path, name) };
}

/** What the defaults of parameters see. */
function rootScope(facts: DeploymentFacts, template: Template): Scope {
  return {
    facts,
    place: 'parameter',
    parameter: unknown('parameter'),
    variable: unknown('variable'),
    functions: userFunctions(template),
    loops: [],
    lambdas: new Map(),
    live: undefined,
  };
}

function unknown(kind: string): (name: string) => Json {
  return name => {
    throw new ExpressionError(`The template ${kind} '${name}' is not expected at this location.`);
  };
}

function withParameters(scope: Scope, parameters: ReadonlyMap<string, ParameterValue>): Scope {
  const byName = new Map([...parameters].map(([name, { value }]) => [name.toLowerCase(), value]));
  return {
    ...scope,
    parameter: name => {
      const value = byName.get(name.toLowerCase());
      if (value !== undefined) return value;
      throw new ExpressionError(
        `The template parameter '${name}' is not found. Please see https://aka.ms/arm-syntax-parameters for usage details.`,
      );
    },
  };
}

function withVariables(template: Template, scope: Scope): Scope {
  return { ...scope, variable: variablesOf(template, scope) };
}

/** A whole number of 64 bits, as ARM writes it; equal templates have the same. */
function hashOf(template: Json): string {
  return createHash('sha256').update(canonical(template)).digest().readBigUInt64BE().toString();
}
