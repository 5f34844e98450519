import assert from 'node:assert/strict';
import { meetsGoal } from './figure.ts';
import { chosenParts, parts } from './parts.ts';

describe('The parts of npm run bench', () => {
  it('are all chosen where none is named', () => {
    assert.deepEqual(chosenParts([]), [...parts.keys()]);
  });

  it('are chosen by name, each once', () => {
    assert.deepEqual(chosenParts(['logs', 'tree', 'logs']), ['logs', 'tree']);
  });

  it('are told to someone who names another', () => {
    assert.throws(() => chosenParts(['logs', 'lgos']), {
      message:
        'No part is called lgos. There are: bundle, activation, tree, estate, logs, corpus, agents, pages.',
    });
  });
});

describe('A figure', () => {
  const figure = { name: 'follow.bytesRatio', unit: '' };

  it('meets a goal that says at most', () => {
    assert.equal(meetsGoal({ ...figure, value: 1.1, goal: '≤ 1.1' }), true);
    assert.equal(meetsGoal({ ...figure, value: 1.2, goal: '≤ 1.1' }), false);
  });

  it('meets a goal that says at least', () => {
    assert.equal(meetsGoal({ ...figure, value: 50_000, goal: '≥ 50000' }), true);
    assert.equal(meetsGoal({ ...figure, value: 49_999, goal: '≥ 50000' }), false);
  });

  it('without a goal neither meets nor misses it', () => {
    assert.equal(meetsGoal({ ...figure, value: 1 }), undefined);
  });
});
