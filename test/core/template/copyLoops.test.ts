/** "Resource", "Property" and "Variable iteration in ARM templates" (learn.microsoft.com). */
import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { evaluateTemplate } from '../../../src/core/template/evaluateTemplate.ts';
import { contextOf, problemsIn, templateOf, type, valueOf } from './evaluation.ts';

const copied = (copy: Json, more: JsonObject = {}): JsonObject => ({
  resources: [{ type, apiVersion: '1', name: "[concat('worker-', copyIndex())]", copy, ...more }],
});
const namesOf = (template: JsonObject) =>
  evaluateTemplate(template, contextOf()).groups.map(({ name }) => name);

describe('Copy loops', () => {
  it('make a group several times', () => {
    const copy = { name: 'workers', count: 3, mode: 'serial', batchSize: 1 };
    assert.deepEqual(namesOf(copied(copy)), ['worker-0', 'worker-1', 'worker-2']);
    assert.deepEqual(
      namesOf(copied({ name: 'workers', count: 2 }, { name: "[concat('w', copyIndex('WORKERS', 5))]" })),
      ['w5', 'w6'],
    );
    assert.deepEqual(namesOf(copied(copy, { condition: '[equals(copyIndex(), 1)]' })), ['worker-1']);
  });

  it('make the items of a list, each with the index of every loop around it', () => {
    const template = copied(
      { name: 'workers', count: 2 },
      {
        properties: {
          copy: [
            {
              name: 'containers',
              count: "[length(createArray('a', 'b'))]",
              input: {
                name: "[format('{0}-{1}', copyIndex(), copyIndex('containers', 1))]",
                copy: [{ name: 'ports', count: 1, input: { port: "[add(8000, copyIndex('containers'))]" } }],
              },
            },
          ],
          osType: 'Linux',
        },
      },
    );
    const [, second] = evaluateTemplate(template, contextOf()).groups;
    assert.deepEqual(second?.document.body['properties'], {
      containers: [
        { name: '1-1', ports: [{ port: 8000 }] },
        { name: '1-2', ports: [{ port: 8001 }] },
      ],
      osType: 'Linux',
    });
  });

  it('make variables, and lists in variables', () => {
    const variables = {
      copy: [{ name: 'names', count: 2, input: "[concat('n', copyIndex('names'))]" }],
      inside: { copy: [{ name: 'list', count: 2, input: "[copyIndex('list', 1)]" }] },
    };
    const value = "[createArray(variables('names'), variables('inside').list)]";
    assert.deepEqual(valueOf(value, { variables }), {
      value: [
        ['n0', 'n1'],
        [1, 2],
      ],
      problems: [],
    });
  });

  it('are no loops where a property is merely called so', () => {
    const value = { copy: ['a', { name: 'b' }] };
    assert.deepEqual(valueOf(value), { value, problems: [] });
  });

  it('run 800 times at most', () => {
    const loop = (count: Json) => ({ copy: [{ name: 'list', count, input: 'x' }] });
    const path = 'resources/0/tags/value/copy/0/count';
    for (const count of [801, -1, 1.5, 'two'])
      assert.deepEqual(problemsIn(templateOf(loop(count))), [['error', 'copyCount', path]]);
    assert.deepEqual(problemsIn(copied({ name: 'w', count: 801 })), [
      ['error', 'copyCount', 'resources/0/copy/count'],
    ]);
    assert.deepEqual(problemsIn(templateOf(loop('[your.own()]'))), [['error', 'functionUnknown', path]]);
  });

  it('tell once what is wrong in every round', () => {
    assert.deepEqual(problemsIn(copied({ name: 'w', count: 3 }, { tags: { a: '[your.own()]' } })), [
      ['error', 'functionUnknown', 'resources/0/tags/a'],
    ]);
  });
});
