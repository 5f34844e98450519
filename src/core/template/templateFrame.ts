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
  readonly target: DeploymentTarget;
  readonly bindings: Bindings;
  readonly deps: EvaluatorDeps;
  /** How many deployments it is nested in. */
  readonly depth: number;
}

export interface FrameSource {
  readonly template: JsonObject;
  /** Where the template is in the file. */
  readonly path: JsonPath;
  /** Values by the parameters' names. */
  readonly values: JsonObject;
  /** Parameters whose values could not be evaluated, which was reported. */
  readonly failedParameters: readonly string[];
  readonly target: DeploymentTarget;
  readonly deps: EvaluatorDeps;
  readonly depth: number;
}

/** Reports what is wrong with the parameters, whether they are used or not. */
export function createFrame({
  template,
  path,
  values,
  failedParameters,
  target,
  deps,
  depth,
}: FrameSource): Frame {
  const { report } = deps;
  const variables = entryOf(template, 'variables');
  const declared = entryOf(template, 'parameters').key;
  const definitions = definitionsOf(template);
  const parameters = new Map(
    templateParameters(template).map(parameter => [parameter.name.toLowerCase(), parameter] as const),
  );
  for (const name of Object.keys(values))
    if (!parameters.has(name.toLowerCase()))
      report([...path, declared], { kind: 'parameterNotDeclared', name });

  /** Undefined for one whose value could not be evaluated, which was reported. */
  const settled = new Map<TemplateParameter, Json | undefined>();
  const evaluating = new Set<TemplateParameter>();
  const evaluator: Evaluator = createEvaluator(
    {
      variables: isObject(variables.value) ? variables.value : {},
      variablesPath: [...path, variables.key],
      parameter: name => {
        const parameter = parameters.get(name.toLowerCase());
        if (!parameter) throw new ExpressionError({ kind: 'parameterUndeclared', name });
        // Read while its own default value is evaluated.
        if (evaluating.has(parameter))
          throw new ExpressionError({ kind: 'variableCycle', names: [name, name] });
        const value = settle(parameter);
        if (value === undefined) throw new ExpressionError(undefined);
        return value;
      },
      ownFunction: ownFunctionsOf(template, path),
      target,
    },
    deps,
  );

  function settle(parameter: TemplateParameter): Json | undefined {
    if (settled.has(parameter)) return settled.get(parameter);
    evaluating.add(parameter);
    const value = valueOf(parameter);
    evaluating.delete(parameter);
    settled.set(parameter, value);
    return value;
  }

  function valueOf({ name, defaultValue, nullable, declared: type }: TemplateParameter): Json | undefined {
    const at = [...path, declared, name];
    // Names of parameters have no case.
    const isFailed = failedParameters.some(other => other.toLowerCase() === name.toLowerCase());
    const given = entryOf(values, name).value ?? undefined;
    const usesDefault = given === undefined && defaultValue !== undefined && !isFailed;
    const value = usesDefault ? evaluator.whole(defaultValue, [...at, 'defaultValue']) : given;
    if (value !== undefined) {
      const fault = parameterFault(name, value, type, definitions);
      if (!fault) return value;
      report(at, fault);
    } else if (isFailed) return undefined;
    else if (nullable && !usesDefault) return null;
    else if (!usesDefault) report(at, { kind: 'parameterMissing', name });
    return undefined;
  }

  for (const parameter of parameters.values()) settle(parameter);
  return { evaluator, target, bindings: noBindings, deps, depth };
}
