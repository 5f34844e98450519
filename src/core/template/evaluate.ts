/** Values of an ARM template: strings that are expressions are worked out, everything else stays. */
import type { Path } from '../groupFile/path.ts';
import { asText, isList, isObject } from '../json.ts';
import type { Json, JsonObject } from '../model.ts';
import { parseText, type Expression } from './expression.ts';
import { callFunction, type Place } from './functions.ts';
import { ExpressionError } from './expressionError.ts';
import { memberOf, ownKey } from './member.ts';
import type { ExpressionFault, TemplateFault } from './problem.ts';

export interface Evaluator {
  /** `json` with every expression in it worked out; one that can't be stays as it is written, and is told of. */
  value(json: Json, path: Path): Json;
}

export interface EvaluatorSource {
  /** `variables` of the template, with the key it is written with. */
  readonly variables: JsonObject;
  readonly variablesKey: string;
  /** A parameter's value; throws `ExpressionError`. */
  readonly parameter: (name: string) => Json;
  readonly place: Place;
  readonly tell: (path: Path, what: TemplateFault) => void;
}

/** Nested so deep, a value or a chain of variables is left alone: the stack would not hold. */
const deepest = 100;

/** What became of a variable: worked out, broken and told of, or on its way (who asks again closes a circle). */
type VariableState =
  { readonly kind: 'known'; readonly value: Json } | { readonly kind: 'broken' } | { readonly kind: 'open' };

export function createEvaluator(source: EvaluatorSource): Evaluator {
  const states = new Map<string, VariableState>();
  const open: string[] = [];

  /** `broken` is called for whatever could not be worked out. */
  function evaluate(json: Json, path: Path, depth: number, broken: () => void): Json {
    if (depth > deepest) {
      broken();
      source.tell(path, { kind: 'tooLarge' });
      return json;
    }
    if (typeof json === 'string') return evaluateText(json, path, depth, broken);
    if (isList(json)) return json.map((item, index) => evaluate(item, [...path, index], depth + 1, broken));
    return isObject(json) ? evaluateObject(json, path, depth, broken) : json;
  }

  function evaluateObject(object: JsonObject, path: Path, depth: number, broken: () => void): Json {
    if (isCopyLoop(object['copy'])) {
      broken();
      source.tell([...path, 'copy'], { kind: 'copyLoop' });
    }
    return Object.fromEntries(
      Object.entries(object).map(([key, value]) => {
        const name = evaluateText(key, [...path, key], depth, broken);
        return [
          typeof name === 'string' ? name : key,
          evaluate(value ?? null, [...path, key], depth + 1, broken),
        ];
      }),
    );
  }

  function evaluateText(text: string, path: Path, depth: number, broken: () => void): Json {
    const parsed = parseText(text);
    if (parsed.kind === 'text') return parsed.text;
    try {
      if (parsed.kind === 'broken')
        throw new ExpressionError({ kind: 'expressionSyntax', position: parsed.position });
      return run(parsed.expression, depth + 1);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      broken();
      if (error.fault) source.tell(path, error.fault);
      return text;
    }
  }

  function run(expression: Expression, depth: number): Json {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'member':
        return memberOf(run(expression.of, depth), run(expression.key, depth));
      case 'call':
        return runCall(
          expression.name,
          expression.args.map(arg => run(arg, depth)),
          depth,
        );
    }
  }

  function runCall(name: string, args: readonly Json[], depth: number): Json {
    const called = name.toLowerCase();
    if (called !== 'parameters' && called !== 'variables') return callFunction(name, args, source.place);
    const [wanted] = args;
    if (typeof wanted !== 'string' || args.length !== 1)
      throw new ExpressionError({ kind: 'functionArguments', name });
    return called === 'parameters' ? source.parameter(wanted) : variable(wanted, depth);
  }

  function variable(name: string, depth: number): Json {
    const key = ownKey(source.variables, name);
    if (key === undefined) throw new ExpressionError(undeclared(name, source));
    const state = states.get(key);
    if (state?.kind === 'known') return state.value;
    if (state?.kind === 'broken') throw new ExpressionError(undefined);
    if (state?.kind === 'open')
      throw new ExpressionError({ kind: 'variableCycle', names: [...open.slice(open.indexOf(key)), key] });
    return workOut(key, depth);
  }

  function workOut(key: string, depth: number): Json {
    const outcome: { isBroken: boolean } = { isBroken: false };
    states.set(key, { kind: 'open' });
    open.push(key);
    const value = evaluate(
      source.variables[key] ?? null,
      [source.variablesKey, key],
      depth,
      () => (outcome.isBroken = true),
    );
    open.pop();
    states.set(key, outcome.isBroken ? { kind: 'broken' } : { kind: 'known', value });
    if (outcome.isBroken) throw new ExpressionError(undefined);
    return value;
  }

  return { value: (json, path) => evaluate(json, path, 0, () => undefined) };
}

function undeclared(name: string, { variables }: EvaluatorSource): ExpressionFault {
  const loops = variables['copy'];
  const isLooped =
    isList(loops) &&
    loops.some(loop => isObject(loop) && asText(loop['name']).toLowerCase() === name.toLowerCase());
  return isLooped ? { kind: 'functionUnknown', name: 'copy' } : { kind: 'variableUndeclared', name };
}

/** `copy` among an object's properties: a list of loops, not something that is merely called so. */
function isCopyLoop(json: Json | undefined): boolean {
  return isList(json) && json.some(item => isObject(item) && 'count' in item && 'input' in item);
}
