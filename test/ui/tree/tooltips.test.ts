import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Marked, type Token } from 'marked';
import type { GroupState } from '../../../src/core/model/groupState.ts';
import type { ContainerGroup } from '../../../src/core/model/containerGroup.ts';
import { AciError } from '../../../src/core/errors.ts';
import {
  containerTooltip,
  errorTooltip,
  folderTooltip,
  groupTooltip,
  subscriptionTooltip,
} from '../../../src/ui/tree/tooltips.ts';
import { container, containerIn, group } from '../../core/sampleGroups.ts';
import { hostileText } from '../hostileText.ts';
import { now } from './treeFixture.ts';

const words = { advice: () => '', now, localTime: (time: number) => new Date(time).toISOString() };
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

  it('offers it as well under a warning, a restart or a wait with a reason, whatever Azure calls the group', () => {
    const view = { restartCount: 0, currentState: undefined, previousState: undefined, events: [] };
    const warning = { name: 'Failed', message: 'Failed to pull', type: 'Warning' as const, count: 1 };
    const troubled = [
      group({ events: [{ ...warning, firstTimestamp: undefined, lastTimestamp: undefined }] }),
      group({ containers: [container({ instanceView: { ...view, restartCount: 2 } })] }),
      group({ containers: [containerIn({ state: 'Waiting', detailStatus: 'ImagePullBackOff' })] }),
    ];
    for (const known of troubled) assert.match(tooltip(known), /\[Why did it fail/);
  });

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

describe('A tooltip, as the renderer that VS Code uses understands it', () => {
  /** All that can do something, or look like something else than text. */
  function partsOf(markdown: string): readonly Token[] {
    const marked = new Marked();
    const found: Token[] = [];
    void marked.walkTokens(marked.lexer(markdown), token => {
      if (!['paragraph', 'text', 'strong', 'escape', 'br', 'space', 'hr'].includes(token.type))
        found.push(token);
    });
    return found;
  }

  it('has links, images, code and HTML, if they are not ours', () => {
    const all = '[a](command:x) ![a](https://a.example) <b>x</b> `x` https://a.example';
    assert.deepEqual(
      partsOf(all).map(({ type }) => type),
      ['link', 'image', 'html', 'html', 'codespan', 'link'],
    );
  });

  it('has our one link and text, whatever names, images, tags, events and errors say', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const event = { name: text, message: text, type: 'Warning' as const, count: 2 };
        const events = [{ ...event, firstTimestamp: now, lastTimestamp: now }];
        const state = { state: text, detailStatus: text, exitCode: 1, finishTime: now };
        const bad = containerIn(state);
        const hostile = {
          ...bad,
          ...{ name: text, image: text, command: [text] },
          instanceView: { restartCount: 1, currentState: state, previousState: state, events },
        };
        const known = group({
          ...{ name: text, resourceGroup: text, location: text, tags: { [text]: text }, sku: text },
          ...{ provisioningState: text },
          ...{ events, containers: [hostile], state: 'Failed' },
          ipAddress: { type: 'Public', ip: text, fqdn: text, ports: [{ port: 80, protocol: 'TCP' }] },
          identity: { system: true, users: [text] },
        });
        const error = new AciError('service', text, { code: text, requestId: text });
        const subscription = { id: text, displayName: text, tenantId: text, state: text };
        const tooltips = [
          groupTooltip(known, error, words),
          containerTooltip(hostile, words),
          subscriptionTooltip(subscription),
          folderTooltip(text),
          errorTooltip(text, error, words),
        ];
        const [link, ...others] = tooltips.flatMap(partsOf);
        assert.deepEqual(others, []);
        if (link !== undefined) {
          assert.equal(link.type, 'link');
          assert.match(link.raw, /^\[Why did it fail\\\?\]\(command:aci\.diagnose\?[\w%.-]*\)$/);
        }
      }),
      { numRuns: 500 },
    );
  });
});
