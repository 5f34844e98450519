import type { GroupRef } from '../../core/model/containerGroup.ts';

/** The path of a container group in Resource Manager, which is its id too. */
export function groupPath({ subscriptionId, resourceGroup, name }: GroupRef): string {
  const segment = encodeURIComponent;
  return (
    `/subscriptions/${segment(subscriptionId)}/resourceGroups/${segment(resourceGroup)}` +
    `/providers/Microsoft.ContainerInstance/containerGroups/${segment(name)}`
  );
}
