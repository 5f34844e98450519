import assert from 'node:assert/strict';
import { operations } from '../../src/ui/agents/operations.ts';
import { answerFigures, toolFigures } from './agents.ts';
import { meetsGoal } from './figure.ts';

describe('What agents read', () => {
  it('of the tools is within its budget (test/bench/budget.json)', () => {
    const figures = toolFigures();
    assert.equal(figures.length, operations.length + 1);
    assert.deepEqual(
      figures.filter(figure => !meetsGoal(figure)),
      [],
    );
  });

  it('of an estate is, too, and is counted for those that need no more than a group', async () => {
    const figures = await answerFigures({ subscriptions: 2, resourceGroups: 1, groups: 3 });
    const names = figures.map(({ name }) => name);
    assert.ok(names.includes('agents.list_groups.answer.6'), names.join());
    assert.deepEqual(
      figures.filter(figure => !meetsGoal(figure)),
      [],
    );
  });
});
