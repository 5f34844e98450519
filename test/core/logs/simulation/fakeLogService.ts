/** A small model of the service: what a story says happened, as groups, snapshots and sockets show it. */
import type { Clock } from '../../../../src/core/clock.ts';
import { AciError } from '../../../../src/core/errors.ts';
import type { LogLimits } from '../../../../src/core/logs/snapshot/logLimits.ts';
import type { FollowSource } from '../../../../src/core/logs/followSource.ts';
import type {
  ContainerEvent,
  ContainerGroup,
  ContainerInstanceView,
  ContainerRef,
  ContainerState,
} from '../../../../src/core/model/containerGroup.ts';
import type { LogOptions, LogSnapshot } from '../../../../src/core/azureApi.ts';

export interface Write {
  /** ms since the write before, or since the start. */
  readonly after: number;
  readonly bytes: Uint8Array;
  readonly stream: 'out' | 'err';
}

/** One incarnation. */
export interface StoryRun {
  readonly writes: readonly Write[];
  /** ms from the last write to the end. */
  readonly lingers: number;
  readonly exitCode: number;
  /** ms from the end to the next start. */
  readonly pause: number;
}

export interface Story {
  /** ms from the story's beginning to the first start: the image is pulled. */
  readonly pulling: number;
  readonly lives: readonly StoryRun[];
  /** What becomes of the last life. */
  readonly last: 'runs' | 'exits' | 'stopped' | 'deleted';
  /** ms from the story's beginning until someone follows. */
  readonly followAfter: number;
  readonly tail: number;
  /** ms by which the log is behind what was written. */
  readonly lag: number;
  /** The log shows what is new only every so many ms, besides; 0 = at once. */
  readonly flush: number;
  /** ms by which the socket is. */
  readonly latency: number;
  /** ms by which every fifth write is later still at the socket, and what follows it waits. */
  readonly stall: number;
  /** ms by which the socket brings standard error later than the log has it; negative: standard output. */
  readonly errLate: number;
  /** ms that a request takes. */
  readonly requestTime: number;
  /** ms by which the server's clock is ahead of ours. */
  readonly skew: number;
  readonly stamps: 'nano' | 'trimmed' | 'offset' | 'milli' | 'second' | 'same' | 'none';
  /** How many U+FFFD the log has where the socket's bytes were invalid. */
  readonly replacements: number;
  /** What a socket brings of what was written before it opened: so many bytes. */
  readonly replay: number;
  /** Bytes in a socket's frame. */
  readonly frame: number;
  /** So many lines of the socket may wait for a snapshot to prove or to place them. */
  readonly mostAhead: number;
  /** ms that whoever is given the lines takes for each. */
  readonly readerPause: number;
  /** Whether a frame brings what was written at the same moment together. */
  readonly gathers: boolean;
  /** `breaks`: a socket that is dropped ends with an error. `hangs`: every other request is never answered. */
  readonly attach: 'works' | 'refused' | 'flaky' | 'breaks' | 'hangs';
  /** How successive sockets end, when they don't end with their life: after so many ms. */
  readonly drops: readonly { readonly after: number; readonly silent: boolean }[];
  readonly runningLimit: number;
  readonly stoppedLimit: number;
  readonly stoppedLines: number;
  /** Whether the log's cut may fall inside a line. */
  readonly cutsInsideLines: boolean;
  /** Whether an ended incarnation's log can be read. */
  readonly keepsLog: boolean;
  /** Every so manieth snapshot fails; 0 = none. */
  readonly failEvery: number;
  readonly failWith: 'offline' | 'service' | 'throttled' | 'hangs';
  /** The same for the group's state. */
  readonly groupFailEvery: number;
  /** ms by which the group's state is behind what happened. */
  readonly stateLag: number;
  /** The group doesn't count restarts, as after one that a person asked for. */
  readonly countsAnew: boolean;
  /** When the laptop is closed after someone follows, and for how long (ms). */
  readonly naps: readonly { readonly after: number; readonly lasts: number }[];
}

/** Whether each line's timestamp tells it from all others. */
export function hasOwnTimes({ stamps }: Story): boolean {
  return stamps === 'nano' || stamps === 'trimmed' || stamps === 'offset';
}

interface Line {
  readonly text: string;
  readonly stream: Write['stream'];
  readonly end: string;
  readonly begun: number;
  readonly completed: number;
}

/** A line as a snapshot shows it, and its size in bytes. */
interface Rendered {
  readonly text: string;
  readonly bytes: number;
}

/** A life on the time line, in the server's time. */
interface TimedRun {
  readonly life: StoryRun;
  readonly start: number;
  readonly end: number;
  readonly writes: readonly (Omit<Write, 'after'> & { readonly at: number })[];
  readonly lines: readonly Line[];
  /** The lines when they are complete: dates cost more to write than all else. */
  readonly rendered: readonly Rendered[];
}

/** What a snapshot showed: lines from `first` on, of which the line before may be there in part. */
export interface Shown {
  readonly life: number;
  readonly first: number;
  /** How many lines, an unfinished last one included. */
  readonly count: number;
  /** Whether one of them is complete. */
  readonly hasWhole: boolean;
}

export const containerRef: ContainerRef = {
  group: { cloud: 'emulator', subscriptionId: 's', resourceGroup: 'rg', name: 'g' },
  container: 'c',
};

/** A log that is cut between lines is smaller than its limit by at most this much (bytes). */
export const longestLine = 110;

/** The limits of a story, as the follower has to be told: the real ones are too large to be reached often. */
export function limitsOf(story: Story): LogLimits {
  return {
    runningBytes: story.runningLimit - longestLine,
    // A cut inside a character leaves a replacement character, which is longer.
    stoppedBytes: [story.stoppedLimit - longestLine, story.stoppedLimit + 9],
    stoppedLines: story.stoppedLines,
    unprovenLines: 40,
    unprovenLength: 1000,
    mostUnprovenLines: story.mostAhead,
    mostUnprovenLength: 30 * story.mostAhead,
    mostUnplacedLines: story.mostAhead,
    mostUnplacedLength: 30 * story.mostAhead,
    floodLines: 12,
    mostWaitingLines: 20,
    mostWaitingLength: 1000,
    pieceLines: 2,
  };
}

export class FakeLogService implements FollowSource {
  readonly #story: Story;
  readonly #clock: Clock;
  readonly #eras: readonly TimedRun[];
  #reads = 0;
  #attaches = 0;
  openSockets = 0;
  openRequests = 0;
  groupReads = 0;
  /** What the first snapshot that arrived and the last one showed. */
  firstShown: Shown | undefined;
  /** What the first one showed that had a complete line. */
  firstShownWhole: Shown | undefined;
  lastShown: Shown | undefined;
  /** The lives that the first answer about one was about, and the last. */
  firstLife: number | undefined;
  lastLife: number | undefined;
  /** Whether someone was told before that none had begun. */
  sawNone = false;

  constructor(story: Story, clock: Clock) {
    this.#story = story;
    this.#clock = clock;
    this.#eras = layOut(story, this.#serverNow());
  }

  get reads(): number {
    return this.#reads;
  }

  /** When the last thing of the story happens, by our clock. */
  get storyEnd(): number {
    const last = this.#eras.at(-1);
    const end = last ? (Number.isFinite(last.end) ? last.end : (last.writes.at(-1)?.at ?? last.start)) : 0;
    return end - this.#story.skew;
  }

  /** Every line of a life, the unfinished last one if the life has ended. */
  truth(life: number, withPartial: boolean): string[] {
    const lines = this.#eras[life]?.lines ?? [];
    return lines.filter(line => withPartial || line.end !== '').map(line => line.text);
  }

  /** Which stream each line of a life begins with. */
  streams(life: number): Write['stream'][] {
    return this.#eras[life]?.lines.map(({ stream }) => stream) ?? [];
  }

  /** The most that the life's log would measure. */
  logBytes(life: number): number {
    const era = this.#eras[life];
    return era ? sizeOf(era.rendered) : 0;
  }

  async getGroup(_ref: unknown, signal: AbortSignal): Promise<ContainerGroup> {
    const nth = ++this.groupReads;
    const { life, group } = await this.#request(signal, () => {
      this.#failSometimes(nth, this.#story.groupFailEvery);
      const at = this.#serverNow() - this.#story.stateLag;
      return { life: this.#life(at), group: this.#group(at) };
    });
    if (life < 0 && this.firstLife === undefined) this.sawNone = true;
    if (life >= 0) {
      this.firstLife ??= life;
      this.lastLife = life;
    }
    return group;
  }

  /** What is true now; undefined where the group is gone. Nobody counts it as asked. */
  groupNow(): ContainerGroup | undefined {
    try {
      return this.#group(this.#serverNow());
    } catch {
      return undefined;
    }
  }

  async readLogs(_ref: unknown, { tail, timestamps }: LogOptions, signal: AbortSignal): Promise<LogSnapshot> {
    const nth = ++this.#reads;
    const { failEvery, failWith } = this.#story;
    const hangs = failWith === 'hangs' && failEvery > 0 && nth % failEvery === 0;
    if (hangs) return this.#request(signal, () => this.#nothing(signal));
    if (!timestamps) throw new Error('The follower wants timestamps.');
    const { content, serverTime, shown } = await this.#request(signal, () => {
      this.#failSometimes(nth, failEvery);
      return { ...this.#snapshot(tail), serverTime: Math.floor(this.#serverNow() / 1000) * 1000 };
    });
    this.firstShown ??= shown;
    if (shown.hasWhole) this.firstShownWhole ??= shown;
    this.lastShown = shown;
    return { content, serverTime };
  }

  async attach(_ref: unknown, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const nth = this.#attaches++;
    if (this.#story.attach === 'hangs' && nth % 2 === 0)
      return this.#request(signal, () => this.#nothing(signal));
    return this.#request(signal, () => {
      const era = this.#eras[this.#life(this.#serverNow())];
      const { attach } = this.#story;
      if (attach === 'refused' || (attach === 'flaky' && nth % 2 === 0))
        throw new AciError('offline', 'proxy');
      if (era === undefined || era.end <= this.#serverNow()) throw new AciError('conflict', 'not running');
      return this.#frames(era, this.#story.drops[nth], signal);
    });
  }

  #failSometimes(nth: number, every: number): void {
    const { failWith } = this.#story;
    if (every > 0 && nth % every === 0)
      throw new AciError(failWith === 'hangs' ? 'offline' : failWith, 'as the story has it');
  }

  async #nothing(signal: AbortSignal): Promise<never> {
    await this.#clock.sleep(1e9, signal);
    throw new Error('It was asked for too long.');
  }

  async #request<T>(signal: AbortSignal, answer: () => T | Promise<T>): Promise<T> {
    this.openRequests++;
    try {
      await this.#clock.sleep(this.#story.requestTime / 2, signal);
      const result = await answer();
      await this.#clock.sleep(this.#story.requestTime / 2, signal);
      return result;
    } finally {
      this.openRequests--;
    }
  }

  async *#frames(
    era: TimedRun,
    drop: Story['drops'][number] | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void> {
    const { attach } = this.#story;
    const opened = this.#serverNow();
    const dropAt = drop ? opened + drop.after : Infinity;
    const sleepUntil = (at: number) => this.#clock.sleep(at - this.#serverNow(), signal);
    this.openSockets++;
    try {
      yield new Uint8Array();
      let brought = opened;
      for (const { due, bytes } of framesOf(this.#story, era, opened)) {
        if (due >= dropAt) break;
        if (due > this.#serverNow()) await sleepUntil(due);
        brought = due;
        yield bytes;
      }
      await sleepUntil(Math.min(dropAt, Math.max(brought, era.end + this.#story.latency), opened + 1e9));
      if (drop?.silent === true && dropAt < era.end) await sleepUntil(opened + 1e9);
      if (attach === 'breaks') throw new AciError('offline', 'ECONNRESET');
    } finally {
      this.openSockets--;
    }
  }

  #serverNow(): number {
    return this.#clock.now() + this.#story.skew;
  }

  /** The life that is on at `at`, or was last; -1 before the first. */
  #life(at: number): number {
    return this.#eras.findLastIndex(era => era.start <= at);
  }

  #snapshot(tail: number | undefined): { readonly content: string; readonly shown: Shown } {
    const now = this.#serverNow();
    const life = this.#life(now);
    const era = this.#eras[life];
    if (era === undefined) throw new AciError('notFound', 'not yet', { code: 'ContainerLogNotAvailable' });
    const running = now < era.end;
    if (!running && !this.#story.keepsLog)
      throw new AciError('conflict', 'gone', { code: 'ContainerLogNotAvailable' });
    const { lag, flush } = this.#story;
    const late = now - lag;
    const until = flush === 0 ? late : Math.floor(late / flush) * flush;
    const visible = era.lines.findLastIndex(line => line.begun <= until) + 1;
    const rendered = era.rendered.slice(0, visible);
    const last = era.lines[visible - 1];
    const isOpen = last !== undefined && (last.completed > until || last.end === '');
    if (last && last.completed > until)
      rendered[visible - 1] = renderPart(this.#story, era, last, visible - 1);
    const most = Math.min(tail ?? Infinity, running ? Infinity : this.#story.stoppedLines);
    let first = Math.max(0, rendered.length - most);
    const limit = running ? this.#story.runningLimit : this.#story.stoppedLimit;
    let size = sizeOf(rendered.slice(first));
    const surplus = size - limit;
    const uncut = first;
    while (size > limit) size -= rendered[first++]?.bytes ?? 0;
    const isCut = surplus > 0 && this.#story.cutsInsideLines;
    const text = rendered
      .slice(isCut ? uncut : first)
      .map(line => line.text)
      .join('');
    const content = isCut ? Buffer.from(text).subarray(surplus).toString() : text;
    const count = rendered.length - first;
    return { content, shown: { life, first, count, hasWhole: count > (isOpen ? 1 : 0) } };
  }

  #group(now: number): ContainerGroup {
    const life = this.#life(now);
    const era = this.#eras[life];
    const isLast = life === this.#eras.length - 1;
    const over = era !== undefined && isLast && now >= era.end;
    const { last } = this.#story;
    if (over && last === 'deleted')
      throw new AciError('notFound', 'deleted', { code: 'ContainerGroupNotFound' });
    const view = this.#instanceView(now, life, over);
    return {
      ref: containerRef.group,
      id: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerInstance/containerGroups/g',
      location: 'westeurope',
      tags: {},
      osType: 'Linux',
      sku: 'Standard',
      priority: 'Regular',
      restartPolicy: this.#eras.length > 1 || last !== 'exits' ? 'Always' : 'Never',
      provisioningState: era === undefined ? 'Creating' : 'Succeeded',
      ipAddress: undefined,
      subnetIds: [],
      containers: [
        {
          name: 'c',
          isInit: false,
          image: 'i',
          command: [],
          ports: [],
          environmentVariables: [],
          cpu: 1,
          memoryInGB: 1,
          instanceView: view,
        },
      ],
      initContainers: [],
      state: era === undefined ? 'Pending' : !over ? 'Running' : last === 'stopped' ? 'Stopped' : 'Succeeded',
      events: [],
    };
  }

  #instanceView(now: number, life: number, over: boolean): ContainerInstanceView | undefined {
    const era = this.#eras[life];
    const restartCount = this.#story.countsAnew ? 0 : life;
    const event = (name: string, message: string): ContainerEvent => ({
      name,
      message,
      type: 'Normal',
      count: Math.max(1, life + 1),
      firstTimestamp: undefined,
      lastTimestamp: undefined,
    });
    const events = [event('Pulling', 'pulling image "i"')];
    if (era === undefined) {
      const currentState = { state: 'Waiting', detailStatus: 'ContainerCreating' };
      return { restartCount: 0, currentState, previousState: undefined, events };
    }
    events.push(event('Started', 'Started container'));
    const before = this.#eras[life - 1];
    if (now < era.end) {
      const currentState = { state: 'Running', startTime: whole(era.start), detailStatus: '' };
      return { restartCount, currentState, previousState: before && terminated(before), events };
    }
    events.push(event('Killing', `Container c terminated with ExitCode ${era.life.exitCode}.`));
    if (over && this.#story.last === 'stopped') {
      const detailStatus = 'Container stopped per client request';
      const currentState = { state: 'Terminated', finishTime: era.end, detailStatus };
      return {
        restartCount,
        currentState,
        previousState: { state: 'Running', detailStatus: '' },
        events,
      };
    }
    if (over) return { restartCount, currentState: terminated(era), previousState: undefined, events };
    const currentState = { state: 'Waiting', detailStatus: 'CrashLoopBackOff: Back-off restarting failed' };
    return { restartCount, currentState, previousState: terminated(era), events };
  }
}

function terminated(era: TimedRun): ContainerState {
  const { exitCode } = era.life;
  const detailStatus = exitCode === 0 ? 'Completed' : 'Error';
  return {
    state: 'Terminated',
    startTime: whole(era.start),
    finishTime: whole(era.end),
    exitCode,
    detailStatus,
  };
}

/** ARM's times of states count whole seconds. */
function whole(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

function layOut(story: Story, begin: number): TimedRun[] {
  const eras: TimedRun[] = [];
  let at = begin - story.followAfter + story.pulling;
  story.lives.forEach((life, i) => {
    const start = at;
    const writes = life.writes.map(({ after, ...write }) => ({ at: (at += after), ...write }));
    const isLast = i === story.lives.length - 1;
    const end = isLast && story.last === 'runs' ? Infinity : at + life.lingers;
    const lines = linesOf(writes);
    const rendered = lines.map((line, n) => renderWhole(story, { start }, line, n));
    eras.push({ life, start, end, writes, lines, rendered });
    at = end + life.pause;
  });
  return eras;
}

function linesOf(writes: TimedRun['writes']): Line[] {
  const lines: Line[] = [];
  let bytes: number[] = [];
  let begun = 0;
  let stream: Write['stream'] = 'out';
  const add = (completed: number, complete: boolean) => {
    const raw = new TextDecoder('utf-8', { ignoreBOM: true })
      .decode(new Uint8Array(bytes))
      .replace(/\uFFFD+/g, '\uFFFD');
    const crlf = complete && raw.endsWith('\r');
    lines.push({
      text: crlf ? raw.slice(0, -1) : raw,
      end: complete ? (crlf ? '\r\n' : '\n') : '',
      stream,
      begun,
      completed,
    });
    bytes = [];
  };
  for (const write of writes) {
    for (const byte of write.bytes) {
      if (bytes.length === 0) ({ at: begun, stream } = write);
      if (byte === 10) add(write.at, true);
      else bytes.push(byte);
    }
  }
  if (bytes.length > 0) add(writes.at(-1)?.at ?? 0, false);
  return lines;
}

function sizeOf(rendered: readonly Rendered[]): number {
  return rendered.reduce((sum, { bytes }) => sum + bytes, 0);
}

function renderWhole(
  { stamps, replacements }: Story,
  era: Pick<TimedRun, 'start'>,
  line: Line,
  index: number,
): Rendered {
  const written = line.text.replaceAll('\uFFFD', '\uFFFD'.repeat(replacements));
  const text = `${stampOf(stamps, era, line, index)}${written}${line.end}`;
  return { text, bytes: Buffer.byteLength(text) };
}

/** Not complete yet: what has come of it doesn't matter, as long as it is a part. */
function renderPart(story: Story, era: Pick<TimedRun, 'start'>, line: Line, index: number): Rendered {
  const half = line.text.slice(0, Math.ceil(line.text.length / 2));
  return renderWhole(story, era, { ...line, text: half, end: '' }, index);
}

function stampOf(stamps: Story['stamps'], era: Pick<TimedRun, 'start'>, line: Line, index: number): string {
  const iso = new Date(line.begun).toISOString();
  const nanos = `${iso.slice(0, -1)}${String((index + 1) % 1_000_000).padStart(6, '0')}`;
  switch (stamps) {
    case 'nano':
      return `${nanos}Z `;
    case 'trimmed':
      // As Go writes RFC3339Nano.
      return `${nanos.replace(/0+$/, '')}Z `;
    case 'offset':
      return `${new Date(line.begun + 7_200_000).toISOString().slice(0, -1)}${nanos.slice(-6)}+02:00 `;
    case 'milli':
      return `${iso} `;
    case 'second':
      return `${iso.slice(0, 19)}Z `;
    case 'same':
      return `${new Date(era.start).toISOString().slice(0, 19)}+00:00 `;
    case 'none':
      return '';
  }
}

interface Frame {
  readonly due: number;
  readonly bytes: Uint8Array;
}

/** What a socket that opened at `opened` brings, and when. */
function framesOf(story: Story, era: TimedRun, opened: number): Frame[] {
  const { replay, latency, stall, errLate, frame, gathers } = story;
  let before = era.writes.reduce((sum, { at, bytes }) => sum + (at < opened ? bytes.length : 0), 0);
  const arrivals: Frame[] = [];
  let earliest = opened;
  era.writes.forEach(({ at, bytes, stream }, i) => {
    const isOld = at < opened;
    const wanted = isOld ? bytes.subarray(Math.max(0, Math.min(bytes.length, before - replay))) : bytes;
    if (isOld) before -= bytes.length;
    if (wanted.length === 0) return;
    const isLate = errLate > 0 ? stream === 'err' : stream === 'out';
    // What is replayed comes from the log, in its order.
    earliest = Math.max(earliest, at, opened) + (i % 5 === 4 && !isOld ? stall : 0);
    arrivals.push({
      due: earliest + latency + (isLate && !isOld ? Math.abs(errLate) : 0),
      bytes: wanted,
    });
  });
  arrivals.sort((a, b) => a.due - b.due);
  const joined = gathers ? joinEqual(arrivals) : arrivals;
  return joined.flatMap(({ due, bytes }) =>
    Array.from({ length: Math.ceil(bytes.length / frame) }, (_, i) => ({
      due,
      bytes: bytes.subarray(i * frame, (i + 1) * frame),
    })),
  );
}

function joinEqual(frames: readonly Frame[]): Frame[] {
  const joined: Frame[] = [];
  for (const { due, bytes } of frames) {
    const last = joined.at(-1);
    if (last?.due !== due) joined.push({ due, bytes });
    else joined[joined.length - 1] = { due, bytes: Buffer.concat([last.bytes, bytes]) };
  }
  return joined;
}
