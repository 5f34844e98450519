import assert from 'node:assert/strict';
import {
  type CreateDraft,
  isNameFree,
  planFrom,
  withLocation,
  withServer,
  withSource,
  withSubscription,
} from '../../../src/ui/create/createDraft.ts';

const draft: CreateDraft = {
  cloud: 'azure',
  subscription: { id: 'one', displayName: 'One' },
  resourceGroup: { name: 'rg', location: 'eastus', isNew: false },
  source: 'private',
  server: 'ghcr.io',
  image: 'ghcr.io/a/b',
  username: 'u',
  credential: { server: 'ghcr.io', username: 'u', password: 'p' },
  name: 'web',
  freeKey: 'azure/one/rg/web',
  containerName: 'web',
  location: 'eastus',
  osType: 'Linux',
  size: { cpu: 8, memoryInGB: 32 },
  networkKind: 'private',
  ports: [{ port: 80, protocol: 'TCP' }],
  subnet: { id: '/s', name: 's', virtualNetwork: 'v', location: 'eastus' },
  restartPolicy: 'Never',
  command: [],
  variables: [],
};

describe('A draft of a group', () => {
  it('is a plan only when every answer is there', () => {
    assert.equal(planFrom(draft)?.network.kind, 'private');
    for (const missing of ['image', 'location', 'size', 'networkKind', 'name'] as const)
      assert.equal(planFrom({ ...draft, [missing]: undefined }), undefined, missing);
  });

  it('loses what lay in the former subscription when another one is chosen', () => {
    const moved = withSubscription(draft, { id: 'two', displayName: 'Two' });
    assert.deepEqual(
      [moved.resourceGroup, moved.location, moved.networkKind, moved.subnet],
      [undefined, undefined, undefined, undefined],
    );
    assert.equal(moved.image, 'ghcr.io/a/b');
    assert.equal(
      withSubscription({ ...draft, source: 'acr' }, { id: 'two', displayName: '' }).image,
      undefined,
    );
  });

  it('loses image and credential when they come from elsewhere', () => {
    const other = withSource(draft, 'public');
    assert.deepEqual([other.image, other.credential, other.server], [undefined, undefined, undefined]);
    assert.equal(withSource(draft, 'private'), draft);
  });

  it('loses image, user and credential when the registry is another one', () => {
    const other = withServer(draft, 'quay.io');
    assert.deepEqual([other.image, other.username, other.credential], [undefined, undefined, undefined]);
    assert.equal(withServer(draft, 'ghcr.io'), draft);
    assert.equal(withServer({ ...draft, server: undefined }, 'ghcr.io').image, 'ghcr.io/a/b');
  });

  it('loses subnet and large size in another place, and nothing in the same', () => {
    const moved = withLocation(draft, 'westeurope');
    assert.deepEqual([moved.networkKind, moved.size], [undefined, undefined]);
    assert.deepEqual(withLocation(draft, 'eastus'), draft);
    const standard = { cpu: 4, memoryInGB: 16 };
    assert.deepEqual(withLocation({ ...draft, size: standard }, 'westeurope').size, standard);
  });

  it('has a free name only where that was asked for', () => {
    assert.ok(isNameFree(draft));
    assert.ok(isNameFree({ ...draft, name: 'WEB' }));
    assert.ok(!isNameFree({ ...draft, name: 'web-2' }));
    assert.ok(!isNameFree(withSubscription(draft, { id: 'two', displayName: 'Two' })));
  });
});
