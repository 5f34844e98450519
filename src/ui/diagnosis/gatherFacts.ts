import { type CreateError, type Facts, hasStarted } from '../../core/diagnosis/facts.ts';
import { isAbort } from '../../core/errors.ts';
import { cleanLine } from '../logs/cleanLine.ts';
import type { Clock } from '../../core/clock.ts';
import { type ContainerGroup, containersOfGroup } from '../../core/model/containerGroup.ts';
import type { AzureApi } from '../../core/azureApi.ts';

/** How many lines of each log are read, and of how many containers at most. */
const logTail = 60;
const maxLogs = 10;

interface GatherDeps {
  readonly aci: Pick<AzureApi, 'readLogs'>;
  readonly clock: Pick<Clock, 'now'>;
  /** The group with its instance view; undefined where it is gone. */
  readonly read: () => Promise<ContainerGroup | undefined>;
}

/**
 * Reads what a diagnosis goes by: the group, and the ends of its containers' logs. A group that is gone and
 * logs that can't be read are left out. Throws what `read` throws.
 */
export async function gatherFacts(
  { aci, clock, read }: GatherDeps,
  error: CreateError | undefined,
  signal: AbortSignal,
): Promise<Facts> {
  const group = await read();
  const facts: Facts = { group, logs: new Map(), error, now: clock.now() };
  if (!group) return facts;
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
