/** Operations that show how the server treats any: changes that are counted, and one that waits. */
import type { Operation } from '../../../../src/ui/agents/operation.ts';
import { OperationError } from '../../../../src/ui/agents/operationError.ts';
import { operations } from '../../../../src/ui/agents/operations.ts';

export interface SampleOperations {
  readonly operations: readonly Operation[];
  /** What was really done: `paint red`. */
  readonly done: string[];
  /** Settles when `wait` has been aborted. */
  readonly aborted: Promise<void>;
  /** Settles when `wait` runs. */
  readonly waiting: Promise<void>;
}

const inputSchema = {
  type: 'object',
  properties: { colour: { enum: ['red', 'green'] } },
  required: ['colour'],
  additionalProperties: false,
};
const outputSchema = {
  type: 'object',
  properties: { colour: { type: 'string' } },
  required: ['colour'],
};

/** Those that there are, and `paint`, `burn`, `wait` and `crash`. */
export function sampleOperations(): SampleOperations {
  const done: string[] = [];
  const { promise: aborted, resolve: abort } = deferred();
  const { promise: waiting, resolve: wait } = deferred();
  const change = (name: string, effect: 'write' | 'destroy'): Operation => ({
    ...{ name, effect, inputSchema, outputSchema },
    title: `Really ${name}`,
    description: 'Changes something.',
    isIdempotent: effect === 'write',
    plan: (_deps, { colour = '' }: { readonly colour?: string }) =>
      Promise.resolve({
        question: `${name} it ${colour}?`,
        details: ['Subscription: Contoso', 'Price: 5 USD'],
        carryOut(_signal, report) {
          report('brushing');
          done.push(`${name} ${colour}`);
          return Promise.resolve({ text: `It is ${colour}.`, data: { colour } });
        },
      }),
  });
  const read = { title: 'Read', description: 'Reads.', effect: 'read' } as const;
  const nothing = { type: 'object', properties: {}, additionalProperties: false };
  return {
    ...{ done, aborted, waiting },
    operations: [
      ...operations,
      change('paint', 'write'),
      change('burn', 'destroy'),
      {
        ...read,
        name: 'wait',
        ...{ inputSchema: nothing, outputSchema: { type: 'object' } },
        run: (_deps, _input, signal, report) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              abort();
              reject(signal.reason as Error);
            });
            report('waiting');
            report('still waiting');
            wait();
          }),
      },
      {
        ...read,
        name: 'crash',
        ...{ inputSchema: nothing, outputSchema: { type: 'object' } },
        run: () => Promise.reject(new OperationError('The argument "a" must be a colour.', 'a')),
      },
    ],
  };
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>(settle => (resolve = settle));
  return { promise, resolve };
}
