import assert from 'node:assert/strict';
import { clouds } from '../../../src/azure/clouds.ts';
import { portalPageUrl } from '../../../src/ui/tree/portalPageUrl.ts';
import { group } from '../../core/sampleGroups.ts';

describe("A group's page in the portal", () => {
  const { id } = group();

  it('is in its directory', () => {
    assert.equal(
      portalPageUrl('https://portal.azure.com', 'tenant-1', id),
      `https://portal.azure.com/#@tenant-1/resource${id}`,
    );
  });

  it('is there in every cloud', () => {
    const hosts = Object.values(clouds).map(
      ({ portalUrl }) => new URL(portalPageUrl(portalUrl ?? '', 't', id)).host,
    );
    assert.deepEqual(hosts, ['portal.azure.com', 'portal.azure.us', 'portal.azure.cn']);
  });
});
