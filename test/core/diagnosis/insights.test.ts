import assert from 'node:assert/strict';
import type { ActivityEntry } from '../../../src/core/activity/activityEntry.ts';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Facts } from '../../../src/core/diagnosis/facts.ts';
import type { Finding } from '../../../src/core/diagnosis/finding.ts';
import { wantedInsights } from '../../../src/core/diagnosis/insights.ts';
import type { GroupMetrics, MetricId } from '../../../src/core/metrics/groupMetrics.ts';
import { container, group } from '../sampleGroups.ts';
import { ended, facts, looping, minute, now, viewed } from './sampleFacts.ts';

/** The same value a minute, for twenty minutes until now. */
function steadily(metric: MetricId, value: number, of?: string): GroupMetrics {
  const times = Array.from({ length: 20 }, (_, index) => now - (20 - index) * minute);
  const values = times.map(() => value);
  return { times, series: [{ metric, container: of, average: values, maximum: values }] };
}

function did(verb: string, ago: number): ActivityEntry {
  const operation = `Microsoft.ContainerInstance/containerGroups/${verb}`;
  const at = now - ago * minute;
  return { at, caller: 'ada@contoso.example', operation, status: 'succeeded', detail: '' };
}

const wanted = (known: Facts) => wantedInsights(known, diagnose(known));
const only = (known: Facts): Finding => {
  const [first] = diagnose(known);
  assert.ok(first);
  return first;
};

describe('A diagnosis with metrics', () => {
  const killed = group({ containers: [looping(137)] });

  it('finds that memory was at its limit before a container was killed', () => {
    const metrics = steadily('memory', 1.5 * 1024 ** 3, 'app');
    const finding = only(facts({ group: killed, metrics }));
    assert.equal(finding.id, 'outOfMemory');
    const [first] = finding.evidence;
    assert.ok(first?.kind === 'metric' && first.metric === 'memory');
    assert.equal(first.reading.limit, 1.5 * 1024 ** 3);
  });

  it('leaves a kill unexplained where there was room', () => {
    const metrics = steadily('memory', 1024 ** 3, 'app');
    assert.equal(only(facts({ group: killed, metrics })).id, 'killed');
    assert.equal(only(facts({ group: killed })).id, 'killed');
  });

  it('says that a running container gets too little CPU', () => {
    const finding = only(facts({ group: group(), metrics: steadily('cpu', 1_000, 'app') }));
    assert.equal(finding.id, 'cpuExhausted');
    assert.equal(finding.severity, 'warning');
  });

  it('mentions beside what is well that nothing was received', () => {
    const found = diagnose(facts({ group: group(), metrics: steadily('networkIn', 0) }));
    assert.deepEqual(
      found.map(({ id }) => id),
      ['nothingWrong', 'nothingReceived'],
    );
    const unopened = group({ ipAddress: undefined });
    assert.equal(diagnose(facts({ group: unopened, metrics: steadily('networkIn', 0) })).length, 1);
  });
});

describe('A diagnosis with the activity log', () => {
  const stoppedState = {
    state: 'Terminated',
    detailStatus: 'Container stopped per client request',
    finishTime: now - minute,
  };
  const stopped = group({ state: 'Stopped', containers: [viewed({}, { currentState: stoppedState })] });

  it('names who stopped the group last, and quotes it', () => {
    const activity = [did('stop/action', 60), did('start/action', 30), did('stop/action', 2)];
    const finding = only(facts({ group: stopped, activity }));
    assert.deepEqual([finding.id, finding.params], ['stoppedByClient', { caller: 'ada@contoso.example' }]);
    assert.deepEqual(finding.evidence[0], { kind: 'activity', entry: activity[2] });
  });

  it('names who deleted it', () => {
    const finding = only(facts({ activity: [did('delete', 5)] }));
    assert.deepEqual([finding.id, finding.params], ['gone', { caller: 'ada@contoso.example' }]);
  });

  it('quotes who stopped it beside the exit code that a stop leaves', () => {
    const ending = group({ state: 'Failed', containers: [viewed({}, { currentState: ended(143) })] });
    const kinds = (known: Facts) => only(known).evidence.map(({ kind }) => kind);
    assert.equal(kinds(facts({ group: ending, activity: [did('restart/action', 2)] }))[0], 'activity');
    assert.notEqual(kinds(facts({ group: ending, activity: [did('restart/action', 90)] }))[0], 'activity');
  });
});

describe('What more is worth asking for', () => {
  it('is metrics after a kill, and where all seems well; neither of Windows', () => {
    assert.deepEqual(wanted(facts({ group: group({ containers: [looping(137)] }) })), {
      metrics: true,
      activity: false,
    });
    assert.equal(wanted(facts({ group: group() })).metrics, true);
    assert.equal(wanted(facts({ group: group({ osType: 'Windows' }) })).metrics, false);
  });

  it('is nothing for a program that failed by itself', () => {
    const failed = facts({ group: group({ containers: [looping(1)] }) });
    assert.deepEqual(wanted(failed), { metrics: false, activity: false });
  });

  it('is the activity log of a group that was stopped, or is gone', () => {
    const stopped = facts({ group: group({ state: 'Stopped', containers: [container()] }) });
    assert.deepEqual(wanted(stopped), { metrics: false, activity: true });
    assert.deepEqual(wanted(facts({})), { metrics: false, activity: true });
  });
});
