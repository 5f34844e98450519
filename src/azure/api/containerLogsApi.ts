import type { AzureApi } from '../../core/azureApi.ts';
import type { Clock } from '../../core/clock.ts';
import { malformedAnswerAbout } from '../errors/malformedAnswer.ts';
import type { ArmClient } from '../http/armClient.ts';
import { asTime } from '../http/readJson.ts';

export type ContainerLogsApi = Pick<AzureApi, 'readLogs'>;

export function createContainerLogsApi(arm: ArmClient, clock: Clock): ContainerLogsApi {
  return {
    async readLogs({ group, container }, { tail, timestamps }, signal) {
      const { containers } = arm.sdkClient(group.subscriptionId, 'user');
      let serverTime: number | undefined;
      let body: string | null | undefined;
      // The SDK's own answer: to parse megabytes a second time takes as long again.
      const { content }: { readonly content?: unknown } = await arm.withMappedErrors(signal, () =>
        containers.listLogs(group.resourceGroup, group.name, container, {
          abortSignal: signal,
          onResponse({ headers, bodyAsText }) {
            serverTime = asTime(headers.get('date'));
            body = bodyAsText;
          },
          timestamps,
          ...(tail === undefined ? {} : { tail }),
        }),
      );
      // '' where the log is empty; of a body that is no object the SDK makes one that has a log.
      if (!/^\s*\{/.test(body ?? '') || typeof content !== 'string')
        throw malformedAnswerAbout(`the log of '${container}'`);
      return { content, serverTime: serverTime ?? clock.now() };
    },
  };
}
