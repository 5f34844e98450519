import assert from 'node:assert/strict';
import { group, createRuntimeFixture, upMs, type TestContainer } from './runtimeFixture.ts';
import type { ContainerSwitches } from '../../../src/emulator/containers/runtime.ts';

const chatty = 'mcr.microsoft.com/aci-emulator/chatty';
const megabyte = 1024 * 1024;

function up(given: TestContainer, switches: Partial<ContainerSwitches> = {}, more = {}) {
  const { clock, containers } = createRuntimeFixture(switches);
  const running = containers.create(group(given, more));
  clock.advance(upMs);
  const logs = (tail?: number) =>
    running.logs('app', { timestamps: false, ...(tail !== undefined && { tail }) }) ?? 'no log';
  const stamped = () =>
    (running.logs('app', { timestamps: true }) ?? '').split('\n').filter(line => line !== '');
  return { clock, running, logs, stamped };
}

describe('The log of a container', () => {
  it('is unknown for an unknown container, and empty for one that has not started', () => {
    const { containers } = createRuntimeFixture();
    const running = containers.create(group({ script: 'echo a' }));
    assert.equal(running.logs('other', { timestamps: false }), undefined);
    assert.equal(running.logs('app', { timestamps: false }), '');
  });

  it('is empty for a silent container', () => {
    assert.equal(up({ image: 'mcr.microsoft.com/aci-emulator/silent' }).logs(), '');
  });

  it('has what standard output and error got, mixed, escapes kept', () => {
    const { logs } = up({ script: "echo a; echo b >&2; printf '\\033[31mred\\033[0m\\n'; sleep 999" });
    assert.equal(logs(), 'a\nb\n\x1b[31mred\x1b[0m\n');
  });

  for (const [tail, expected] of [
    [1, 'c\n'],
    [2, 'b\nc\n'],
    [3, 'a\nb\nc\n'],
    [100, 'a\nb\nc\n'],
    [0, ''],
  ] as const)
    it(`tail=${tail} gives the last lines: ${JSON.stringify(expected)}`, () => {
      assert.equal(up({ script: 'echo a; echo b; echo c; sleep 999' }).logs(tail), expected);
    });

  it('tail counts a last line without a newline', () => {
    const { logs } = up({ script: 'echo a; echo b; echo -n c; sleep 999' });
    assert.equal(logs(1), 'c');
    assert.equal(logs(2), 'b\nc');
  });

  describe('with timestamps', () => {
    const script = 'echo a; sleep 1.5; echo -n b; sleep 1; echo c; echo; echo d; sleep 999';

    it('has RFC 3339 times with nanoseconds before each line, strictly rising', () => {
      const { stamped } = up({ script });
      const lines = stamped();
      assert.deepEqual(
        lines.map(line => line.replace(/^2026-01-05T09:00:\d\d\.\d{9}Z /, '')),
        ['a', 'bc', '', 'd'],
      );
      const times = lines.map(line => line.slice(0, 30));
      assert.deepEqual(times, [...new Set(times)].sort());
    });

    it('times a line by when it began', () => {
      const { stamped } = up({ script });
      assert.deepEqual(
        stamped().map(line => line.slice(17, 23)),
        ['07.310', '08.810', '09.810', '09.810'],
      );
    });

    it('rises strictly through lines of the same millisecond', () => {
      const { stamped } = up({ script: 'seq 200; echo -n part; echo ial; seq 200; sleep 999' });
      const times = stamped().map(line => line.slice(0, 30));
      assert.equal(times.length, 401);
      assert.deepEqual(times, [...new Set(times)].sort());
    });

    it('has whole seconds, or none, by switch', () => {
      assert.match(
        up({ script }, { timestampFormat: 'seconds' }).stamped()[0] ?? '',
        /^2026-01-05T09:00:07Z a$/,
      );
      assert.equal(up({ script }, { timestampFormat: 'none' }).stamped()[0], 'a');
    });

    it('spreads the lines of a chatty program over the time in which they were written', () => {
      const { stamped } = up({ image: chatty, env: { LINES_PER_SECOND: '1000' } });
      const times = stamped().map(
        line => Date.parse(`${line.slice(0, 23)}Z`) / 1000 + Number(`0.000${line.slice(23, 29)}`),
      );
      assert.ok(times.length > 10_000);
      const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
      assert.ok(
        Math.min(...gaps) > 0 && Math.max(...gaps) < 0.01,
        `${Math.min(...gaps)} … ${Math.max(...gaps)}`,
      );
    });
  });

  describe('of a chatty container', () => {
    it('numbers its lines, ten a second', () => {
      const { clock, logs } = up({ image: chatty });
      const before = Number(/line (\d+)\n$/.exec(logs())?.[1]);
      clock.advance(10_000);
      const lines = logs().trimEnd().split('\n');
      assert.deepEqual(
        lines,
        [...lines.keys()].map(i => `line ${i + 1}`),
      );
      assert.equal(lines.length - before, 100);
    });

    for (const [rate, seconds, count] of [
      ['0.5', 20, 10],
      ['1', 20, 20],
      ['7', 20, 140],
      ['10000', 2, 20_000],
    ] as const)
      it(`writes ${count} lines in ${seconds} s at LINES_PER_SECOND=${rate}`, () => {
        const { clock, logs } = up({ image: chatty, env: { LINES_PER_SECOND: rate } });
        const last = () => Number(/(\d+)\n$/.exec(logs(1))?.[1]);
        const before = last();
        clock.advance(seconds * 1000);
        assert.equal(last() - before, count);
      });

    it('ends after LINES lines', () => {
      const { running, logs } = up({ image: chatty, env: { LINES: '12' } }, {}, { restartPolicy: 'Never' });
      assert.equal(running.state, 'Succeeded');
      assert.equal(logs(1), 'line 12\n');
    });

    it('shows the last 4 MB while it runs, cut at a byte, with or without timestamps', () => {
      const { clock, running, logs } = up({ image: chatty, env: { LINES_PER_SECOND: '10000' } });
      clock.advance(60_000);
      const text = logs();
      assert.equal(Buffer.byteLength(text), 4 * megabyte);
      const [cut = '', ...whole] = text.trimEnd().split('\n');
      assert.ok(!cut.startsWith('line '), `the first line is cut: ${cut}`);
      const first = Number(whole[0]?.slice(5));
      assert.deepEqual(
        whole,
        [...whole.keys()].map(i => `line ${first + i}`),
      );
      const stamped = running.logs('app', { timestamps: true }) ?? '';
      assert.equal(Buffer.byteLength(stamped), 4 * megabyte);
      assert.equal(stamped.slice(-12), text.slice(-12));
    });

    it('cuts no character in two', () => {
      const { running } = up({ script: `while true; do echo '${'€'.repeat(1000)}'; done` });
      const text = running.logs('app', { timestamps: false }) ?? '';
      assert.ok(Buffer.byteLength(text) > 4 * megabyte - 3);
      assert.doesNotMatch(text, /\uFFFD/);
    });
  });

  describe('of a container that has ended', () => {
    it('shows the last 1,000 lines', () => {
      const { logs } = up({ script: 'seq 1500' }, {}, { restartPolicy: 'Never' });
      const lines = logs().trimEnd().split('\n');
      assert.deepEqual([lines.length, lines[0], lines.at(-1)], [1000, '501', '1500']);
    });

    it('shows the last 16 KB', () => {
      const script = `for i in $(seq 1 500); do echo "$i ${'x'.repeat(96)}"; done`;
      const { logs } = up({ script }, {}, { restartPolicy: 'Never' });
      assert.equal(Buffer.byteLength(logs()), 16 * 1024);
      assert.match(logs(), /^x*\n[^]*\n500 x+\n$/);
    });

    it('is cut when the group is stopped', () => {
      const { running, logs } = up({ script: 'seq 1500; sleep 9999' });
      assert.equal(logs().split('\n').length - 1, 1500);
      running.stop();
      assert.equal(logs().split('\n').length - 1, 1000);
      assert.equal(logs(2), '1499\n1500\n');
    });
  });

  it('begins anew with each run', () => {
    const { clock, running, logs } = up({ script: 'echo born at $(date +%s); sleep 9999' });
    const before = logs();
    running.restart();
    clock.advance(10_000);
    assert.match(logs(), /^born at \d+\n$/);
    assert.notEqual(logs(), before);
  });

  it('lags behind by switch', () => {
    const { clock, running, logs } = up({ image: chatty });
    const last = () => Number(/(\d+)\n$/.exec(logs(1))?.[1]);
    assert.ok(running.state === 'Running');
    const { clock: other, containers } = createRuntimeFixture({ logLagMs: 3_000 });
    const lagging = containers.create(group({ image: chatty }));
    other.advance(upMs);
    const seen = () =>
      Number(/(\d+)\n$/.exec(lagging.logs('app', { timestamps: false, tail: 1 }) ?? '')?.[1]);
    assert.equal(last() - seen(), 30);
    const then = last();
    other.advance(3_000);
    clock.advance(0);
    assert.equal(seen(), then);
  });
});
