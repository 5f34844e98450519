import assert from 'node:assert/strict';
import { publicCloud } from '../../../src/core/account/cloudEndpoints.ts';
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
    const hosts = (['azure', 'usGovernment', 'china'] as const).map(
      cloud => new URL(portalPageUrl(publicCloud(cloud)?.portalUrl ?? '', 't', id)).host,
    );
    assert.deepEqual(hosts, ['portal.azure.com', 'portal.azure.us', 'portal.azure.cn']);
  });
});
