import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FollowItem } from '../../../src/core/follow/item.ts';
import { followLogs } from '../../../src/core/follow/follow.ts';
import { gluesByLongestOverlap } from './naiveFollower.ts';
import { judge } from './oracle.ts';
import { play, type Follower } from './play.ts';
import { containerRef, type Story } from './service.ts';
import { contents, stories, type Content } from './stories.ts';

/** More than 10,000 histories in all; `ORACLE_RUNS` multiplies them, `ORACLE_SEED` makes them others. */
const factor = Number(process.env['ORACLE_RUNS'] ?? 1);
const seed = Number(process.env['ORACLE_SEED'] ?? 42);
/** Making a failing history smaller takes minutes: only when `ORACLE_SHRINK` is set. */
const endOnFailure = process.env['ORACLE_SHRINK'] === undefined;

describe('Following logs, against an oracle', () => {
  const total = { histories: 0, lines: 0, live: 0, gaps: 0 };

  for (const content of Object.keys(contents) as Content[]) {
    for (const cut of [false, true]) {
      const runs = (cut ? 1200 : 2300) * factor;
      it(`loses and repeats nothing unmarked: ${runs} histories, ${content} lines${cut ? ', logs that are cut' : ''}`, async function () {
        this.timeout(0);
        let marked = 0;
        let gaps = 0;
        await fc.assert(
          fc.asyncProperty(stories(content, cut), async story => {
            const { service, output, leftOpen } = await play(story);
            const verdict = judge(story, service, output);
            assert.equal(leftOpen, 0, 'a request, socket or timer was left open');
            total.histories++;
            total.lines += verdict.lines;
            total.live += verdict.live;
            gaps += verdict.gaps;
            if (verdict.gaps > 0) marked++;
          }),
          { numRuns: runs, seed, endOnFailure },
        );
        total.gaps += gaps;
        console.log(`      ${marked} histories with ${gaps} gaps`);
        if (!cut) assert.equal(gaps, 0, 'a log that is never cut needs no marker');
        else assert.ok(marked < runs / 2, 'markers have become the rule');
      });
    }
  }

  it('prints a good part of the lines at once, before a snapshot shows them', () => {
    assert.ok(total.live > total.lines / 5, `only ${total.live} of ${total.lines}`);
  });

  after(() => {
    const { histories, lines, live, gaps } = total;
    console.log(`    ${histories} histories, ${lines} lines (${live} live), ${gaps} gaps`);
  });
});

describe('The oracle barks', () => {
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
  };

  for (const [fault, follower] of Object.entries(offenders)) {
    it(`at a follower that ${fault}`, async function () {
      this.timeout(0);
      const examine = async (story: Story) => {
        const { service, output } = await play(story, follower);
        judge(story, service, output);
      };
      const property = fc.asyncProperty(stories('unique', false), examine);
      const { failed } = await fc.check(property, { numRuns: 400, seed, endOnFailure: true });
      assert.ok(failed);
    });
  }
});
