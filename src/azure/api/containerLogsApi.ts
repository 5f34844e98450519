import type { AzureApi } from '../../core/azureApi.ts';
import type { Clock } from '../../core/clock.ts';
import { asObject } from '../../core/json.ts';
import { malformedAnswerAbout } from '../errors/malformedAnswer.ts';
import type { ArmClient } from '../http/armClient.ts';
import { asString } from '../http/readJson.ts';

export type ContainerLogsApi = Pick<AzureApi, 'readLogs'>;

export function createContainerLogsApi(arm: ArmClient, clock: Clock): ContainerLogsApi {
  return {
    async readLogs({ group, container }, { tail, timestamps }, signal) {
      const { containers } = arm.sdkClient(group.subscriptionId, 'user');
      const { body, serverTime } = await arm.readRaw(signal, options =>
        containers.listLogs(group.resourceGroup, group.name, container, {
          ...options,
          timestamps,
          ...(tail === undefined ? {} : { tail }),
        }),
      );
      const content = asString(asObject(body)['content']); // '' where the log is empty
      if (content === undefined) throw malformedAnswerAbout(`the log of '${container}'`);
      return { content, serverTime: serverTime ?? clock.now() };
    },
  };
}
