import assert from 'node:assert/strict';
import { OperationError } from '../../../src/ui/agents/operationError.ts';
import { readInput } from '../../../src/ui/agents/readInput.ts';

const inputSchema = {
  type: 'object',
  properties: {
    group: { type: 'string' },
    tail: { type: 'integer', minimum: 1 },
    os: { enum: ['Linux', 'Windows'] },
    size: {
      type: 'object',
      properties: { cpu: { type: 'number' } },
      required: ['cpu'],
      additionalProperties: false,
    },
  },
  required: ['group'],
  additionalProperties: false,
};
const complaint = (input: unknown) => {
  try {
    readInput({ inputSchema }, input);
  } catch (error) {
    assert.ok(error instanceof OperationError);
    return [error.argument, error.message];
  }
  return assert.fail('nothing was wrong');
};

describe('The arguments of a call', () => {
  it('are taken as the schema describes them, numbers as texts, too', () => {
    const input = { group: 'web', tail: '5' };
    assert.deepEqual(readInput({ inputSchema }, input), { group: 'web', tail: 5 });
    assert.equal(input.tail, '5', "the caller's own object is left alone");
  });

  it('that are missing, unknown or out of their limits are named', () => {
    assert.deepEqual(complaint({}), ['group', 'The argument "group" is missing.']);
    assert.deepEqual(complaint(undefined), ['group', 'The argument "group" is missing.']);
    assert.deepEqual(complaint({ group: 'a', name: 'b' }), [
      'name',
      'There is no argument "name". The arguments are: group, tail, os, size.',
    ]);
    assert.deepEqual(complaint({ group: 'a', tail: 0 }), ['tail', 'The argument "tail" must be >= 1.']);
    assert.deepEqual(complaint({ group: 'a', os: 'linux' }), [
      'os',
      'The argument "os" must be one of: Linux, Windows.',
    ]);
    assert.deepEqual(complaint({ group: 'a', size: {} }), [
      'size.cpu',
      'The argument "size.cpu" is missing.',
    ]);
    assert.deepEqual(complaint({ group: 'a', size: { cpu: 1, gb: 2 } }), [
      'size.gb',
      'There is no argument "size.gb".',
    ]);
  });

  it('that are no object are refused', () => {
    for (const input of ['web', 5, ['web'], true])
      assert.deepEqual(complaint(input), [undefined, 'The arguments must be a JSON object.']);
  });
});
