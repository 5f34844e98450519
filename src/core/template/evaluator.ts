/** Values of an ARM template: strings that are expressions are worked out, copies made, everything else stays. */
import type { JsonPath } from '../document/jsonPath.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import { azureOnly, azureOnlyInfo } from './azureOnly.ts';
import { type Bindings, noBindings, withLoop } from './bindings.ts';
import { type CopyLoop, copyLoopsOf, maxCopies } from './copyLoops.ts';
import { parseText, type ParsedText } from './expression.ts';
import { ExpressionError } from './expressionError.ts';
import { ownKey } from './memberAccess.ts';
import type { SourceMap } from './sourceMap.ts';
import type { ReportProblem } from './templateProblem.ts';
import { createExpressionRunner, deepest } from './expressionRunner.ts';
import type { NameScope } from './nameScope.ts';
import type { EvaluationBudget } from './evaluationBudget.ts';

export interface Evaluator {
  /**
   * `json` with every expression in it evaluated. One that can't be stays as it is written, and is reported; what
   * only Azure knows is an `azureOnly` value. Throws `BudgetExceededError`.
   */
  value(json: Json, path: JsonPath, bindings?: Bindings): Json;
  /** As `value`, but undefined where something in it could not be evaluated. */
  whole(json: Json, path: JsonPath, bindings?: Bindings): Json | undefined;
  /** How often a loop runs; undefined where it can't be evaluated, which is reported. */
  count(count: Json | undefined, path: JsonPath, bindings: Bindings): number | undefined;
}

export interface EvaluatorDeps {
  readonly report: ReportProblem;
  readonly sourceMap: SourceMap;
  readonly budget: EvaluationBudget;
}

/** Whether a variable is evaluated, failed (and was reported), or is being evaluated: reading it then is a cycle. */
type VariableState =
  | { readonly kind: 'known'; readonly value: Json }
  | { readonly kind: 'failed' }
  | { readonly kind: 'evaluating' };

/** One step of an evaluation. `fail` is called when something in it can't be evaluated. */
interface EvaluationStep {
  readonly bindings: Bindings;
  readonly depth: number;
  readonly fail: () => void;
}

export function createEvaluator(scope: NameScope, { report, sourceMap, budget }: EvaluatorDeps): Evaluator {
  const states = new Map<string, VariableState>();
  const open: string[] = [];
  const parsed = new Map<string, ParsedText>();
  const runner = createExpressionRunner({
    scope,
    budget,
    variable,
    output: (json, path, bindings, depth) => attempt(fail => evaluate(json, path, { bindings, depth, fail })),
  });

  function evaluate(json: Json, path: JsonPath, step: EvaluationStep): Json {
    budget.spend(1);
    if (step.depth > deepest) {
      step.fail();
      report(path, { kind: 'tooLarge' });
      return json;
    }
    if (typeof json === 'string') return evaluateText(json, path, step);
    const inner = { ...step, depth: step.depth + 1 };
    if (isList(json))
      return recordValue(
        json.map((item, index) => evaluate(item, [...path, index], inner)),
        path,
      );
    return isObject(json) ? recordValue(evaluateObject(json, path, inner), path) : json;
  }

  function evaluateObject(object: JsonObject, path: JsonPath, step: EvaluationStep): JsonObject {
    const loops = copyLoopsOf(object);
    const copyKey = loops.length > 0 ? ownKey(object, 'copy') : undefined;
    const pairs = Object.entries(object).flatMap(([key, value]): readonly (readonly [string, Json])[] => {
      if (key === copyKey)
        return loops.map((loop, at) => [loop.name, evaluateLoop(loop, [...path, key, at], step)] as const);
      const name = evaluateText(key, [...path, key], step);
      const unknown = azureOnlyInfo(name);
      if (unknown) report([...path, key], { kind: 'azureOnly', cause: unknown.cause });
      return [[typeof name === 'string' ? name : key, evaluate(value ?? null, [...path, key], step)]];
    });
    return Object.fromEntries(pairs);
  }

  function evaluateLoop({ name, count, input }: CopyLoop, path: JsonPath, step: EvaluationStep): Json {
    const times = countOf(count ?? null, [...path, 'count'], step);
    if (typeof times !== 'number') return times;
    const items = Array.from({ length: times }, (_, index) =>
      evaluate(input.value ?? null, [...path, input.key], {
        ...step,
        bindings: withLoop(step.bindings, name, index, false),
      }),
    );
    return recordValue(items, path);
  }

  function recordValue<T extends Json>(value: T, path: JsonPath): T {
    budget.measure(value);
    return sourceMap.recordSource(value, path);
  }

  /** A number, or what replaces the loop where there is none. */
  function countOf(count: Json, path: JsonPath, step: EvaluationStep): Json {
    const times = evaluate(count, path, step);
    if (azureOnlyInfo(times)) return times;
    if (typeof times === 'number' && Number.isInteger(times) && times >= 0 && times <= maxCopies)
      return times;
    // An expression that is still there could not be evaluated, and was reported.
    const isLeft = typeof count === 'string' && times === count && parseText(count).kind !== 'text';
    if (!isLeft) report(path, { kind: 'copyCount', max: maxCopies });
    step.fail();
    return [];
  }

  function evaluateText(text: string, path: JsonPath, { bindings, depth, fail }: EvaluationStep): Json {
    const read = parsed.get(text) ?? parseText(text);
    parsed.set(text, read);
    if (read.kind === 'text') return read.text;
    try {
      if (read.kind === 'invalid')
        throw new ExpressionError({ kind: 'expressionSyntax', position: read.position });
      const value = runner.run(read.expression, bindings, depth + 1);
      const unknown = azureOnlyInfo(value);
      return unknown ? azureOnly(unknown.cause, text) : sourceMap.recordSource(value, path);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      fail();
      if (error.fault) report(path, error.fault);
      return text;
    }
  }

  function variable(name: string, depth: number): Json {
    const key = ownKey(scope.variables, name);
    const loops = copyLoopsOf(scope.variables);
    const at = loops.findIndex(loop => loop.name.toLowerCase() === name.toLowerCase());
    const known = loops[at]?.name ?? key;
    if (known === undefined) throw new ExpressionError({ kind: 'variableUndeclared', name });
    const state = states.get(known);
    if (state?.kind === 'known') return state.value;
    if (state?.kind === 'failed') throw new ExpressionError(undefined);
    if (state?.kind === 'evaluating')
      throw new ExpressionError({
        kind: 'variableCycle',
        names: [...open.slice(open.indexOf(known)), known],
      });
    states.set(known, { kind: 'evaluating' });
    open.push(known);
    const value = attempt(fail => {
      const step = { bindings: noBindings, depth, fail };
      const loop = loops[at];
      const copyKey = ownKey(scope.variables, 'copy') ?? 'copy';
      return loop
        ? evaluateLoop(loop, [...scope.variablesPath, copyKey, at], step)
        : evaluate(scope.variables[known] ?? null, [...scope.variablesPath, known], step);
    });
    open.pop();
    states.set(known, value === undefined ? { kind: 'failed' } : { kind: 'known', value });
    if (value === undefined) throw new ExpressionError(undefined);
    return value;
  }

  return {
    value: (json, path, bindings = noBindings) =>
      evaluate(json, path, { bindings, depth: 0, fail: () => undefined }),
    whole: (json, path, bindings = noBindings) =>
      attempt(fail => evaluate(json, path, { bindings, depth: 0, fail })),
    count(count, path, bindings) {
      const times = attempt(fail => countOf(count ?? null, path, { bindings, depth: 0, fail }));
      const unknown = azureOnlyInfo(times);
      if (unknown) report(path, { kind: 'azureOnly', cause: unknown.cause });
      return typeof times === 'number' ? times : undefined;
    },
  };
}

/** The result of `evaluate`; undefined where it called `fail`. */
function attempt(evaluate: (fail: () => void) => Json): Json | undefined {
  const outcome: { isFailed: boolean } = { isFailed: false };
  const value = evaluate(() => (outcome.isFailed = true));
  return outcome.isFailed ? undefined : value;
}
