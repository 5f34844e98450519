import assert from 'node:assert/strict';
import { container, planned } from './plannedGroups.ts';

describe('What a group would take', () => {
  it('is the sum of what its containers request; init containers take nothing', () => {
    const group = planned({
      containers: [
        container('a', 'one', { cpu: 0.1, memoryInGB: 0.1 }),
        container('b', 'two', { cpu: 0.2, memoryInGB: 0.2 }),
      ],
      initContainers: [container('init', 'three', { cpu: 9, memoryInGB: 9 })],
    });
    assert.deepEqual([group.cpu, group.memoryInGB], [0.3, 0.3]);
  });

  it('names a location as Azure compares it', () => {
    assert.equal(planned().location, 'westeurope');
  });

  it('counts Spot and Confidential cores apart', () => {
    assert.equal(planned().coreKind, 'StandardCores');
    assert.equal(planned({ priority: 'Spot' }).coreKind, 'StandardSpotCores');
    assert.equal(planned({ sku: 'Confidential' }).coreKind, 'ConfidentialCores');
  });

  it('has each image once, init containers first, with the credential of its registry', () => {
    const { images } = planned({
      containers: [
        container('a', 'mine.azurecr.io/web:1'),
        container('b', 'mine.azurecr.io/web:1'),
        container('c', 'other.azurecr.io/web:1'),
      ],
      initContainers: [container('init', 'alpine')],
      imageRegistryCredentials: [
        { server: 'https://Mine.azurecr.io/', username: 'me', password: 'secret' },
        { server: 'other.azurecr.io', identity: '/some/identity' },
      ],
    });
    assert.deepEqual(images, [
      { image: 'alpine', container: 'init', isPulledByIdentity: false },
      {
        image: 'mine.azurecr.io/web:1',
        container: 'a',
        isPulledByIdentity: false,
        username: 'me',
        password: 'secret',
      },
      { image: 'other.azurecr.io/web:1', container: 'c', isPulledByIdentity: true },
    ]);
  });
});
