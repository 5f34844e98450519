/** What every request to Azure goes through. */
import {
  createDefaultHttpClient,
  createPipelineFromOptions,
  type Pipeline,
  type PipelinePolicy,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import { isLoopback } from '../../core/loopback.ts';
import { errorOfIntermediary } from '../errors/errorMapping.ts';
import { clientOptions } from './clientOptions.ts';
import type { RequestPriority, RequestScheduler } from './requestScheduler.ts';
import { limitResponseSize } from './responseSizeLimit.ts';

/** The SDK passes over what isn't JSON: a page with a status of success must not be taken for an empty answer. */
const rejectForeignAnswers: PipelinePolicy = {
  name: 'rejectForeignAnswers',
  async sendRequest(request, next) {
    const response = await next(request);
    const error = errorOfIntermediary(response);
    if (error) throw error;
    return response;
  },
};

/**
 * Puts the scheduler in, and takes redirects and (to loopback) proxies out. `beforeReading`: see `limitResponseSize`.
 */
export function configurePipeline(
  pipeline: Pipeline,
  cloud: CloudEndpoints,
  scheduler: RequestScheduler,
  priority: RequestPriority,
  beforeReading?: () => Promise<void>,
): void {
  pipeline.removePolicy({ name: 'redirectPolicy' });
  if (isLoopback(cloud.resourceManagerEndpoint)) pipeline.removePolicy({ name: 'proxyPolicy' });
  pipeline.addPolicy(scheduler.policy(priority), { phase: 'Retry' });
  pipeline.addPolicy(rejectForeignAnswers);
  pipeline.addPolicy(limitResponseSize(beforeReading), { afterPhase: 'Sign' });
}

/** Sends requests to servers of a cloud that the SDK has no client for, through a pipeline like the SDK's. */
export function createSender(
  cloud: CloudEndpoints,
  scheduler: RequestScheduler,
): (request: PipelineRequest) => Promise<PipelineResponse> {
  const pipeline = createPipelineFromOptions(clientOptions(cloud.ca));
  configurePipeline(pipeline, cloud, scheduler, 'user');
  const http = createDefaultHttpClient();
  return request => pipeline.sendRequest(http, request);
}
