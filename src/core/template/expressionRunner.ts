/** Runs one expression. Functions that need their arguments unevaluated (`if`, `and`, `map`, …) are here. */
import type { JsonPath } from '../document/jsonPath.ts';
import type { Json } from '../json.ts';
import { azureOnly, azureOnlyInfo } from './azureOnly.ts';
import { type Bindings, withLambda } from './bindings.ts';
import type { Expression } from './expression.ts';
import { ExpressionError } from './expressionError.ts';
import { callFunction } from './functions/callFunction.ts';
import { type Lambda, lambdaFunctions } from './lambdas.ts';
import { findMember, memberOf } from './memberAccess.ts';
import type { NameScope } from './nameScope.ts';
import type { EvaluationBudget } from './evaluationBudget.ts';

/** Expressions and chains of variables nested deeper are not evaluated: the call stack would overflow. */
export const deepest = 400;

export interface ExpressionRunner {
  /** Throws `ExpressionError` and `BudgetExceededError`. */
  run(expression: Expression, bindings: Bindings, depth: number): Json;
}

interface RunnerDeps {
  readonly scope: NameScope;
  readonly budget: EvaluationBudget;
  /** Throws `ExpressionError`. */
  readonly variable: (name: string, depth: number) => Json;
  /** The result of a function that the template defines; undefined where it failed, which is reported. */
  readonly output: (json: Json, path: JsonPath, bindings: Bindings, depth: number) => Json | undefined;
}

type Call = Extract<Expression, { readonly kind: 'call' }>;

export function createExpressionRunner({ scope, budget, variable, output }: RunnerDeps): ExpressionRunner {
  function run(expression: Expression, bindings: Bindings, depth: number): Json {
    if (depth > deepest) throw new ExpressionError({ kind: 'tooLarge' });
    budget.spend(1);
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'member':
        return runMember(expression, bindings, depth);
      case 'call': {
        const value = runCall(expression, bindings, depth + 1);
        budget.measure(value);
        return value;
      }
    }
  }

  function runMember(
    { of, key, isSafe, text }: Extract<Expression, { readonly kind: 'member' }>,
    bindings: Bindings,
    depth: number,
  ): Json {
    const [owner, step] = [run(of, bindings, depth + 1), run(key, bindings, depth + 1)];
    const unknown = azureOnlyInfo(owner) ?? azureOnlyInfo(step);
    if (unknown) return azureOnly(unknown.cause, `[${text}]`);
    return isSafe ? (findMember(owner, step) ?? null) : memberOf(owner, step);
  }

  function runCall(call: Call, bindings: Bindings, depth: number): Json {
    const name = call.name.toLowerCase();
    const wrong = () => new ExpressionError({ kind: 'functionArguments', name: call.name });
    const arg = (at: number): Json => {
      const found = call.args[at];
      if (!found) throw wrong();
      return run(found, bindings, depth);
    };
    const text = (at: number): string => {
      const value = arg(at);
      if (typeof value !== 'string') throw wrong();
      return value;
    };
    if (name.includes('.')) return runOwn(call, bindings, depth);
    if (Object.hasOwn(lambdaFunctions, name)) return runLambdaFunction(call, bindings, depth);
    switch (name) {
      case 'parameters':
        return parameter(text(0), bindings);
      case 'variables': {
        if (call.args.length !== 1) throw wrong();
        return variable(text(0), depth);
      }
      case 'lambdavariables': {
        const wanted = text(0);
        const value = bindings.lambdas.get(wanted.toLowerCase());
        if (value === undefined)
          throw new ExpressionError({ kind: 'lambdaVariableUndeclared', name: wanted });
        return value;
      }
      case 'copyindex':
        return copyIndex(
          call.args.map((_, at) => arg(at)),
          bindings,
          wrong,
        );
      case 'if': {
        const condition = arg(0);
        const unknown = azureOnlyInfo(condition);
        if (unknown) return azureOnly(unknown.cause, `[${call.text}]`);
        if (typeof condition !== 'boolean' || call.args.length !== 3) throw wrong();
        return arg(condition ? 1 : 2);
      }
      case 'and':
      case 'or':
        return runJunction(call, name === 'or', arg, wrong);
      case 'coalesce': {
        for (let at = 0; at < call.args.length; at++) {
          const value = arg(at);
          if (value !== null) return value;
        }
        if (call.args.length === 0) throw wrong();
        return null;
      }
      default: {
        const args = call.args.map((_, at) => arg(at));
        // Functions may look at all that is in their arguments.
        for (const value of args) budget.spend(budget.measure(value) / 4);
        return callFunction(call.name, args, scope.target, `[${call.text}]`);
      }
    }
  }

  function parameter(name: string, { parameters }: Bindings): Json {
    if (!parameters) return scope.parameter(name);
    const value = parameters.get(name.toLowerCase());
    if (value === undefined) throw new ExpressionError({ kind: 'parameterUndeclared', name });
    return value;
  }

  /** Ends at the first value that decides (`and`: false, `or`: true), even beside a value that only Azure knows. */
  function runJunction(
    call: Call,
    decides: boolean,
    arg: (at: number) => Json,
    wrong: () => ExpressionError,
  ): Json {
    if (call.args.length < 2) throw wrong();
    let unknown: ReturnType<typeof azureOnlyInfo>;
    for (let at = 0; at < call.args.length; at++) {
      const value = arg(at);
      if (value === decides) return decides;
      const isUnknown = azureOnlyInfo(value);
      unknown ??= isUnknown;
      if (!isUnknown && typeof value !== 'boolean') throw wrong();
    }
    return unknown ? azureOnly(unknown.cause, `[${call.text}]`) : !decides;
  }

  function runOwn(call: Call, bindings: Bindings, depth: number): Json {
    const own = scope.ownFunction(call.name);
    if (!own) throw new ExpressionError({ kind: 'functionUnknown', name: call.name });
    if (own.parameters.length < call.args.length)
      throw new ExpressionError({ kind: 'functionArguments', name: call.name });
    const parameters = new Map(
      own.parameters.map((name, at) => {
        const arg = call.args[at];
        return [name.toLowerCase(), arg ? run(arg, bindings, depth) : null] as const;
      }),
    );
    const value = output(own.output, own.path, { loops: new Map(), lambdas: new Map(), parameters }, depth);
    if (value === undefined) throw new ExpressionError(undefined);
    return value;
  }

  function runLambdaFunction(call: Call, bindings: Bindings, depth: number): Json {
    let unknown: ReturnType<typeof azureOnlyInfo>;
    const lambdas = call.args.flatMap(arg => {
      const lambda = lambdaOf(arg, bindings, depth);
      const watched: Lambda = (...values) => {
        const answer = lambda?.(...values) ?? null;
        unknown ??= azureOnlyInfo(answer);
        return answer;
      };
      return lambda ? [watched] : [];
    });
    const [value = null, start] = call.args
      .filter(arg => !isLambda(arg))
      .map(arg => run(arg, bindings, depth));
    const name = call.name.toLowerCase();
    const result = azureOnlyInfo(value) ? null : lambdaFunctions[name]?.(value, lambdas, start);
    // Only these hand on what a lambda gives; the others decide by it.
    const judged =
      name === 'map' || name === 'mapvalues' ? azureOnlyInfo(value) : (azureOnlyInfo(value) ?? unknown);
    if (judged) return azureOnly(judged.cause, `[${call.text}]`);
    if (result === undefined) throw new ExpressionError({ kind: 'functionArguments', name: call.name });
    return result;
  }

  function lambdaOf(expression: Expression, bindings: Bindings, depth: number): Lambda | undefined {
    if (!isLambda(expression)) return undefined;
    const body = expression.args.at(-1);
    const names = expression.args.slice(0, -1).map(arg => (arg.kind === 'literal' ? String(arg.value) : ''));
    if (!body) throw new ExpressionError({ kind: 'functionArguments', name: expression.name });
    return (...values) => run(body, withLambda(bindings, names, values), depth);
  }

  return { run };
}

function isLambda(expression: Expression): expression is Call {
  return expression.kind === 'call' && expression.name.toLowerCase() === 'lambda';
}

/** `copyIndex()`, `copyIndex(1)`, `copyIndex('loop')`, `copyIndex('loop', 1)`. */
function copyIndex(args: readonly Json[], { loops }: Bindings, wrong: () => ExpressionError): Json {
  const [name, offset = 0] = typeof args[0] === 'string' ? args : ['', ...args];
  if (typeof name !== 'string' || typeof offset !== 'number' || args.length > 2) throw wrong();
  const index = loops.get(name.toLowerCase());
  if (index === undefined) throw new ExpressionError({ kind: 'loopUndeclared', name });
  return index + offset;
}
