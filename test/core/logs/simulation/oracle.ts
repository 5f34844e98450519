/** Compares what a follower gave out with what was written (docs/log-following.md, the invariants). */
import type { FollowItem } from '../../../../src/core/logs/followItem.ts';
import { hasOwnTimes, longestLine, type FakeLogService, type Shown, type Story } from './fakeLogService.ts';

/** One incarnation's output: runs of lines with gaps between them. */
interface Section {
  readonly life: number;
  readonly segments: string[][];
  /** How it ended: read to the end, perhaps not to the end, or it goes on. */
  end: 'read' | 'perhapsMissing' | 'goesOn';
}

export interface OracleResult {
  readonly lines: number;
  readonly gaps: number;
  /** Lines that came by the socket before a snapshot had them. */
  readonly live: number;
}

/** An output together with what the oracle has to know about the moment of each gap. */
export interface Output {
  readonly items: readonly FollowItem[];
  /** What the last snapshot showed when the gap at this index of `items` was given out. */
  readonly shownAtGap: ReadonlyMap<number, Shown | undefined>;
  /** The life that began with the restart at this index of `items`. */
  readonly lifeAtRestart: ReadonlyMap<number, number>;
  readonly finished: boolean;
}

/** Throws an error that tells which invariant is broken. */
export function checkOutput(story: Story, service: FakeLogService, output: Output): OracleResult {
  const sections = takeApart(service, output);
  if (story.errLate !== 0) return judgeReordered(story, service, output, sections);
  for (const section of sections) {
    const start = sections[0] === section ? expectedStart(story, service) : [0];
    judgeSection(story, service, section, start);
  }
  judgeMarkers(story, service, output, sections);
  return oracleResult(output, sections);
}

function oracleResult(output: Output, sections: readonly Section[]): OracleResult {
  const lines = output.items.filter(item => item.kind === 'line');
  return {
    lines: lines.length,
    gaps: sections.reduce((sum, { segments }) => sum + segments.length - 1, 0),
    live: lines.filter(({ time }) => time?.exact === false).length,
  };
}

/**
 * The socket orders standard output and standard error differently from the log, and lines are unique: they may come
 * in either order, but each stream's lines in their own, none twice, and none lost but where a marker stands.
 */
function judgeReordered(
  story: Story,
  service: FakeLogService,
  output: Output,
  sections: readonly Section[],
): OracleResult {
  for (const [i, section] of sections.entries()) {
    const { life, segments, end } = section;
    const truth = service.truth(life, end !== 'goesOn');
    const streams = service.streams(life);
    const printed = segments.flatMap((texts, segment) =>
      texts.map(text => ({ line: truth.indexOf(text), segment })),
    );
    if (printed.length === 0 && end === 'perhapsMissing') continue;
    const starts = i === 0 ? expectedStart(story, service) : [0];
    const first = Math.min(truth.length, ...printed.map(({ line }) => line));
    const say = () =>
      `life ${life} (${end}) from ${starts.join(' or ')}, reordered: ${JSON.stringify({ segments, truth, streams })}`;
    expect(printed.every(({ line }) => line >= 0) && (segments.length > 1 || starts.includes(first)), say);
    for (const stream of ['out', 'err'] as const) {
      const own = truth.map((_, line) => line).filter(line => streams[line] === stream && line >= first);
      let next = 0;
      let reached = 0;
      for (const { line, segment } of printed.filter(({ line }) => streams[line] === stream)) {
        const index = own.indexOf(line);
        // Each comes after the one before it, at once or after a marker.
        expect(index === next || (index > next && segment > reached), say);
        next = index + 1;
        reached = segment;
      }
      expect(next === own.length || end === 'perhapsMissing' || reached < segments.length - 1, say);
    }
  }
  return oracleResult(output, sections);
}

function takeApart(service: FakeLogService, { items, finished, lifeAtRestart }: Output): Section[] {
  const sections: Section[] = [{ life: service.firstLife ?? 0, segments: [[]], end: 'goesOn' }];
  for (const [index, item] of items.entries()) {
    const section = sections.at(-1);
    if (section === undefined) break;
    if (item.kind === 'line') section.segments.at(-1)?.push(item.text);
    if (item.kind === 'gap') section.segments.push([]);
    if (item.kind === 'restarted') {
      const life = lifeAtRestart.get(index) ?? item.restartCount;
      expect(life > section.life, `life ${life} follows life ${section.life}`);
      const unseen = life > section.life + 1;
      expect(item.tailMayBeMissing || !unseen, 'an incarnation was passed over without a word');
      section.end = item.tailMayBeMissing ? 'perhapsMissing' : 'read';
      sections.push({ life, segments: [[]], end: 'goesOn' });
    }
    if (item.kind === 'ended') section.end = item.tailMayBeMissing ? 'perhapsMissing' : 'read';
    if (item.kind === 'gone') section.end = 'perhapsMissing';
  }
  const last = sections.at(-1);
  expect(
    last === undefined || finished === (last.end !== 'goesOn'),
    'the iteration ended without a word, or not at all',
  );
  return sections;
}

/** Where the first line may be: where the first snapshot began, or at the beginning if someone waited for the start. */
function expectedStart(story: Story, service: FakeLogService): number[] {
  const { firstShown } = service;
  if (service.sawNone || firstShown?.life !== service.firstLife) return [0];
  if (firstShown === undefined) return [0];
  const { life } = firstShown;
  const start = startIn(story, firstShown);
  // Where timestamps don't tell lines apart, the log is read anew, from further back, before anything is printed.
  const later = hasOwnTimes(story)
    ? []
    : service
        .truth(life, true)
        .map((_, i) => i)
        .slice(start + 1);
  return [start, ...(later.length > 0 ? later : startInWhole(story, service, firstShown))];
}

function startIn({ tail }: Story, { first, count }: Shown): number {
  return tail === 0 ? first : first + Math.max(0, count - tail);
}

/**
 * An unfinished line alone, in a log that may be cut already, is no line to begin with: following begins with the
 * first complete ones that are shown, and what was cut until then comes before the beginning.
 */
function startInWhole(story: Story, service: FakeLogService, { life, hasWhole, count }: Shown): number[] {
  const next = service.firstShownWhole;
  if (hasWhole || count === 0 || next?.life !== life || !mayAgeOut(story, service, life)) return [];
  return [startIn(story, next)];
}

function judgeSection(
  story: Story,
  service: FakeLogService,
  { life, segments, end }: Section,
  starts: readonly number[],
): void {
  const truth = service.truth(life, end !== 'goesOn');
  // Equal lines without times of their own, in a log that is cut: nobody can say whether there are new ones.
  const undecidable =
    !hasOwnTimes(story) && mayAgeOut(story, service, life) && new Set(truth).size < truth.length;
  const complete = end !== 'perhapsMissing' && !(end === 'goesOn' && undecidable);
  // Where no time tells them apart at all, what came after a gap may even be taken for lines printed before it.
  const mayLeaveOut = undecidable && (story.stamps === 'same' || story.stamps === 'none');
  const ok = starts.some(
    start =>
      fits(segments, truth, start, complete) ||
      (mayLeaveOut && fitsLoosely(segments, truth, start, complete)),
  );
  expect(
    ok,
    () => `life ${life} (${end}) from ${starts.join(' or ')}: ${JSON.stringify({ segments, truth })}`,
  );
}

/** Whether the segments are in the truth: the first at `start`, all in order, apart, the last at its end. */
function fits(
  segments: readonly (readonly string[])[],
  truth: readonly string[],
  start: number,
  complete: boolean,
): boolean {
  let from = start;
  for (const [i, segment] of segments.entries()) {
    const isLast = i === segments.length - 1;
    const isFirst = i === 0;
    // Nothing was printed before a first gap: the rest may begin anywhere.
    if (isFirst && !isLast && segment.length === 0) continue;
    const matches = (at: number) =>
      at + segment.length <= truth.length &&
      segment.every((text, j) => {
        const last = isLast && !complete && j === segment.length - 1;
        return last ? truth[at + j]?.startsWith(text) : truth[at + j] === text;
      });
    let at = isLast && complete ? truth.length - segment.length : from;
    if (isFirst) at = from;
    else if (!isLast || !complete) while (at <= truth.length && !matches(at)) at++;
    if (at < from || !matches(at)) return false;
    if (isLast && complete && at + segment.length !== truth.length) return false;
    from = at + segment.length;
  }
  return true;
}

/**
 * The same for lines that nobody can tell apart: after a gap, those between the printed ones may be missing as well.
 */
function fitsLoosely(
  [before = [], ...after]: readonly (readonly string[])[],
  truth: readonly string[],
  start: number,
  complete: boolean,
): boolean {
  const apart = after.flatMap(segment => segment.map(text => [text]));
  return apart.length > 0 && fits([before, ...apart], truth, start, complete);
}

/** Markers only where the rules know no better: a follower that always says "gap" fails here. */
function judgeMarkers(
  story: Story,
  service: FakeLogService,
  { items, shownAtGap, lifeAtRestart }: Output,
  sections: readonly Section[],
): void {
  for (const { life, segments } of sections) {
    expect(
      segments.length === 1 || mayAgeOut(story, service, life) || mayFlood(story, service, life),
      `a gap in life ${life}, whose log was never cut and never too much to follow`,
    );
  }
  if (hasOwnTimes(story)) {
    for (const [index, shown] of shownAtGap) {
      const restart = items.slice(0, index).findLastIndex(item => item.kind === 'restarted');
      const life = lifeAtRestart.get(restart) ?? sections[0]?.life;
      const proven = items
        .slice(restart + 1, index)
        .filter(item => item.kind === 'line')
        .findLast(({ time }) => time?.exact);
      const at =
        proven === undefined || shown === undefined
          ? -1
          : service.truth(shown.life, true).lastIndexOf(proven.text);
      const unique =
        proven !== undefined &&
        shown !== undefined &&
        service.truth(shown.life, true).indexOf(proven.text) === at;
      const readable = shown !== undefined && shown.life === life && unique && at >= shown.first;
      expect(!readable, `a gap after "${proven?.text ?? ''}", although the last snapshot shows it`);
    }
  }
  for (const [index, item] of items.entries()) {
    if (item.kind !== 'restarted' || !item.tailMayBeMissing) continue;
    const life = story.lives[(lifeAtRestart.get(index) ?? item.restartCount) - 1];
    const hadTime = life !== undefined && life.pause >= 25_000 && life.lingers >= 25_000;
    const undisturbed =
      story.keepsLog &&
      story.failEvery + story.groupFailEvery + story.drops.length + story.naps.length === 0 &&
      story.attach === 'works' &&
      story.lag + story.flush + story.stateLag <= 3000;
    expect(!(hadTime && undisturbed), 'there was time enough to read the end');
  }
}

/** Whether a life may have written more than a follower has to bear with. */
function mayFlood({ mostAhead }: Story, service: FakeLogService, life: number): boolean {
  return service.truth(life, true).length > mostAhead;
}

/** Whether a life's log may have been cut at any time, so that lines were out of reach. */
export function mayAgeOut(story: Story, service: FakeLogService, life: number): boolean {
  const bytes = service.logBytes(life);
  const lines = service.truth(life, true).length;
  return (
    bytes >= Math.min(story.runningLimit, story.stoppedLimit) - longestLine || lines >= story.stoppedLines
  );
}

function expect(holds: boolean, otherwise: string | (() => string)): void {
  if (!holds) throw new Error(typeof otherwise === 'string' ? otherwise : otherwise());
}
