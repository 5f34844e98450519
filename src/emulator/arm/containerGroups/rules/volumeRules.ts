/** What the volumes of a group must keep to; see `groupRules.ts` on codes and messages. */
import { badRequest, duplicates, isOneOf } from './badRequest.ts';
import { isObject, objectAt, objectsAt, textAt, type JsonObject } from '../../../json.ts';

/**
 * Throws 400. Doubled: kubeflow/pipelines#8318. On Windows: virtual-kubelet/virtual-kubelet#367. At most 20: the page
 * on service quotas. Names have no rule here: the documentation's five letters are not the service's, which takes
 * `logs` (acceptance tests of hashicorp/terraform-provider-azurerm).
 */
export function checkVolumes(group: string, properties: JsonObject): void {
  const volumes = objectsAt(properties, 'volumes');
  if (volumes.length > 20) {
    throw badRequest(
      'TooManyVolumes', // [guess]
      `The container group '${group}' has '${volumes.length}' volumes. A container group can have no more than '20' volumes.`,
    );
  }
  const doubled = duplicates(volumes.map(v => textAt(v, 'name')));
  if (doubled.length > 0)
    throw badRequest('DuplicateVolumes', `Duplicate volumes '${doubled.join(',')}' are found.`);
  if (isOneOf(properties['osType'], 'Windows') && volumes.some(v => isObject(v['azureFile']))) {
    throw badRequest(
      'WindowsContainersVolumeNotSupported',
      'Azure file volumes are not supported for Windows containers.',
    );
  }
  for (const volume of volumes) checkSecret(group, volume);
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** "Mount a secret volume": values are base64; that others are refused: MicrosoftDocs/azure-docs#93836. */
function checkSecret(group: string, volume: JsonObject): void {
  const files = Object.entries(objectAt(volume, 'secret'));
  const wrong = files.filter(
    ([, content]) => typeof content !== 'string' || !base64.test(content.replace(/[\r\n]/g, '')),
  );
  if (wrong.length === 0) return;
  throw badRequest(
    'InvalidSecretVolume', // [guess]
    `The secrets '${wrong.map(([name]) => name).join(',')}' in volume '${textAt(volume, 'name')}' of container group '${group}' are invalid base 64 strings.`,
  );
}
