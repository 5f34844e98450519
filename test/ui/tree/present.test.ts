import assert from 'node:assert/strict';
import { AciError } from '../../../src/core/errors.ts';
import type { GroupState } from '../../../src/core/model/groupState.ts';
import {
  type Container,
  type ContainerGroup,
  containerKey,
  type ContainerState,
} from '../../../src/core/model/containerGroup.ts';
import { manifest } from '../../manifest.ts';
import { groupLooks } from '../../../src/ui/tree/looks.ts';
import type { MessageNode, Node } from '../../../src/ui/tree/nodes.ts';
import { present, type Row, type PresentDeps } from '../../../src/ui/tree/present.ts';
import { container, containerIn, group } from '../../core/sampleGroups.ts';
import { now, treeDeps } from './treeFixture.ts';

const backOff = containerIn({
  state: 'Waiting',
  detailStatus: 'CrashLoopBackOff: Back-off restarting failed',
});

/** One group in each state. */
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

const inPortal = { ...group(), ref: { ...group().ref, cloud: 'azure' as const } };

function storeOf(known: ContainerGroup, failure?: AciError): PresentDeps['store'] {
  return {
    group: ref => (ref.name === known.ref.name ? known : undefined),
    groups: () => ({ kind: 'ready', value: [known] }),
    failure: () => failure,
  };
}

function groupRow(known: ContainerGroup, of: Partial<PresentDeps> = {}, failure?: AciError): Row {
  return present({ kind: 'group', ref: known.ref }, treeDeps(storeOf(known, failure), of));
}

function containerRow(
  shown: Container,
  of: Partial<PresentDeps> = {},
  inGroup: Partial<ContainerGroup> = {},
): Row {
  const known = group({
    ...inGroup,
    containers: shown.isInit ? [] : [shown],
    initContainers: shown.isInit ? [shown] : [],
  });
  const ref = { group: known.ref, container: shown.name };
  return present({ kind: 'container', ref, isInit: shown.isInit }, treeDeps(storeOf(known), of));
}

const tokensOf = ({ contextValue }: Row) => contextValue.split(';').filter(token => token !== '');

describe('The row of a container group', () => {
  it('says state, address and how many containers', () => {
    const row = groupRow(group({ containers: [container(), container({ name: 'b' })] }));
    assert.equal(row.label, 'web');
    assert.equal(row.description, 'Running · 20.1.2.3 · 2 containers');
    assert.equal(row.accessibilityLabel, 'Container group web, Running, 20.1.2.3, 2 containers');
    assert.equal(row.collapsible, 'collapsed');
  });

  it('says when a log is followed', () => {
    const row = groupRow(group(), { isFollowed: ref => ref.container === 'app' });
    assert.equal(row.description, 'Running · 20.1.2.3 · 1 container · following');
    assert.ok(tokensOf(row).includes('following'));
    assert.ok(!tokensOf(groupRow(group())).includes('following'));
  });

  const described: Readonly<Record<GroupState, string>> = {
    unknown: '20.1.2.3 · 1 container',
    pending: 'Pending · 20.1.2.3 · 1 container',
    running: 'Running · 20.1.2.3 · 1 container',
    crashLooping: 'Crash loop · 20.1.2.3 · 1 container',
    succeeded: 'Succeeded · 20.1.2.3 · 1 container',
    failed: 'Failed · 20.1.2.3 · 1 container',
    stopped: 'Stopped · 20.1.2.3 · 1 container',
    updating: 'Updating · 20.1.2.3 · 1 container',
    deleting: 'Deleting · 20.1.2.3 · 1 container',
  };
  const menus: Readonly<Record<GroupState, string>> = {
    unknown: 'delete diagnose duplicate exec followLogs openInBrowser restart start stop',
    pending: 'delete diagnose duplicate followLogs',
    running: 'delete diagnose duplicate exec followLogs openInBrowser restart stop',
    crashLooping: 'delete duplicate exec followLogs openInBrowser restart stop whyFailed',
    succeeded: 'delete diagnose duplicate followLogs start',
    failed: 'delete duplicate followLogs start whyFailed',
    stopped: 'delete diagnose duplicate followLogs start',
    updating: 'delete diagnose duplicate followLogs',
    deleting: '',
  };
  /** Whatever it does: these take nothing but that it is there, with an address. */
  const always = ['copyIp', 'copyResourceId', 'refresh', 'viewProperties'];
  for (const [state, known] of Object.entries(inState) as [GroupState, ContainerGroup][]) {
    it(`shows and allows the right things when ${state}`, () => {
      const row = groupRow(known);
      assert.equal(row.description, described[state]);
      assert.deepEqual(
        tokensOf(row).filter(token => !always.includes(token)),
        menus[state].split(' ').filter(Boolean),
      );
      for (const token of always) assert.ok(tokensOf(row).includes(token), token);
      assert.deepEqual(row.icon, groupLooks[state]);
    });
  }

  it('offers to follow all containers only where there are several', () => {
    const init = container({ name: 'init', isInit: true });
    const two = [container(), container({ name: 'b' })];
    assert.ok(!tokensOf(groupRow(group())).includes('followAll'));
    assert.ok(tokensOf(groupRow(group({ containers: two }))).includes('followAll'));
    assert.ok(tokensOf(groupRow(group({ initContainers: [init] }))).includes('followAll'));
    const leaving = group({ containers: two, provisioningState: 'Deleting' });
    assert.ok(!tokensOf(groupRow(leaving)).includes('followAll'));
  });

  it('offers to copy only the addresses that there are', () => {
    const fqdn = 'web.westeurope.azurecontainer.io';
    const named = group({ ipAddress: { type: 'Public', fqdn, ports: [] }, state: 'Stopped' });
    assert.ok(tokensOf(groupRow(named)).includes('copyFqdn'));
    assert.ok(!tokensOf(groupRow(named)).includes('copyIp'));
    assert.ok(!tokensOf(groupRow(group())).includes('copyFqdn'));
    assert.ok(!tokensOf(groupRow(group({ ipAddress: undefined }))).includes('copyIp'));
  });

  it('offers the portal in clouds that have one', () => {
    assert.ok(tokensOf(groupRow(inPortal)).includes('openInPortal'));
    assert.ok(!tokensOf(groupRow(group())).includes('openInPortal'));
  });

  it('has an icon for each state that differs in shape, not only in colour', () => {
    const shapes = Object.values(groupLooks).map(({ id }) => id);
    assert.equal(new Set(shapes).size, shapes.length);
  });

  it('says so when its state could not be read', () => {
    const row = groupRow(group({ state: undefined }), {}, new AciError('offline', 'ENOTFOUND'));
    assert.equal(row.description, 'state could not be read · 20.1.2.3 · 1 container');
    assert.match(row.tooltip, /Advice for offline/);
  });

  it('makes no tooltip until someone asks for it', () => {
    let made = 0;
    const advice = () => `advised ${++made} times`;
    const row = groupRow(group({ state: undefined }), { advice }, new AciError('offline', 'ENOTFOUND'));
    assert.equal(made, 0);
    assert.match(row.tooltip, /advised 1 times/);
  });

  it('stays harmless for the moment between being gone and being drawn anew', () => {
    const row = present({ kind: 'group', ref: { ...group().ref, name: 'gone' } }, treeDeps(storeOf(group())));
    assert.equal(row.description, 'no longer exists');
    assert.equal(row.contextValue, '');
  });

  it('tells the long story in its tooltip', () => {
    const events = [
      {
        name: 'Pulled',
        message: 'Successfully pulled image',
        type: 'Normal' as const,
        count: 1,
        firstTimestamp: now - 600_000,
        lastTimestamp: now - 600_000,
      },
      {
        name: 'Started',
        message: 'Started container',
        type: 'Normal' as const,
        count: 2,
        firstTimestamp: now - 600_000,
        lastTimestamp: now - 180_000,
      },
    ];
    const view = container().instanceView;
    const { tooltip } = groupRow(
      group({
        tags: { env: 'prod' },
        ipAddress: {
          type: 'Public',
          ip: '20.1.2.3',
          fqdn: 'web.westeurope.azurecontainer.io',
          ports: [
            { port: 80, protocol: 'TCP' },
            { port: 53, protocol: 'UDP' },
          ],
        },
        containers: [
          container({ instanceView: view && { ...view, events } }),
          container({ name: 'b', image: 'redis', cpu: 0.5, memoryInGB: 0.1 }),
        ],
      }),
    );
    assert.deepEqual(tooltip.replace(/\\(.)/g, '$1').split(/ *\n+/), [
      '**web** — Running',
      '**Image:** mcr.microsoft.com/azuredocs/aci-helloworld:latest',
      '**Image:** redis',
      '**Size:** 1.5 vCPU, 1.6 GB',
      '**OS:** Linux',
      '**FQDN:** web.westeurope.azurecontainer.io',
      '**Address:** 20.1.2.3 (public)',
      '**Ports:** 80/TCP, 53/UDP',
      '**Restart policy:** Always',
      '**Location:** westeurope',
      '**Resource group:** shop',
      '**Provisioning state:** Succeeded',
      '**Tag:** env: prod',
      '**Last event:** Started: Started container (×2) — 2026-01-05T08:57:00 (3 minutes ago)',
    ]);
  });
});

describe('The row of a container', () => {
  const states: readonly (readonly [ContainerState, string, string])[] = [
    [{ state: 'Running', detailStatus: '' }, 'Running', 'play'],
    [{ state: 'Waiting', detailStatus: 'ContainerCreating' }, 'Waiting: ContainerCreating', 'watch'],
    [
      { state: 'Waiting', detailStatus: 'CrashLoopBackOff: Back-off 10s restarting failed' },
      'Crash loop',
      'warning',
    ],
    [{ state: 'Terminated', detailStatus: 'Completed', exitCode: 0 }, 'Completed', 'check'],
    [{ state: 'Terminated', detailStatus: 'Error', exitCode: 137 }, 'Terminated: exit code 137', 'close'],
    [
      { state: 'Terminated', detailStatus: 'Infrastructure Error' },
      'Terminated: Infrastructure Error',
      'close',
    ],
    [{ state: 'Terminated', detailStatus: 'Container stopped per client request' }, 'Stopped', 'debug-stop'],
    [{ state: 'Odd', detailStatus: '' }, 'Odd', 'circle-small'],
  ];
  for (const [state, description, icon] of states) {
    it(`says "${description}" for ${state.state} ${state.detailStatus}`, () => {
      const row = containerRow(containerIn(state));
      assert.equal(row.description, description);
      assert.equal(row.icon.id, icon);
    });
  }

  it('says nothing of a state that was not read yet', () => {
    const row = containerRow(container({ instanceView: undefined }));
    assert.equal(row.description, '');
    assert.equal(row.icon.id, 'circle-small');
  });

  it('says how often it was restarted, that it is an init container, and that it is followed', () => {
    const restarted = containerIn({ state: 'Running', detailStatus: '' }, 3);
    const row = containerRow({ ...restarted, isInit: true, image: 'redis' }, { isFollowed: () => true });
    assert.equal(row.description, 'init · Running · 3 restarts · following');
    assert.equal(row.accessibilityLabel, 'Container app, init, Running, 3 restarts, following, image redis');
    assert.equal(row.contextValue, ';container;copyImage;exec;followLogs;following;');
  });

  it('knows which container is followed', () => {
    const followed = containerKey({ group: group().ref, container: 'app' });
    const isFollowed: PresentDeps['isFollowed'] = ref => containerKey(ref) === followed;
    assert.equal(containerRow(container(), { isFollowed }).description, 'Running · following');
    assert.equal(containerRow(container({ name: 'other' }), { isFollowed }).description, 'Running');
  });

  it('has no log to follow while its group is being deleted', () => {
    const row = containerRow(container(), {}, { provisioningState: 'Deleting' });
    assert.equal(row.contextValue, ';container;copyImage;');
  });

  it('has a terminal only while it runs', () => {
    const ended = containerIn({ state: 'Terminated', detailStatus: 'Error', exitCode: 1 });
    for (const still of [ended, backOff, container({ instanceView: undefined })]) {
      assert.ok(!tokensOf(containerRow(still)).includes('exec'));
    }
    assert.ok(tokensOf(containerRow(container())).includes('exec'));
    const stopped = containerRow(container(), {}, { state: 'Stopped' });
    assert.ok(!tokensOf(stopped).includes('exec'));
  });

  it('tells exit code, restarts and times in its tooltip', () => {
    const { tooltip } = containerRow(
      container({
        command: ['/bin/sh', '-c', 'exit 3'],
        instanceView: {
          restartCount: 2,
          currentState: {
            state: 'Terminated',
            detailStatus: 'Error',
            exitCode: 3,
            startTime: now - 120_000,
            finishTime: now - 60_000,
          },
          previousState: {
            state: 'Terminated',
            detailStatus: 'Error',
            exitCode: 137,
            finishTime: now - 3_600_000,
          },
          events: [],
        },
      }),
    );
    assert.deepEqual(tooltip.replace(/\\(.)/g, '$1').split(/ *\n+/), [
      '**app** — Terminated: exit code 3',
      '**Image:** mcr.microsoft.com/azuredocs/aci-helloworld:latest',
      '**Size:** 1 vCPU, 1.5 GB',
      '**Ports:** 80/TCP',
      '**Command:** /bin/sh -c exit 3',
      '**Restart count:** 2',
      '**Exit code:** 3',
      '**Detail:** Error',
      '**Started:** 2026-01-05T08:58:00 (2 minutes ago)',
      '**Finished:** 2026-01-05T08:59:00 (1 minute ago)',
      '**Former run:** exit code 137, 2026-01-05T08:00:00 (1 hour ago)',
    ]);
  });
});

describe('Other rows', () => {
  const error = new AciError('forbidden', 'Not [you](command:x).', {
    code: 'AuthorizationFailed',
    requestId: 'r-1',
  });
  const subscription = { id: 's-1', displayName: 'Pay as you go', tenantId: 't', state: 'Enabled' };
  const folder = (by: 'resourceGroup' | 'location' | 'tag', name: string): Node => ({
    kind: 'folder',
    subscriptionId: 's-1',
    by,
    name,
  });
  const show = (node: Node, of: Partial<PresentDeps> = {}) => present(node, treeDeps(storeOf(group()), of));

  it('say what failed, what to do and what ARM said', () => {
    const row = show({ kind: 'tenant', tenant: { id: 't', displayName: 'Contoso' }, error });
    assert.equal(row.label, 'Contoso');
    assert.equal(row.description, 'Advice for forbidden.');
    assert.equal(row.accessibilityLabel, 'Tenant Contoso could not be read. Advice for forbidden.');
    assert.match(row.tooltip, /AuthorizationFailed/);
    assert.match(row.tooltip, /r\\-1/);
    assert.doesNotMatch(row.tooltip, /\]\(/);
  });

  it('name a subscription, and its state where it is not the usual one', () => {
    assert.equal(show({ kind: 'subscription', subscription }).description, '');
    const warned = { ...subscription, state: 'Warned' };
    assert.equal(show({ kind: 'subscription', subscription: warned }).description, 'Warned');
    const failed = present(
      { kind: 'subscription', subscription },
      treeDeps({ ...storeOf(group()), groups: () => ({ kind: 'failed', error }) }),
    );
    assert.equal(failed.description, 'could not be read');
  });

  it('offer to register container instances in a subscription only where they aren’t', () => {
    const node = { kind: 'subscription', subscription } as const;
    const around = treeDeps(storeOf(group()), { isUnregistered: () => true });
    assert.ok(tokensOf(present(node, around)).includes('register'));
    assert.ok(!tokensOf(show(node)).includes('register'));
  });

  it('offer to create a group and to give access in a resource group, but not in a location or tag', () => {
    assert.equal(
      show(folder('resourceGroup', 'shop')).contextValue,
      ';access;cost;createGroup;deployments;refresh;showUsage;',
    );
    assert.equal(show(folder('location', 'westeurope')).contextValue, ';refresh;showUsage;');
    assert.equal(show(folder('tag', 'prod')).contextValue, ';refresh;showUsage;');
    assert.equal(show(folder('tag', 'prod')).accessibilityLabel, 'Tag env: prod');
    assert.equal(show(folder('tag', '')).label, 'without the tag "env"');
  });

  it('are drawn open only where told to', () => {
    assert.equal(show(folder('location', 'x')).collapsible, 'collapsed');
    assert.equal(show(folder('location', 'x'), { isOpen: () => true }).collapsible, 'expanded');
  });

  it('say a message with its hint', () => {
    const message: MessageNode = {
      kind: 'message',
      id: 'x',
      parent: undefined,
      label: 'No subscriptions',
      description: 'Click.',
      icon: 'info',
    };
    assert.equal(show(message).description, 'Click.');
    assert.equal(show(message).accessibilityLabel, 'No subscriptions · Click.');
    assert.equal(show({ ...message, icon: 'error', error }).description, 'Advice for forbidden.');
  });
});

describe('Foreign text in tooltips', () => {
  const evil = '[x](command:evil) <b>bold</b> ![p](https://evil.example/p) `c` $(trash)';

  it('comes through escaped, wherever it is', () => {
    const event = {
      name: evil,
      message: evil,
      type: 'Normal' as const,
      count: 1,
      firstTimestamp: now,
      lastTimestamp: now,
    };
    const hostile = container({
      name: evil,
      image: evil,
      command: [evil],
      instanceView: {
        restartCount: 0,
        currentState: { state: evil, detailStatus: evil },
        previousState: undefined,
        events: [event],
      },
    });
    const known = group({
      name: evil,
      resourceGroup: evil,
      location: evil,
      tags: { [evil]: evil },
      sku: evil,
      provisioningState: evil,
      events: [event],
      containers: [hostile],
      ipAddress: { type: 'Public', ip: evil, fqdn: evil, ports: [] },
    });
    const error = new AciError('service', evil, { code: evil, requestId: evil });
    const around = treeDeps(storeOf(known, error));
    const subscription = { id: evil, displayName: evil, tenantId: evil, state: evil };
    const nodes: readonly Node[] = [
      { kind: 'group', ref: known.ref },
      { kind: 'container', ref: { group: known.ref, container: evil }, isInit: false },
      { kind: 'subscription', subscription },
      { kind: 'folder', subscriptionId: evil, by: 'tag', name: evil },
      { kind: 'tenant', tenant: { id: evil, displayName: evil }, error },
      { kind: 'message', id: 'm', parent: undefined, label: evil, icon: 'error', error },
    ];
    for (const node of nodes) {
      const { tooltip } = present(node, around);
      assert.ok(tooltip.includes('evil'), node.kind);
      // Without our own link, what is escaped and our own bold captions nothing is left that means anything.
      const ours = /\[Why did it fail\\\?\]\(command:aci\.diagnose\?[\w%.-]*\)$/;
      const left = tooltip
        .replace(ours, '')
        .replace(/\\[!-/:-@[-`{-~]/g, '')
        .replaceAll('**', '');
      assert.doesNotMatch(left, /[[\]()<>`!$*_&#|~]/, node.kind);
    }
  });
});

describe('Menus', () => {
  const asked = new Set(
    Object.values(manifest.contributes.menus)
      .flat()
      .flatMap(({ when }) => [...when.matchAll(/\/;(\w+);\//g)].map(([, token]) => token ?? '')),
  );
  const error = new AciError('offline', 'ENOTFOUND');
  const followed = { isFollowed: () => true };
  const rows = [
    ...Object.values(inState).flatMap(known => [groupRow(known), groupRow(known, followed)]),
    groupRow(inPortal),
    groupRow(group({ containers: [container(), container({ name: 'b' })] })),
    groupRow(group({ containers: [container({ image: 'contoso.azurecr.io/web:1' })] })),
    groupRow(group({ ipAddress: { type: 'Public', fqdn: 'web.azurecontainer.io', ports: [] } })),
    containerRow(container(), followed),
    present({ kind: 'tenant', tenant: { id: 't', displayName: 'T' }, error }, treeDeps(storeOf(group()))),
    present(
      { kind: 'folder', subscriptionId: 's', by: 'resourceGroup', name: 'r' },
      treeDeps(storeOf(group())),
    ),
    present(
      {
        kind: 'subscription',
        subscription: { id: 's', displayName: 'S', tenantId: 't', state: 'Enabled' },
      },
      treeDeps(storeOf(group()), { isUnregistered: () => true }),
    ),
  ];
  const given = new Set(rows.flatMap(tokensOf));

  it('ask only for what some row says', () => {
    assert.ok(asked.size > 0);
    assert.deepEqual(
      [...asked].filter(token => !given.has(token)),
      [],
    );
  });

  it('use all that rows say', () => {
    assert.deepEqual(
      [...given].filter(token => !asked.has(token)),
      [],
    );
  });

  it('find tokens only as a whole', () => {
    for (const { contextValue } of rows) assert.match(contextValue, /^(;(\w+;)+)?$/);
  });
});
