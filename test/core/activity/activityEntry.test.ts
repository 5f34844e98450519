import assert from 'node:assert/strict';
import {
  activityVerb,
  type ActivityEntry,
  type ActivityEvent,
  combineEvents,
  isGroupChange,
  lastActivity,
} from '../../../src/core/activity/activityEntry.ts';

const type = 'Microsoft.ContainerInstance/containerGroups';

function event(of: Partial<ActivityEvent>): ActivityEvent {
  return {
    at: 1_000,
    caller: 'ada@contoso.example',
    operation: `${type}/stop/action`,
    status: 'Succeeded',
    detail: '',
    operationId: 'one',
    ...of,
  };
}

function entry(of: Partial<ActivityEntry>): ActivityEntry {
  const { at, caller, operation } = event({});
  return { at, caller, operation, status: 'succeeded', detail: '', ...of };
}

describe('The activity log', () => {
  it('has one entry for the events of one operation: when it began, and what came of it', () => {
    const events = [
      event({ at: 3_000, status: 'Succeeded', detail: 'NoContent' }),
      event({ at: 1_000, status: 'Started', caller: undefined }),
      event({ at: 2_000, status: 'Accepted' }),
    ];
    assert.deepEqual(combineEvents(events), [entry({ at: 1_000, detail: 'NoContent' })]);
  });

  it('keeps operations apart, oldest first, and says which failed or go on', () => {
    const events = [
      event({ at: 5_000, operationId: 'two', status: 'Started' }),
      event({ at: 2_000, operationId: 'one', status: 'Failed', detail: 'Conflict' }),
    ];
    assert.deepEqual(
      combineEvents(events).map(({ at, status, detail }) => [at, status, detail]),
      [
        [2_000, 'failed', 'Conflict'],
        [5_000, 'started', ''],
      ],
    );
  });

  it('of a moment is begun before it is done', () => {
    const both = [event({ status: 'Succeeded' }), event({ status: 'Started' })];
    assert.equal(combineEvents(both)[0]?.status, 'succeeded');
  });

  for (const [operation, detail, verb] of [
    ['write', 'Created', 'create'],
    ['write', '201', 'create'],
    ['write', 'OK', 'change'],
    ['delete', '', 'delete'],
    ['start/action', '', 'start'],
    ['STOP/ACTION', '', 'stop'],
    ['restart/action', '', 'restart'],
    ['containers/exec/action', '', 'other'],
  ] as const) {
    it(`calls ${operation} ${detail} "${verb}"`, () => {
      const done = entry({ operation: `${type}/${operation}`, detail });
      assert.equal(activityVerb(done), verb);
      assert.equal(isGroupChange(done), verb !== 'other');
    });
  }

  it('tells who did something last, and not who tried', () => {
    const all = [
      entry({ at: 1, caller: 'ada' }),
      entry({ at: 2, caller: 'bob' }),
      entry({ at: 3, caller: 'eve', status: 'failed' }),
    ];
    assert.equal(lastActivity(all, ['stop'])?.caller, 'bob');
    assert.equal(lastActivity(all, ['stop'], 1)?.caller, 'ada');
    assert.equal(lastActivity(all, ['delete']), undefined);
  });
});
