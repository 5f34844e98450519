import assert from 'node:assert/strict';
import { shownFields } from '../../../src/ui/edit/shownFields.ts';
import { group } from '../../core/sampleGroups.ts';

describe('What a group’s file shows of it', () => {
  const web = group({ name: 'web' });
  const address = { type: 'Public', ports: [] } as const;

  it('is nothing where there is no group', () => assert.equal(shownFields(undefined), ''));

  it('changes with its tags, its identity and its containers', () => {
    for (const changed of [
      { ...web, tags: { team: 'b' } },
      { ...web, identity: { system: true, users: [] } },
      { ...web, containers: web.containers.map(container => ({ ...container, image: 'other' })) },
      { ...web, ipAddress: { ...address, dnsNameLabel: 'web' } },
    ])
      assert.notEqual(shownFields(changed), shownFields(web));
  });

  it('stays the same whatever the group is doing', () => {
    const idle = { ...web, ipAddress: address };
    const containers = web.containers.map(container => ({ ...container, instanceView: undefined }));
    const busy = { ...idle, containers, state: 'Stopped', provisioningState: 'Updating' };
    assert.equal(shownFields({ ...busy, ipAddress: { ...address, ip: '20.1.2.3' } }), shownFields(idle));
  });
});
