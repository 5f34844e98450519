import assert from 'node:assert/strict';
import { follow, poll } from './logs/followers.ts';
import { measure, type Run } from './logs/measure.ts';

describe('The log figures', () => {
  const second: Run = {
    batches: [{ lines: 100, linesPerSecond: 100 }],
    headStartMs: 0,
    graceMs: 10_000,
    afterMs: 0,
  };

  it('count each line that a container writes in a second, and the bytes that bring it', async () => {
    const { linesWritten, linesLost, linesRepeated, bytesRatio } = await measure(follow, second);
    assert.deepEqual([linesWritten, linesLost, linesRepeated], [100, 0, 0]);
    assert.ok(bytesRatio >= 1, `${bytesRatio}`);
  });

  it('count likewise for the yardstick', async () => {
    const { linesLost, linesRepeated, bytesRatio } = await measure(poll, second);
    assert.deepEqual([linesLost, linesRepeated], [0, 0]);
    assert.ok(bytesRatio >= 1, `${bytesRatio}`);
  });

  it('see lines that are lost, and lines that come again', async () => {
    const spoilt: typeof follow = (container, source, append, signal) =>
      follow(
        container,
        source,
        text => {
          const lines = text.split(/(?<=\n)/);
          append([...lines.filter(line => !line.startsWith('50 ')), lines[0] ?? ''].join(''));
        },
        signal,
      );
    const { linesLost, linesRepeated } = await measure(spoilt, { ...second, graceMs: 3000 });
    assert.equal(linesLost, 1);
    assert.ok(linesRepeated > 0);
  });
});
