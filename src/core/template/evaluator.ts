/** Values of an ARM template: strings that are expressions are worked out, copies made, everything else stays. */
import type { JsonPath } from '../document/jsonPath.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import { azureOnly, azureOnlyInfo } from './azureOnly.ts';
import { type Bindings, noBindings, withLoop } from './bindings.ts';
import { type CopyLoop, copyLoopsOf, maxCopies } from './copyLoops.ts';
import { parseText, type ParsedText } from './expression.ts';
import { ExpressionError } from './expressionError.ts';
import { ownKey } from './memberAccess.ts';
import type { Origins } from './origins.ts';
import type { ReportProblem } from './templateProblem.ts';
import { createExpressionRunner, deepest } from './expressionRunner.ts';
import type { NameScope } from './nameScope.ts';
import type { EvaluationBudget } from './evaluationBudget.ts';

export interface Evaluator {
  /**
   * `json` with every expression in it worked out. One that can't be stays as it is written, and is told of; what
   * only Azure knows is an `azureOnly` value. Throws `BudgetExceededError`.
   */
  value(json: Json, path: JsonPath, bindings?: Bindings): Json;
  /** The same, but undefined where something in it could not be worked out. */
  whole(json: Json, path: JsonPath, bindings?: Bindings): Json | undefined;
  /** How often a loop runs; undefined where that can't be told: the person is told, or Azure alone knows. */
  count(count: Json | undefined, path: JsonPath, bindings: Bindings): number | undefined;
}

export interface EvaluatorDeps {
  readonly tell: ReportProblem;
  readonly origins: Origins;
  readonly work: EvaluationBudget;
}

/** What became of a variable: worked out, broken and told of, or on its way (who asks again closes a circle). */
type VariableState =
  { readonly kind: 'known'; readonly value: Json } | { readonly kind: 'broken' } | { readonly kind: 'open' };

/** Where one is: how deep, and whom to tell that something could not be worked out. */
interface EvaluationStep {
  readonly bindings: Bindings;
  readonly depth: number;
  readonly broken: () => void;
}

export function createEvaluator(scope: NameScope, { tell, origins, work }: EvaluatorDeps): Evaluator {
  const states = new Map<string, VariableState>();
  const open: string[] = [];
  const parsed = new Map<string, ParsedText>();
  const runner = createExpressionRunner({
    scope,
    work,
    variable,
    output: (json, path, bindings, depth) =>
      attempt(broken => evaluate(json, path, { bindings, depth, broken })),
  });

  function evaluate(json: Json, path: JsonPath, step: EvaluationStep): Json {
    work.spend(1);
    if (step.depth > deepest) {
      step.broken();
      tell(path, { kind: 'tooLarge' });
      return json;
    }
    if (typeof json === 'string') return evaluateText(json, path, step);
    const inner = { ...step, depth: step.depth + 1 };
    if (isList(json))
      return made(
        json.map((item, index) => evaluate(item, [...path, index], inner)),
        path,
      );
    return isObject(json) ? made(evaluateObject(json, path, inner), path) : json;
  }

  function evaluateObject(object: JsonObject, path: JsonPath, step: EvaluationStep): JsonObject {
    const loops = copyLoopsOf(object);
    const copyKey = loops.length > 0 ? ownKey(object, 'copy') : undefined;
    const pairs = Object.entries(object).flatMap(([key, value]): readonly (readonly [string, Json])[] => {
      if (key === copyKey)
        return loops.map((loop, at) => [loop.name, evaluateLoop(loop, [...path, key, at], step)] as const);
      const name = evaluateText(key, [...path, key], step);
      const unknown = azureOnlyInfo(name);
      if (unknown) tell([...path, key], { kind: 'azureOnly', cause: unknown.cause });
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
    return made(items, path);
  }

  function made<T extends Json>(value: T, path: JsonPath): T {
    work.measure(value);
    return origins.note(value, path);
  }

  /** A number, or what stands in the loop's place where there is none. */
  function countOf(count: Json, path: JsonPath, step: EvaluationStep): Json {
    const times = evaluate(count, path, step);
    if (azureOnlyInfo(times)) return times;
    if (typeof times === 'number' && Number.isInteger(times) && times >= 0 && times <= maxCopies)
      return times;
    // An expression that is left could not be worked out, and was told of.
    const isLeft = typeof count === 'string' && times === count && parseText(count).kind !== 'text';
    if (!isLeft) tell(path, { kind: 'copyCount', max: maxCopies });
    step.broken();
    return [];
  }

  function evaluateText(text: string, path: JsonPath, { bindings, depth, broken }: EvaluationStep): Json {
    const read = parsed.get(text) ?? parseText(text);
    parsed.set(text, read);
    if (read.kind === 'text') return read.text;
    try {
      if (read.kind === 'broken')
        throw new ExpressionError({ kind: 'expressionSyntax', position: read.position });
      const value = runner.run(read.expression, bindings, depth + 1);
      const unknown = azureOnlyInfo(value);
      return unknown ? azureOnly(unknown.cause, text) : origins.note(value, path);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      broken();
      if (error.fault) tell(path, error.fault);
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
    if (state?.kind === 'broken') throw new ExpressionError(undefined);
    if (state?.kind === 'open')
      throw new ExpressionError({
        kind: 'variableCycle',
        names: [...open.slice(open.indexOf(known)), known],
      });
    states.set(known, { kind: 'open' });
    open.push(known);
    const value = attempt(broken => {
      const step = { bindings: noBindings, depth, broken };
      const loop = loops[at];
      const copyKey = ownKey(scope.variables, 'copy') ?? 'copy';
      return loop
        ? evaluateLoop(loop, [...scope.variablesPath, copyKey, at], step)
        : evaluate(scope.variables[known] ?? null, [...scope.variablesPath, known], step);
    });
    open.pop();
    states.set(known, value === undefined ? { kind: 'broken' } : { kind: 'known', value });
    if (value === undefined) throw new ExpressionError(undefined);
    return value;
  }

  return {
    value: (json, path, bindings = noBindings) =>
      evaluate(json, path, { bindings, depth: 0, broken: () => undefined }),
    whole: (json, path, bindings = noBindings) =>
      attempt(broken => evaluate(json, path, { bindings, depth: 0, broken })),
    count(count, path, bindings) {
      const times = attempt(broken => countOf(count ?? null, path, { bindings, depth: 0, broken }));
      const unknown = azureOnlyInfo(times);
      if (unknown) tell(path, { kind: 'azureOnly', cause: unknown.cause });
      return typeof times === 'number' ? times : undefined;
    },
  };
}

/** What `work` gives; undefined where it called `broken`. */
function attempt(work: (broken: () => void) => Json): Json | undefined {
  const outcome: { isBroken: boolean } = { isBroken: false };
  const value = work(() => (outcome.isBroken = true));
  return outcome.isBroken ? undefined : value;
}
