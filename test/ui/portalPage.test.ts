import assert from 'node:assert/strict';
import { clouds } from '../../src/azure/clouds.ts';
import { portalPage } from '../../src/ui/portalPage.ts';
import { group } from '../core/groups.ts';

describe("A group's page in the portal", () => {
  const { id } = group();

  it('is in its directory', () => {
    assert.equal(
      portalPage('https://portal.azure.com', 'tenant-1', id),
      `https://portal.azure.com/#@tenant-1/resource${id}`,
    );
  });

  it('is there in every cloud', () => {
    const hosts = Object.values(clouds).map(
      ({ portalUrl }) => new URL(portalPage(portalUrl ?? '', 't', id)).host,
    );
    assert.deepEqual(hosts, ['portal.azure.com', 'portal.azure.us', 'portal.azure.cn']);
  });
});
