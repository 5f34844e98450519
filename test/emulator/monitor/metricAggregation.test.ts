import assert from 'node:assert/strict';
import { points } from '../../../src/emulator/monitor/metricAggregation.ts';
import { minute } from '../../../src/emulator/monitor/metricSamples.ts';

describe('The points of a metric', () => {
  const hour = 60 * minute;
  const aggregations = ['average', 'minimum', 'maximum', 'total', 'count'];
  const pointOf = (values: readonly number[]) => {
    const minutes = 60 / values.length;
    const samples = values.map((value, index) => ({ at: index * minutes * minute, value, minutes }));
    return points([{ container: 'web', samples }], { from: 0, to: hour, step: hour }, aggregations)[0];
  };

  it('are the same of a sample for each minute and of one for each ten, which counts ten times', () => {
    const expected = {
      ...{ timeStamp: '1970-01-01T00:00:00Z', average: 2, minimum: 1, maximum: 3, total: 120, count: 60 },
    };
    assert.deepEqual(pointOf([1, 1, 2, 2, 3, 3]), expected);
    assert.deepEqual(pointOf([1, 2, 3].flatMap(value => Array<number>(20).fill(value))), expected);
  });

  it('have their time only where nothing was measured', () => {
    const [point] = points([], { from: 0, to: hour, step: hour }, aggregations);
    assert.deepEqual(point, { timeStamp: '1970-01-01T00:00:00Z' });
  });
});
