/** Whether an image is in an Azure Container Registry. */
import type { ContainerGroup } from '../model/containerGroup.ts';
import { parseImage } from '../rules/image.ts';

/** By its server's name; the registries of the emulator are on this machine. */
export function isInAzureRegistry(image: string): boolean {
  const parsed = parseImage(image);
  if ('problem' in parsed) return false;
  const { registry } = parsed.reference;
  return /\.azurecr\.(?:io|cn|us)$/.test(registry) || /^(?:127\.0\.0\.1|localhost):\d+$/.test(registry);
}

/** Whether an image of the group can be built anew: its registry builds. */
export function canBeRebuilt({ containers }: Pick<ContainerGroup, 'containers'>): boolean {
  return containers.some(({ image }) => isInAzureRegistry(image));
}
