import assert from 'node:assert/strict';
import type { GroupState } from '../../../src/core/groupState.ts';
import type { ContainerGroup } from '../../../src/core/model.ts';
import { groupTooltip } from '../../../src/ui/tree/tooltips.ts';
import { containerIn, group } from '../../core/groups.ts';
import { now, t } from './words.ts';

const words = { t, advice: () => '', now, localTime: (time: number) => new Date(time).toISOString() };
const tooltip = (known: ContainerGroup) => groupTooltip(known, undefined, words);
const backOff = containerIn({ state: 'Waiting', detailStatus: 'CrashLoopBackOff: Back-off 10s' });

const inState: Readonly<Record<GroupState, ContainerGroup>> = {
  unknown: group({ state: undefined }),
  pending: group({ provisioningState: 'Creating', state: 'Pending' }),
  running: group(),
  crashLooping: group({ containers: [backOff] }),
  succeeded: group({ state: 'Succeeded' }),
  failed: group({ state: 'Failed' }),
  stopped: group({ state: 'Stopped' }),
  updating: group({ provisioningState: 'Updating' }),
  deleting: group({ provisioningState: 'Deleting' }),
};

describe('The tooltip of a container group', () => {
  for (const [state, known] of Object.entries(inState)) {
    const isTrouble = state === 'failed' || state === 'crashLooping';
    it(`${isTrouble ? 'offers' : 'does not offer'} to find out why it failed when it is ${state}`, () => {
      assert.equal(tooltip(known).includes('[Why did it fail\\?](command:aci.diagnose?'), isTrouble);
    });
  }

  it('names the managed identities, where there are any', () => {
    const users = [
      '/subscriptions/S/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/idpull',
    ];
    assert.match(
      tooltip({ ...group(), identity: { system: true, users } }),
      /Managed identity.*assigned.*idpull/,
    );
    assert.doesNotMatch(tooltip(group()), /Managed identity/);
  });

  it('names the group in the link, in letters that no Markdown can take for its own', () => {
    const known = group({ state: 'Failed', name: 'a)(b', resourceGroup: "rg_(x)'*" });
    const [, query = ''] = /\(command:aci\.diagnose\?([^)]*)\)$/.exec(tooltip(known)) ?? [];
    assert.match(query, /^[\w%.-]+$/);
    assert.doesNotMatch(query, /_/);
    assert.deepEqual(JSON.parse(decodeURIComponent(query)), [{ kind: 'group', ref: known.ref }]);
  });

  it('has no link but that one, whatever Azure says', () => {
    const evil = ')[x](command:evil)<b>![i](http://evil)`$(trash)*_\n\n# evil';
    const message = { name: evil, message: evil, type: 'Warning' as const, count: 1 };
    const known = group({
      name: evil,
      resourceGroup: evil,
      location: evil,
      tags: { [evil]: evil },
      state: 'Failed',
      events: [{ ...message, firstTimestamp: now, lastTimestamp: now }],
    });
    const text = tooltip(known);
    const ours = /\[Why did it fail\\\?\]\(command:aci\.diagnose\?[\w%.-]*\)$/;
    assert.match(text, ours);
    const left = text
      .replace(ours, '')
      .replace(/\\[!-/:-@[-`{-~]/g, '')
      .replaceAll('**', '');
    assert.doesNotMatch(left, /[[\]()<>`!$*_&#|~]/);
  });
});
