import assert from 'node:assert/strict';
import { AciError } from '../../../src/core/errors.ts';
import { followLogs } from '../../../src/core/logs/followLogs.ts';
import type { FollowItem } from '../../../src/core/logs/followItem.ts';
import type { FollowSource } from '../../../src/core/logs/followSource.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { itemSummary } from './itemSummary.ts';
import { playStory } from './simulation/playStory.ts';
import { containerRef, FakeLogService, type StoryRun, type Story } from './simulation/fakeLogService.ts';
import { VirtualClock } from './simulation/virtualClock.ts';

const encoder = new TextEncoder();

/** A life that writes a line after each of these pauses (ms): `line 0`, `line 1`, … */
function life(
  pauses: readonly number[],
  { name = 'line', lingers = 1000, exitCode = 0, pause = 10_000 } = {},
): StoryRun {
  const writes = pauses.map((after, i) => ({
    after,
    bytes: encoder.encode(`${name} ${i}\n`),
    stream: 'out' as const,
  }));
  return { writes, lingers, exitCode, pause };
}

const calm: Story = {
  pulling: 0,
  lives: [life([0, 0, 0])],
  last: 'runs',
  followAfter: 1000,
  tail: 0,
  lag: 0,
  flush: 0,
  latency: 10,
  stall: 0,
  errLate: 0,
  requestTime: 100,
  skew: 0,
  stamps: 'nano',
  replacements: 1,
  replay: 0,
  frame: 1000,
  gathers: false,
  mostAhead: 100_000,
  readerPause: 0,
  attach: 'works',
  drops: [],
  runningLimit: 4_000_000,
  stoppedLimit: 16_000,
  stoppedLines: 1000,
  cutsInsideLines: false,
  keepsLog: true,
  failEvery: 0,
  failWith: 'offline',
  groupFailEvery: 0,
  stateLag: 0,
  countsAnew: false,
  naps: [],
};

async function shown(story: Partial<Story>): Promise<string[]> {
  const { output } = await playStory({ ...calm, ...story });
  return output.items.map(itemSummary);
}

/** Follows `story` and lets a test decide how time passes. */
function following(story: Partial<Story>, change: (source: FollowSource) => FollowSource = source => source) {
  const clock = new VirtualClock();
  const service = new FakeLogService({ ...calm, ...story }, clock);
  const controller = new AbortController();
  const items: FollowItem[] = [];
  const options = { tail: story.tail ?? 0, random: () => 0.5 };
  const ended = (async () => {
    for await (const item of followLogs(containerRef, change(service), options, clock, controller.signal))
      items.push(item);
  })();
  const texts = () => items.flatMap(item => (item.kind === 'line' ? [item.text] : []));
  const open = () => service.openRequests + service.openSockets + clock.timers;
  return { clock, service, controller, items, ended, texts, open };
}

const every = (ms: number, count: number) => Array.from({ length: count }, () => ms);
const named = (count: number, name = 'line') => Array.from({ length: count }, (_, i) => `${name} ${i}`);

describe('Following a container', () => {
  it('waits while the image is pulled, tells what happens, and begins at the first line', async () => {
    assert.deepEqual(await shown({ pulling: 30_000, followAfter: 0, tail: 1 }), [
      '── Pulling: pulling image "i" ──',
      '── Waiting: ContainerCreating ──',
      ...named(3),
    ]);
  });

  it('begins with the last lines of a container that runs already', async () => {
    assert.deepEqual(await shown({ tail: 2 }), ['line 1', 'line 2']);
  });

  it('goes on after a restart, which it marks with exit code and count', async () => {
    const lives = [
      life([0, 0], { exitCode: 137, lingers: 5000, pause: 30_000 }),
      life([0, 0], { name: 'again' }),
    ];
    assert.deepEqual(await shown({ lives }), [
      'line 0',
      'line 1',
      '── Killing: Container c terminated with ExitCode 137. ──',
      '── Waiting: CrashLoopBackOff: Back-off restarting failed ──',
      '── restarted: exit code 137, restart 1 ──',
      'again 0',
      'again 1',
    ]);
  });

  it('says that last lines may be missing when the next incarnation came before they could be read', async () => {
    const lives = [life([0, 20_000], { exitCode: 1, pause: 1500 }), life([0], { name: 'again' })];
    const text = await shown({ lives, attach: 'refused', keepsLog: false });
    assert.ok(
      text.includes('── restarted: exit code 1, restart 1; its last lines may be missing ──'),
      text.join('\n'),
    );
  });

  it('ends with a job, after its last line, even one without a line end', async () => {
    const job = life([0, 5000], { exitCode: 3 });
    const lives = [
      {
        ...job,
        writes: [...job.writes, { after: 0, bytes: encoder.encode('done.'), stream: 'out' as const }],
      },
    ];
    assert.deepEqual(await shown({ lives, last: 'exits' }), [
      'line 0',
      'line 1',
      '── Killing: Container c terminated with ExitCode 3. ──',
      'done.',
      '── ended: Succeeded, exit code 3 ──',
    ]);
  });

  it('reads a job’s last lines that its log shows only eight seconds later, when the socket brought them', async () => {
    const story = { lives: [life([0, 8000, 0, 2000], { lingers: 0 })], last: 'exits', lag: 8000 } as const;
    const text = await shown(story);
    assert.deepEqual(
      text.filter(line => line.startsWith('line')),
      named(4),
    );
    assert.equal(text.at(-1), '── ended: Succeeded, exit code 0 ──');
  });

  it('reads on while an ended log still grows, without a socket', async () => {
    const lives = [life([0, ...every(700, 20)], { lingers: 0 })];
    const text = await shown({ lives, last: 'exits', lag: 8000, attach: 'refused' });
    assert.deepEqual(
      text.filter(line => line.startsWith('line')),
      named(21),
    );
    assert.equal(text.at(-1), '── ended: Succeeded, exit code 0 ──');
  });

  it('says that last lines may be missing when the log never shows what the socket brought', async () => {
    const lives = [life([0, 20_000], { lingers: 0 })];
    const text = await shown({ lives, last: 'exits', lag: 60_000, followAfter: 19_000 });
    assert.ok(text.at(-1)?.includes('may be missing'), text.join('\n'));
  });

  it('marks a gap at once where the cut log shows nothing but a line that isn’t complete yet', async () => {
    const whole = life([0, 0, 0]);
    const open = { after: 0, bytes: encoder.encode('x'.repeat(120)), stream: 'out' as const };
    const lives = [{ ...whole, writes: [...whole.writes, open] }];
    const { output } = await playStory({
      ...calm,
      pulling: 20_000,
      followAfter: 0,
      lives,
      runningLimit: 160,
    });
    assert.deepEqual(output.items.at(-1), { kind: 'gap' });
    assert.equal(output.items.filter(({ kind }) => kind === 'gap').length, 1);
  });

  it('ends when the group is stopped', async () => {
    assert.equal((await shown({ last: 'stopped' })).at(-1), '── ended: Stopped ──');
  });

  it('ends when the group is deleted', async () => {
    assert.equal((await shown({ last: 'deleted' })).at(-1), '── gone ──');
  });

  it('prints a line as soon as the socket brings it, without asking for the log again', async () => {
    const { clock, service, controller, texts, ended } = following({ lives: [life(every(2000, 30))] });
    const start = clock.now();
    await clock.run(start + 24_900);
    assert.deepEqual(texts(), named(12));
    const reads = service.reads;
    await clock.run(start + 25_100);
    assert.deepEqual(texts(), named(13));
    assert.equal(service.reads, reads);
    controller.abort();
    await ended;
  });

  it('trusts a socket that brought nothing, eleven seconds after it opened and the log stood still', async () => {
    const firstAfter = async (pause: number) => {
      const { output } = await playStory({ ...calm, lives: [life([0, pause])] });
      const [, line] = output.items.filter(item => item.kind === 'line');
      return line?.time?.exact;
    };
    assert.equal(await firstAfter(9000), true, 'a snapshot shows it');
    assert.equal(await firstAfter(30_000), false, 'the socket brings it at once');
  });

  for (const [what, story] of [
    ['', {}],
    [', also where those are ahead of the socket', { latency: 40, requestTime: 15 }],
  ] as const)
    it(`proves what the socket brought by no more than the log’s last fifty lines${what}`, async () => {
      const tails: (number | undefined)[] = [];
      const lives = [life(every(110, 6000))]; // so that each proof finds another moment between two lines
      const { clock, controller, texts, ended } = following({ ...story, lives }, source => ({
        getGroup: (...args) => source.getGroup(...args),
        attach: (...args) => source.attach(...args),
        readLogs: (ref, options, signal) => {
          tails.push(options.tail);
          return source.readLogs(ref, options, signal);
        },
      }));
      const start = clock.now();
      await clock.run(start + 60_000);
      const until = tails.length;
      await clock.run(start + 540_000);
      assert.deepEqual(texts(), named(texts().length));
      assert.ok(tails.length > until, 'there were proofs');
      assert.deepEqual(new Set(tails.slice(until)), new Set([50]));
      controller.abort();
      await ended;
    });

  it('takes no older line for one that the log doesn’t show yet, in a log seen to be far behind', async () => {
    const texts = ['ok', 'ok', 'a', 'b', 'c', 'd'];
    const after = [0, 41, 1500, 5000, 2000, 0];
    const writes = texts.map((text, i) => ({
      after: after[i] ?? 0,
      bytes: encoder.encode(`${text}\n`),
      stream: 'out' as const,
    }));
    const lives = [{ ...life([]), writes }];
    const socket = { attach: 'flaky', replay: 50, latency: 1200, requestTime: 60 } as const;
    const text = await shown({ lives, lag: 5000, flush: 1000, followAfter: 0, ...socket });
    assert.deepEqual(text, texts);
  });

  it('takes no lines of the next incarnation for the last one’s while the state is half a second old', async () => {
    const lives = [life([0], { lingers: 0, pause: 4000 }), life([0, 0], { name: 'next' })];
    const service = { keepsLog: false, stamps: 'none', requestTime: 60, stateLag: 500 } as const;
    const { output } = await playStory({ ...calm, lives, followAfter: 3300, ...service });
    const kinds = output.items
      .map(({ kind }) => kind)
      .filter(kind => kind === 'line' || kind === 'restarted');
    assert.deepEqual(kinds, ['restarted', 'line', 'line']);
  });

  it('takes no empty log of the next incarnation for the last one’s, whose end an old state tells', async () => {
    const lives = [life([21_009], { lingers: 30_000, pause: 12_000 }), life([2000], { name: 'next' })];
    const silent = { after: 100, silent: true };
    const hanging = { failEvery: 2, failWith: 'hangs', attach: 'flaky', drops: [silent, silent] } as const;
    const service = { tail: 2, lag: 1500, latency: 0, requestTime: 60, stateLag: 300 } as const;
    const { output } = await playStory({ ...calm, lives, followAfter: 500, ...hanging, ...service });
    const restart = output.items.find(({ kind }) => kind === 'restarted');
    assert.ok(restart?.kind === 'restarted' && restart.tailMayBeMissing);
  });

  it('marks times that are times of arrival as such', async () => {
    const { output } = await playStory({ ...calm, lives: [life(every(2000, 20))], skew: 90_000 });
    const lines = output.items.flatMap(item => (item.kind === 'line' && item.time ? [item.time] : []));
    const first = lines[0]?.utc ?? 0;
    lines.forEach(({ utc }, i) => assert.ok(Math.abs(utc - (first + 2000 * i)) < 1000, `line ${i}`));
    assert.deepEqual(new Set(lines.map(({ exact }) => exact)), new Set([true, false]));
  });

  it('loses nothing while the laptop is closed, and is live again after', async () => {
    const { clock, controller, texts, ended, service } = following({
      lives: [life(every(2000, 400))],
      drops: [{ after: 60_000, silent: true }],
    });
    const start = clock.now();
    await clock.run(start + 59_000);
    clock.jump(300_000);
    await clock.run(start + 420_000);
    assert.deepEqual(texts(), named(210));
    const reads = service.reads;
    await clock.run(start + 430_000);
    assert.deepEqual(texts(), named(215));
    assert.ok(service.reads <= reads + 1);
    controller.abort();
    await ended;
  });

  it('notices a socket that fell silent by what the log shows', async () => {
    const { clock, controller, texts, ended } = following({
      lives: [life(every(2000, 100))],
      drops: [{ after: 30_000, silent: true }],
    });
    await clock.run(clock.now() + 70_000);
    assert.ok(texts().length >= 34, `${texts().length} lines`);
    assert.deepEqual(texts(), named(texts().length));
    controller.abort();
    await ended;
  });

  it('says trouble once, keeps trying, and says when it is over', async () => {
    let down = false;
    const fails = <T>(run: () => Promise<T>) =>
      down ? Promise.reject(new AciError('offline', 'no network')) : run();
    const { clock, controller, items, texts, ended } = following(
      { lives: [life(every(5000, 100))], attach: 'refused' },
      source => ({
        getGroup: (...args) => fails(() => source.getGroup(...args)),
        readLogs: (...args) => fails(() => source.readLogs(...args)),
        attach: (...args) => fails(() => source.attach(...args)),
      }),
    );
    const start = clock.now();
    await clock.run(start + 10_000);
    down = true;
    await clock.run(start + 120_000);
    down = false;
    await clock.run(start + 240_000);
    const marks = items.filter(item => item.kind !== 'line').map(itemSummary);
    assert.deepEqual(marks, ['── trouble: offline ──', '── recovered ──']);
    assert.deepEqual(texts(), named(texts().length));
    assert.ok(texts().length >= 45);
    controller.abort();
    await ended;
  });

  it('gives up a request that is never answered, and asks again', async () => {
    let hangs = 1;
    const { clock, controller, texts, ended } = following({ attach: 'refused' }, source => ({
      getGroup: (...args) => source.getGroup(...args),
      readLogs: (...args) => (hangs-- > 0 ? new Promise(() => undefined) : source.readLogs(...args)),
      attach: (...args) => source.attach(...args),
    }));
    await clock.run(clock.now() + 70_000);
    assert.deepEqual(texts(), named(3));
    controller.abort();
    await ended;
  });

  it('asks sparingly about a container that says nothing', async () => {
    const { clock, service, controller, ended } = following({});
    await clock.run(clock.now() + 600_000);
    assert.ok(service.reads <= 45, `${service.reads} reads in ten minutes`);
    assert.ok(service.groupReads <= 13, `${service.groupReads} reads of the group in ten minutes`);
    controller.abort();
    await ended;
  });

  it('reports a defect of ours instead of going on', async () => {
    const { clock, ended } = following({}, source => ({
      getGroup: (...args) => source.getGroup(...args),
      readLogs: () => Promise.reject(new TypeError('a defect')),
      attach: (...args) => source.attach(...args),
    }));
    const failure = assert.rejects(ended, (error: AciError) => error.kind === 'unexpected');
    await clock.run(clock.now() + 5000);
    await failure;
  });
});

describe('Stopping to follow a log', () => {
  const busy = {
    pulling: 3000,
    followAfter: 0,
    lives: [life(every(700, 10), { pause: 9000 }), life(every(700, 60))],
  };

  it('ends silently, and leaves no request, timer or socket open, whenever the signal aborts', async () => {
    for (let ms = 0; ms < 30_000; ms += 370) {
      const { clock, controller, ended, open, items } = following(busy);
      await clock.run(clock.now() + ms);
      const before = items.length;
      controller.abort();
      await ended;
      await clock.run(clock.now());
      assert.equal(open(), 0, `after ${ms} ms`);
      assert.equal(items.length, before);
    }
  });

  it('leaves nothing open when the loop is left', async () => {
    for (const wanted of [1, 3, 5, 9, 14, 20]) {
      const clock = new VirtualClock();
      const service = new FakeLogService({ ...calm, ...busy }, clock);
      let seen = 0;
      const ended = (async () => {
        const items = followLogs(containerRef, service, { tail: 0 }, clock, neverAborts());
        for await (const item of items) if (item.kind === 'line' && ++seen === wanted) break;
      })();
      await clock.run(clock.now() + 60_000, () => seen === wanted);
      await ended;
      await clock.run(clock.now());
      assert.equal(service.openRequests + service.openSockets + clock.timers, 0, `after line ${wanted}`);
    }
  });

  it('leaves no socket open that opened in the moment its container turned out to have restarted', async () => {
    const lives = [life([0]), life(every(0, 30))];
    // After the nap, socket and state are asked for and answered together, and more lines come than may wait.
    const naps = [{ after: 900, lasts: 3_600_000 }];
    const socket = { attach: 'flaky', replay: 1000, latency: 0, requestTime: 60 } as const;
    const { leftOpen } = await playStory({ ...calm, followAfter: 0, lives, ...socket, naps });
    assert.equal(leftOpen, 0);
  });

  it('does nothing with a signal that is aborted already', async () => {
    const clock = new VirtualClock();
    const service = new FakeLogService(calm, clock);
    for await (const item of followLogs(containerRef, service, { tail: 0 }, clock, AbortSignal.abort())) {
      assert.fail(item.kind);
    }
    assert.equal(service.groupReads, 0);
  });
});
