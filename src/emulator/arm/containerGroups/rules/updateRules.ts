/**
 * What a PUT on an existing group may not change (MicrosoftDocs/azure-docs#37604; "Update containers in Azure Container
 * Instances").
 */
import { ArmError } from '../../armError.ts';
import type { Group, GroupBody } from '../../estate.ts';
import { canonical, objectAt, objectsAt, textAt, type Json, type JsonObject } from '../../../json.ts';

/** Throws 400 where a new body changes what a group keeps until it is deleted. */
export function checkUpdate(group: Group, body: GroupBody): void {
  if (canonical(fixedPart(group.properties)) === canonical(fixedPart(body.properties))) return;
  throw new ArmError(
    400,
    'InvalidContainerGroupUpdate',
    `The updates on container group '${group.name}' are invalid. If you are going to update the os type, restart policy, network profile, CPU, memory or GPU resources for a container group, you must delete it first and then create a new one.`,
  );
}

function fixedPart(properties: JsonObject): Json {
  const requests = objectsAt(properties, 'containers').map(container => ({
    name: textAt(container, 'name'),
    requests: objectAt(objectAt(objectAt(container, 'properties'), 'resources'), 'requests'),
  }));
  return {
    osType: textAt(properties, 'osType').toLowerCase(),
    restartPolicy: (textAt(properties, 'restartPolicy') || 'Always').toLowerCase(),
    subnets: objectsAt(properties, 'subnetIds').map(s => textAt(s, 'id').toLowerCase()),
    networkProfile: textAt(objectAt(properties, 'networkProfile'), 'id').toLowerCase(),
    requests,
  };
}
