/** Runs as ARM shows them (Azure/azure-cli `test_acr_abac_build.yaml`, `test_acr_taskrun.yaml`, 2025-03-01-preview). */
import { compact, type JsonObject } from '../../json.ts';
import { registryType } from '../registries.ts';
import type { Run } from './runs.ts';

/** A run that was just asked for has fewer members. */
export function scheduledRunBody(run: Run): JsonObject {
  const { runId, status, lastUpdatedTime, provisioningState, isArchiveEnabled } = properties(run);
  return shell(run, compact({ runId, status, lastUpdatedTime, provisioningState, isArchiveEnabled }));
}

export function runBody(run: Run): JsonObject {
  return shell(run, properties(run));
}

function shell(run: Run, members: JsonObject): JsonObject {
  return {
    type: `${registryType}/runs`,
    properties: members,
    id: `${run.registryId}/runs/${run.id}`,
    name: run.id,
    systemData: {
      lastModifiedBy: run.caller,
      lastModifiedByType: 'User',
      lastModifiedAt: precise(run.created),
    },
  };
}

function properties(run: Run): JsonObject {
  const { request, outputImages, status } = run;
  return compact({
    runId: run.id,
    status,
    lastUpdatedTime: new Date(run.updated).toISOString().replace(/\.\d+Z$/, '+00:00'),
    runType: 'QuickRun',
    createTime: precise(run.created),
    startTime: run.started === undefined ? undefined : precise(run.started),
    finishTime: run.finished === undefined ? undefined : precise(run.finished),
    outputImages: outputImages.length > 0 ? outputImages.map(image => ({ ...image })) : undefined,
    platform: { ...request.platform },
    agentConfiguration: { cpu: request.cpu },
    provisioningState: status === 'Failed' || status === 'Canceled' ? status : 'Succeeded',
    runErrorMessage: status === 'Failed' ? 'failed during run, err: exit status 1' : undefined,
    isArchiveEnabled: false,
  });
}

/** Seven digits after the point, as the service writes them. */
function precise(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '0000+00:00');
}
