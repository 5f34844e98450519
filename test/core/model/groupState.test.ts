import assert from 'node:assert/strict';
import {
  allowedActions,
  browserUrls,
  finishedAt,
  groupState,
  type GroupState,
  isFinished,
  isTransitioning,
} from '../../../src/core/model/groupState.ts';
import { isCrashLooping } from '../../../src/core/model/containerState.ts';
import { container, containerIn, group } from '../sampleGroups.ts';

const backOff = containerIn({
  state: 'Waiting',
  detailStatus: 'CrashLoopBackOff: Back-off 10s restarting failed',
});

const at = Date.UTC(2026, 0, 5, 9, 0, 0);
const ended = (finishTime?: number) =>
  containerIn({
    state: 'Terminated',
    detailStatus: 'Completed',
    exitCode: 0,
    ...(finishTime === undefined ? {} : { finishTime }),
  });

describe('The state of a group', () => {
  // The pairs of provisioning state and instance view state that were seen in answers to a GET (docs/azure-facts.md).
  const seen: readonly (readonly [string, string | undefined, GroupState])[] = [
    ['Succeeded', undefined, 'unknown'],
    ['Succeeded', 'Running', 'running'],
    ['Succeeded', 'Succeeded', 'succeeded'],
    ['Succeeded', 'Failed', 'failed'],
    ['Succeeded', 'Stopped', 'stopped'],
    ['Succeeded', 'Pending', 'pending'],
    ['Pending', 'Pending', 'pending'],
    ['Pending', undefined, 'pending'],
    ['Creating', 'Pending', 'pending'],
    ['Creating', 'Running', 'pending'],
    ['Updating', 'Running', 'updating'],
    ['Updating', 'Stopped', 'updating'],
    ['Repairing', 'Unknown', 'updating'],
    ['Repairing', 'Running', 'updating'],
    ['Deleting', 'Running', 'deleting'],
    ['Failed', 'Pending', 'failed'],
    ['Canceled', undefined, 'failed'],
    ['Unhealthy', 'Running', 'failed'],
    ['Succeeded', 'SomethingNew', 'unknown'],
    ['SomethingNew', 'Running', 'running'],
  ];
  for (const [provisioningState, state, expected] of seen) {
    it(`is ${expected} for ${provisioningState} and ${state ?? 'no instance view'}`, () => {
      assert.equal(groupState(group({ provisioningState, state })), expected);
    });
  }

  it('does not depend on upper and lower case', () => {
    assert.equal(groupState(group({ provisioningState: 'SUCCEEDED', state: 'running' })), 'running');
    assert.equal(groupState(group({ provisioningState: 'creating', state: undefined })), 'pending');
  });

  it('is a crash loop when Azure calls it Running while a container waits for its next attempt', () => {
    assert.equal(isCrashLooping(backOff), true);
    assert.equal(
      groupState(group({ containers: [containerIn({ state: 'Running', detailStatus: '' }), backOff] })),
      'crashLooping',
    );
    assert.equal(groupState(group({ initContainers: [{ ...backOff, isInit: true }] })), 'crashLooping');
  });

  it('is a crash loop as well for one that has never come up, which Azure calls Pending', () => {
    assert.equal(groupState(group({ state: 'Pending', containers: [backOff] })), 'crashLooping');
    const creating = group({ provisioningState: 'Creating', state: 'Pending', containers: [backOff] });
    assert.equal(groupState(creating), 'pending', 'Azure is still at it');
  });

  it('is a crash loop in either half of the words for it', () => {
    for (const detailStatus of ['CrashLoopBackOff', 'Back-off restarting failed container']) {
      assert.ok(isCrashLooping(containerIn({ state: 'Waiting', detailStatus })), detailStatus);
    }
    const pulling = containerIn({ state: 'Waiting', detailStatus: 'ImagePullBackOff' });
    assert.ok(!isCrashLooping(pulling));
  });

  it('is no crash loop while a container waits for something else, or the group has ended', () => {
    const creating = containerIn({ state: 'Waiting', detailStatus: 'ContainerCreating' });
    assert.equal(groupState(group({ containers: [creating] })), 'running');
    assert.equal(groupState(group({ state: 'Stopped', containers: [backOff] })), 'stopped');
  });
});

describe('A group in motion', () => {
  it('is one that changes by itself', () => {
    const inMotion = (provisioningState: string, state: string | undefined) =>
      isTransitioning(group({ provisioningState, state }));
    assert.ok(inMotion('Creating', 'Pending'));
    assert.ok(inMotion('Succeeded', 'Pending'));
    assert.ok(inMotion('Repairing', 'Running'));
    assert.ok(inMotion('Deleting', 'Running'));
    assert.ok(!inMotion('Succeeded', 'Running'));
    assert.ok(!inMotion('Succeeded', undefined));
    assert.ok(!inMotion('Failed', 'Failed'));
  });
});

describe('What may be done with a group', () => {
  const allowed = (provisioningState: string, state: string | undefined) =>
    [...allowedActions(group({ provisioningState, state }))].sort();

  it('is the right thing for each state', () => {
    assert.deepEqual(allowed('Succeeded', 'Running'), [
      'delete',
      'diagnose',
      'duplicate',
      'exec',
      'followLogs',
      'openInBrowser',
      'restart',
      'stop',
    ]);
    const resting = ['delete', 'diagnose', 'duplicate', 'followLogs', 'start'];
    assert.deepEqual(allowed('Succeeded', 'Stopped'), resting);
    assert.deepEqual(allowed('Succeeded', 'Failed'), resting);
    assert.deepEqual(allowed('Creating', 'Pending'), ['delete', 'diagnose', 'duplicate', 'followLogs']);
    assert.deepEqual(allowed('Deleting', 'Running'), []);
  });

  it('leaves the decision to Azure while the state is not known', () => {
    for (const action of ['start', 'stop', 'restart', 'delete', 'followLogs'] as const) {
      assert.ok(allowed('Succeeded', undefined).includes(action), action);
    }
  });

  it('is opening in a browser only where there is a public address', () => {
    const { ipAddress, ...bare } = group();
    assert.ok(ipAddress);
    assert.ok(!allowedActions({ ...bare, ipAddress: undefined }).includes('openInBrowser'));
    assert.ok(
      !allowedActions({ ...bare, ipAddress: { ...ipAddress, type: 'Private' } }).includes('openInBrowser'),
    );
  });
});

describe('The addresses for a browser', () => {
  const urls = (...ports: readonly (readonly [number, 'TCP' | 'UDP'])[]) =>
    browserUrls(
      group({
        ipAddress: {
          type: 'Public',
          ip: '20.1.2.3',
          fqdn: 'web.westeurope.azurecontainer.io',
          ports: ports.map(([port, protocol]) => ({ port, protocol })),
        },
      }),
    );

  it('are one per TCP port, with the name rather than the number', () => {
    assert.deepEqual(urls([80, 'TCP'], [443, 'TCP'], [8080, 'TCP'], [53, 'UDP']), [
      'http://web.westeurope.azurecontainer.io/',
      'https://web.westeurope.azurecontainer.io/',
      'http://web.westeurope.azurecontainer.io:8080/',
    ]);
  });

  it('take the number where there is no name, and are none without either', () => {
    const ports = [{ port: 80, protocol: 'TCP' as const }];
    assert.deepEqual(browserUrls(group({ ipAddress: { type: 'Public', ip: '20.1.2.3', ports } })), [
      'http://20.1.2.3/',
    ]);
    assert.deepEqual(browserUrls(group({ ipAddress: { type: 'Public', ports } })), []);
  });
});

describe('A finished group', () => {
  it('has succeeded, failed or been stopped', () => {
    for (const state of ['Succeeded', 'Failed', 'Stopped']) assert.ok(isFinished(group({ state })), state);
    assert.ok(isFinished(group({ provisioningState: 'Failed', state: 'Pending' })));
  });

  it('is none that runs, waits, crashes again and again, is changing, or has not been looked at', () => {
    const backOff = containerIn({ state: 'Waiting', detailStatus: 'CrashLoopBackOff: Back-off' });
    for (const other of [
      group(),
      group({ state: 'Pending' }),
      group({ containers: [backOff] }),
      group({ state: 'Stopped', provisioningState: 'Updating' }),
      group({ state: 'Succeeded', provisioningState: 'Deleting' }),
      group({ state: undefined }),
    ]) {
      assert.ok(!isFinished(other));
    }
  });

  it('is as old as the end of its last container', () => {
    assert.equal(
      finishedAt(group({ containers: [ended(at), ended(at + 5)], initContainers: [ended(at - 9)] })),
      at + 5,
    );
    assert.equal(finishedAt(group({ containers: [ended(), container()] })), undefined);
  });
});
