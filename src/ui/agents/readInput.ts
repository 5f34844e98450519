/** The arguments of a call, checked: what a model sends is not to be trusted, and VS Code does not check it. */
import { Ajv, type ErrorObject } from 'ajv';
import { asObject, type JsonObject } from '../../core/json.ts';
import type { Operation } from './operation.ts';
import { OperationError } from './operationError.ts';

/** Numbers and truth values may come as texts. */
const ajv = new Ajv({ coerceTypes: true });

/** The arguments as the operation's schema wants them. Throws `OperationError` with one thing that is wrong. */
export function readInput({ inputSchema }: Pick<Operation, 'inputSchema'>, input: unknown): JsonObject {
  const isValid = ajv.compile(inputSchema);
  const copy = structuredClone(input ?? {}) as JsonObject; // types are converted in place
  if (isValid(copy)) return copy;
  const [error] = isValid.errors ?? [];
  throw inputError(error, inputSchema);
}

function inputError(error: ErrorObject | undefined, schema: JsonObject): OperationError {
  const { keyword, instancePath = '', params = {}, message = 'is not valid' } = error ?? {};
  const path = instancePath.split('/').slice(1).join('.');
  const inside = (name: unknown) => [path, String(name)].filter(part => part !== '').join('.');
  if (keyword === 'required') {
    const name = inside(params['missingProperty']);
    return new OperationError(`The argument "${name}" is missing.`, name);
  }
  if (keyword === 'additionalProperties') {
    const name = inside(params['additionalProperty']);
    const known = Object.keys(asObject(schema['properties']));
    const allowed = path === '' ? ` The arguments are: ${known.join(', ')}.` : '';
    return new OperationError(`There is no argument "${name}".${allowed}`, name);
  }
  if (path === '') return new OperationError('The arguments must be a JSON object.');
  const allowed = (params['allowedValues'] as readonly string[] | undefined)?.join(', ');
  const rule = allowed === undefined ? message : `must be one of: ${allowed}`;
  return new OperationError(`The argument "${path}" ${rule}.`, path);
}
