import assert from 'node:assert/strict';
import { finishedAt, isFinished } from '../../../src/core/model/finishedGroup.ts';
import { container, containerIn, group } from '../sampleGroups.ts';

const at = Date.UTC(2026, 0, 5, 9, 0, 0);
const ended = (finishTime?: number) =>
  containerIn({
    state: 'Terminated',
    detailStatus: 'Completed',
    exitCode: 0,
    ...(finishTime === undefined ? {} : { finishTime }),
  });

describe('A finished group', () => {
  it('has succeeded, failed or been stopped', () => {
    for (const state of ['Succeeded', 'Failed', 'Stopped']) assert.ok(isFinished(group({ state })), state);
    assert.ok(isFinished(group({ provisioningState: 'Failed', state: 'Pending' })));
  });

  it('is none that runs, waits, crashes again and again, is changing, or has not been looked at', () => {
    const backOff = containerIn({ state: 'Waiting', detailStatus: 'CrashLoopBackOff: Back-off' });
    for (const other of [
      group(),
      group({ state: 'Pending' }),
      group({ containers: [backOff] }),
      group({ state: 'Stopped', provisioningState: 'Updating' }),
      group({ state: 'Succeeded', provisioningState: 'Deleting' }),
      group({ state: undefined }),
    ]) {
      assert.ok(!isFinished(other));
    }
  });

  it('is as old as the end of its last container', () => {
    assert.equal(
      finishedAt(group({ containers: [ended(at), ended(at + 5)], initContainers: [ended(at - 9)] })),
      at + 5,
    );
    assert.equal(finishedAt(group({ containers: [ended(), container()] })), undefined);
  });
});
