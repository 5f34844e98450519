/** One template with the values it is given: the file itself, or an inner template of it. */
import type { JsonPath } from '../document/jsonPath.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { type Bindings, noBindings } from './bindings.ts';
import { createEvaluator, type Evaluator, type EvaluatorDeps } from './evaluator.ts';
import { ExpressionError } from './expressionError.ts';
import { entryOf } from './memberAccess.ts';
import { definitionsOf, type TemplateParameter, templateParameters } from './parameters.ts';
import { parameterFault } from './parameterTypes.ts';
import type { DeploymentTarget } from './deploymentTarget.ts';
import { ownFunctionsOf } from './nameScope.ts';

export interface Frame {
  readonly evaluator: Evaluator;
  readonly place: DeploymentTarget;
  readonly bindings: Bindings;
  readonly tools: EvaluatorDeps;
  /** In how many deployments it lies. */
  readonly depth: number;
}

export interface FrameSource {
  readonly template: JsonObject;
  /** Where the template is in the file. */
  readonly path: JsonPath;
  /** Values by the parameters' names. */
  readonly values: JsonObject;
  /** Parameters whose values could not be worked out, which was told of. */
  readonly broken: readonly string[];
  readonly place: DeploymentTarget;
  readonly tools: EvaluatorDeps;
  readonly depth: number;
}

/** Tells what is wrong with the parameters, whether they are used or not. */
export function createFrame({ template, path, values, broken, place, tools, depth }: FrameSource): Frame {
  const { tell } = tools;
  const variables = entryOf(template, 'variables');
  const declared = entryOf(template, 'parameters').key;
  const definitions = definitionsOf(template);
  const parameters = new Map(
    templateParameters(template).map(parameter => [parameter.name.toLowerCase(), parameter] as const),
  );
  for (const name of Object.keys(values))
    if (!parameters.has(name.toLowerCase()))
      tell([...path, declared], { kind: 'parameterNotDeclared', name });

  /** Undefined for one whose value could not be worked out, which was told of. */
  const settled = new Map<TemplateParameter, Json | undefined>();
  const open = new Set<TemplateParameter>();
  const evaluator: Evaluator = createEvaluator(
    {
      variables: isObject(variables.value) ? variables.value : {},
      variablesPath: [...path, variables.key],
      parameter: name => {
        const parameter = parameters.get(name.toLowerCase());
        if (!parameter) throw new ExpressionError({ kind: 'parameterUndeclared', name });
        // Whoever asks while its default value is worked out asks in a circle.
        if (open.has(parameter)) throw new ExpressionError({ kind: 'variableCycle', names: [name, name] });
        const value = settle(parameter);
        if (value === undefined) throw new ExpressionError(undefined);
        return value;
      },
      ownFunction: ownFunctionsOf(template, path),
      place,
    },
    tools,
  );

  function settle(parameter: TemplateParameter): Json | undefined {
    if (settled.has(parameter)) return settled.get(parameter);
    open.add(parameter);
    const value = valueOf(parameter);
    open.delete(parameter);
    settled.set(parameter, value);
    return value;
  }

  function valueOf({ name, defaultValue, nullable, declared: type }: TemplateParameter): Json | undefined {
    const at = [...path, declared, name];
    // Names of parameters have no case.
    const isBroken = broken.some(other => other.toLowerCase() === name.toLowerCase());
    const given = entryOf(values, name).value ?? undefined;
    const isLeft = given === undefined && defaultValue !== undefined && !isBroken;
    const value = isLeft ? evaluator.whole(defaultValue, [...at, 'defaultValue']) : given;
    if (value !== undefined) {
      const fault = parameterFault(name, value, type, definitions);
      if (!fault) return value;
      tell(at, fault);
    } else if (isBroken) return undefined;
    else if (nullable && !isLeft) return null;
    else if (!isLeft) tell(at, { kind: 'parameterMissing', name });
    return undefined;
  }

  for (const parameter of parameters.values()) settle(parameter);
  return { evaluator, place, bindings: noBindings, tools, depth };
}
