import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FollowItem } from '../../../../src/core/logs/followItem.ts';
import { followLogs } from '../../../../src/core/logs/followLogs.ts';
import { gluesByLongestOverlap } from './naiveFollower.ts';
import { isStress, seed } from '../../../randomSeed.ts';
import { checkOutput } from './oracle.ts';
import { playStory, type Follower } from './playStory.ts';
import { containerRef, type Story } from './fakeLogService.ts';
import { classes, stories, undisturbedRestarts, type StoryClass } from './stories.ts';

/**
 * The seed is the run's (`--seed`), so that each run adds to the search. `npm run test:stress` plays all histories,
 * `ORACLE_RUNS=5` five times as many; `npm test` plays a tenth. A failure tells the `ORACLE_CLASS` and `ORACLE_PATH`
 * that play its one history again. Making it smaller takes minutes: only when `ORACLE_SHRINK` is set.
 */
const factor = Number(process.env['ORACLE_RUNS'] ?? (isStress ? 1 : 0.095));
/** The share of histories of logs that are cut that may have a marker: fewer histories spread wider. */
const mostMarked = isStress ? 1 / 2 : 2 / 3;
const path = process.env['ORACLE_PATH'];
const onlyClass = process.env['ORACLE_CLASS'];
const endOnFailure = process.env['ORACLE_SHRINK'] === undefined;

/** Throws what a failing history broke, and how to play it again. */
function report(name: string, details: fc.RunDetails<[Story]>): void {
  if (!details.failed) return;
  const why = details.errorInstance instanceof Error ? details.errorInstance : undefined;
  const again = `TEST_SEED=${details.seed} ORACLE_CLASS='${name}' ORACLE_PATH=${details.counterexamplePath ?? ''}`;
  const story = path === undefined ? '' : `\n${fc.stringify(details.counterexample)}`;
  throw new Error(`${why?.message ?? 'no histories'}\nPlay it again: ${again}${story}`, { cause: why });
}

describe('Following logs, against an oracle', () => {
  const total = { histories: 0, lines: 0, live: 0, gaps: 0 };

  for (const [name, { runs: usual, ...storyClass }] of Object.entries(classes)) {
    if (onlyClass !== undefined && onlyClass !== name) continue;
    const runs = Math.round(usual * factor);
    it(`loses and repeats nothing unmarked: ${runs} histories, ${name}`, async function () {
      this.timeout(0);
      let marked = 0;
      let gaps = 0;
      const isFlooding = 'lives' in storyClass && storyClass.lives === 'flooding';
      await fc.assert(
        fc.asyncProperty(stories(storyClass), async story => {
          const { service, output, leftOpen } = await playStory(story);
          const verdict = checkOutput(story, service, output);
          assert.equal(leftOpen, 0, 'a request, socket or timer was left open');
          total.histories++;
          if (!isFlooding) {
            total.lines += verdict.lines;
            total.live += verdict.live;
          }
          gaps += verdict.gaps;
          if (verdict.gaps > 0) marked++;
        }),
        {
          numRuns: path === undefined ? runs : 1,
          seed,
          endOnFailure,
          ...(path === undefined ? {} : { path }),
          reporter: details => report(name, details),
        },
      );
      total.gaps += gaps;
      console.log(`      ${marked} histories with ${gaps} gaps`);
      if (!('isCut' in storyClass || 'isReordered' in storyClass || 'isFlood' in storyClass))
        assert.equal(gaps, 0, 'a log that is never cut, in the order of its socket, needs no marker');
      else if (!('isFlood' in storyClass))
        assert.ok(marked < runs * mostMarked, 'markers have become the rule');
    });
  }

  it('prints a good part of the lines at once, before a snapshot shows them', function () {
    if (path !== undefined) this.skip(); // one history says nothing about that
    assert.ok(total.live > total.lines / 5, `only ${total.live} of ${total.lines}`);
  });

  after(() => {
    const { histories, lines, live, gaps } = total;
    console.log(`    ${histories} histories, ${lines} lines (${live} live), ${gaps} gaps`);
  });
});

describe('The oracle complains', () => {
  const real: Follower = (source, options, clock, signal) =>
    followLogs(containerRef, source, options, clock, signal);

  /** The real follower, spoilt on its way out. */
  function spoilt(change: (item: FollowItem, line: number) => readonly FollowItem[]): Follower {
    return async function* (...given) {
      let line = 0;
      for await (const item of real(...given)) {
        if (item.kind === 'line') line++;
        yield* change(item, line);
      }
    };
  }

  const lateAtRestart: Follower = async function* (...given) {
    let held: FollowItem | undefined;
    for await (const item of real(...given)) {
      if (item.kind === 'restarted') yield item;
      if (held) yield held;
      held = item.kind === 'restarted' ? undefined : item;
    }
    if (held) yield held;
  };
  const swapsNeighbours: Follower = async function* (...given) {
    let held: FollowItem | undefined;
    for await (const item of real(...given)) {
      const isLive = item.kind === 'line' && item.time?.exact === false;
      if (held?.kind === 'line' && isLive) {
        yield item;
        continue;
      }
      if (held) yield held;
      held = item;
    }
    if (held) yield held;
  };

  const offenders: Record<string, Follower> = {
    'glues socket and snapshot by longest overlap': gluesByLongestOverlap,
    'loses a line': spoilt((item, line) => (item.kind === 'line' && line === 3 ? [] : [item])),
    'repeats a line': spoilt((item, line) => (item.kind === 'line' && line === 3 ? [item, item] : [item])),
    'swaps lines by giving an old one once more': spoilt((item, line) =>
      item.kind === 'line' && line === 2 ? [item, { ...item, text: 'line 0' }] : [item],
    ),
    'always says gap': spoilt(item => (item.kind === 'line' ? [{ kind: 'gap' }, item] : [item])),
    'always says that the tail may be missing': spoilt(item =>
      item.kind === 'restarted' ? [{ ...item, tailMayBeMissing: true }] : [item],
    ),
    'hides that the tail may be missing': spoilt(item =>
      item.kind === 'restarted' ? [{ ...item, tailMayBeMissing: false }] : [item],
    ),
    'prints nothing': spoilt(item => (item.kind === 'line' ? [] : [item])),
    'says nothing of restarts': spoilt(item => (item.kind === 'restarted' ? [] : [item])),
    'says each restart twice': spoilt(item => (item.kind === 'restarted' ? [item, item] : [item])),
    'gives a life’s last line out after its restart': lateAtRestart,
    'swaps neighbours that came at once': swapsNeighbours,
    'loses carriage returns inside lines': spoilt(item =>
      item.kind === 'line' ? [{ ...item, text: item.text.replaceAll('\r', '') }] : [item],
    ),
    'loses byte order marks': spoilt(item =>
      item.kind === 'line' ? [{ ...item, text: item.text.replaceAll('\uFEFF', '') }] : [item],
    ),
    'loses lines that end in a percent sign': spoilt(item =>
      item.kind === 'line' && item.text.endsWith('%') ? [] : [item],
    ),
    'takes U+FFFD away': spoilt(item =>
      item.kind === 'line' ? [{ ...item, text: item.text.replaceAll('\uFFFD', '') }] : [item],
    ),
  };
  /** What the usual class doesn't have. */
  const seenIn: Record<string, StoryClass> = {
    'always says that the tail may be missing': undisturbedRestarts,
    'loses carriage returns inside lines': classes['strange characters'],
    'loses byte order marks': classes['strange characters'],
    'loses lines that end in a percent sign': classes['strange characters'],
    'takes U+FFFD away': classes['strange characters'],
    'says nothing of restarts': classes['crash loops'],
    'says each restart twice': classes.restarts,
    'gives a life’s last line out after its restart': classes.restarts,
    'swaps neighbours that came at once': classes['a log far behind, unique lines'],
  };

  for (const [fault, follower] of Object.entries(offenders)) {
    it(`at a follower that ${fault}`, async function () {
      this.timeout(0);
      const examine = async (story: Story) => {
        const { service, output } = await playStory(story, follower);
        checkOutput(story, service, output);
      };
      const property = fc.asyncProperty(stories(seenIn[fault] ?? classes['unique lines']), examine);
      const { failed } = await fc.check(property, { numRuns: 400, seed: 42, endOnFailure: true });
      assert.ok(failed);
    });
  }
});
