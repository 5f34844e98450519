import { type CreateError, type Facts, hasStarted } from '../../core/diagnosis/facts.ts';
import { isAbort } from '../../core/errors.ts';
import { cleanLine } from '../logs/cleanLine.ts';
import { diagnose } from '../../core/diagnosis/diagnose.ts';
import { wantedInsights } from '../../core/diagnosis/insights.ts';
import { rangeQuery } from '../../core/metrics/metricRanges.ts';
import type { Clock } from '../../core/clock.ts';
import { type ContainerGroup, containersOfGroup, type GroupRef } from '../../core/model/containerGroup.ts';
import type { AzureApi } from '../../core/azureApi.ts';

/** How many lines of each log are read, and of how many containers at most. */
const logTail = 60;
const maxLogs = 10;

/** Metrics and the activity log are waited for only so long (ms): what is found without them is worth more than they are. */
const longestInsightWait = 5_000;
/** How far back (ms) the activity log is asked for who stopped or deleted the group: as far as Azure keeps it. */
const activityLength = 89 * 24 * 60 * 60_000;

interface GatherDeps {
  readonly aci: Pick<AzureApi, 'readLogs' | 'metrics' | 'activity'>;
  readonly clock: Clock;
  readonly ref: GroupRef;
  /** The group with its instance view; undefined where it is gone. */
  readonly read: () => Promise<ContainerGroup | undefined>;
}

/**
 * Reads what a diagnosis goes by: the group, the ends of its containers' logs, and, where they can explain what these
 * show, metrics and the activity log. A group that is gone, and whatever else can't be read, is left out. Throws what
 * `read` throws.
 */
export async function gatherFacts(
  deps: GatherDeps,
  error: CreateError | undefined,
  signal: AbortSignal,
): Promise<Facts> {
  const group = await deps.read();
  const facts: Facts = { group, logs: new Map(), error, now: deps.clock.now() };
  const known = group ? await withLogs(deps, group, facts, signal) : facts;
  return { ...known, ...(await readInsights(deps, known, signal)) };
}

async function readInsights(
  { aci, clock, ref }: GatherDeps,
  facts: Facts,
  signal: AbortSignal,
): Promise<Pick<Facts, 'metrics' | 'activity'>> {
  const wanted = wantedInsights(facts, diagnose(facts));
  const { now } = facts;
  const bounded = <T>(isWanted: boolean, ask: (own: AbortSignal) => Promise<T>) =>
    isWanted ? withinTime(ask, longestInsightWait, clock, signal) : Promise.resolve(undefined);
  const [metrics, activity] = await Promise.all([
    bounded(wanted.metrics, own => aci.metrics(ref, rangeQuery('30min', now), own)),
    bounded(wanted.activity, own => aci.activity(ref, { from: now - activityLength, to: now }, own)),
  ]);
  return { metrics, activity };
}

/** What `ask` answers; undefined where it fails or takes longer than so many ms. */
async function withinTime<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  ms: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<T | undefined> {
  const controller = new AbortController();
  const own = AbortSignal.any([signal, controller.signal]);
  try {
    return await Promise.race([ask(own), clock.sleep(ms, own).then(() => undefined)]);
  } catch {
    signal.throwIfAborted();
    return undefined; // the rest still tells a lot
  } finally {
    controller.abort();
  }
}

async function withLogs(
  { aci }: GatherDeps,
  group: ContainerGroup,
  facts: Facts,
  signal: AbortSignal,
): Promise<Facts> {
  const { ref } = group;
  const names = containersOfGroup(facts.group)
    .filter(hasStarted)
    .slice(0, maxLogs)
    .map(({ name }) => name);
  const logs = await Promise.all(
    names.map(async (container): Promise<readonly [string, readonly string[]] | undefined> => {
      try {
        const options = { tail: logTail, timestamps: false };
        const { content } = await aci.readLogs({ group: ref, container }, options, signal);
        return [container, content.replace(/\n$/, '').split('\n').map(cleanLine)];
      } catch (failure) {
        if (isAbort(failure) && signal.aborted) throw failure;
        return undefined; // the log of a container that Azure has taken away: the rest still tells a lot
      }
    }),
  );
  return { ...facts, logs: new Map(logs.filter(log => log !== undefined)) };
}
