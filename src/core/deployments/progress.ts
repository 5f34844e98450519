/** Looking at a deployment until it has ended. */
import type { Deployment, DeploymentOperation, DeploymentRef, DeploymentsApi } from './deploymentsApi.ts';
import { hasEnded } from './terminalStates.ts';
import type { Clock } from '../clock.ts';
import { AciError, isTransient } from '../errors.ts';

export interface DeploymentProgress {
  readonly deployment: Deployment;
  /** Of nested deployments, too; none where they may not be read. */
  readonly operations: readonly DeploymentOperation[];
}

/** Ms between two looks; the last one repeats. Most deployments of container groups end within a minute. */
const pollDelays = [1_000, 2_000, 3_000, 3_000, 5_000, 5_000] as const;
const longestDelay = 10_000;
/** How many ms Azure may be out of reach: the deployment goes on without us. */
const maxOutage = 600_000;

/**
 * Yields the deployment at once and again whenever it was read, ever more slowly, until it has ended; that is the last
 * one. Nothing is asked any more when the loop is left. Outages are waited out. Throws `AciError`, or the signal's reason.
 */
export async function* followDeployment(
  api: Pick<DeploymentsApi, 'get' | 'operations'>,
  ref: DeploymentRef,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<DeploymentProgress, void, undefined> {
  let lastAnswer = clock.now();
  for (let look = 0; ; look++) {
    try {
      // One after the other: the operations that are read after the end are all of them.
      const deployment = await api.get(ref, signal);
      const operations = await readableOperations(api, ref, signal);
      lastAnswer = clock.now();
      yield { deployment, operations };
      if (hasEnded(deployment.state)) return;
    } catch (error) {
      const isOutage = error instanceof AciError && isTransient(error);
      if (!isOutage || clock.now() - lastAnswer > maxOutage) throw error;
    }
    await clock.sleep(pollDelays[look] ?? longestDelay, signal);
  }
}

async function readableOperations(
  api: Pick<DeploymentsApi, 'operations'>,
  ref: DeploymentRef,
  signal: AbortSignal,
): Promise<readonly DeploymentOperation[]> {
  try {
    return await api.operations(ref, signal);
  } catch (error) {
    if (error instanceof AciError && error.kind === 'forbidden') return [];
    throw error;
  }
}
