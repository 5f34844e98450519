import assert from 'node:assert/strict';
import {
  isOtherIncarnation,
  readContainerPhase,
  type ContainerPhase,
} from '../../../../src/core/logs/container/containerPhase.ts';
import type {
  ContainerGroup,
  ContainerState,
  RestartPolicy,
} from '../../../../src/core/model/containerGroup.ts';
import { containerRef } from '../simulation/fakeLogService.ts';

function group(
  current: ContainerState | undefined,
  {
    state = 'Running',
    provisioning = 'Succeeded',
    policy = 'Always',
    isInit = false,
  }: { state?: string; provisioning?: string; policy?: RestartPolicy; isInit?: boolean } = {},
): ContainerGroup {
  const container = {
    name: 'c',
    isInit,
    image: 'i',
    command: [],
    ports: [],
    environmentVariables: [],
    cpu: 1,
    memoryInGB: 1,
    instanceView: current && { restartCount: 0, currentState: current, previousState: undefined, events: [] },
  };
  return {
    ref: containerRef.group,
    id: '',
    location: '',
    tags: {},
    osType: 'Linux',
    sku: 'Standard',
    priority: 'Regular',
    restartPolicy: policy,
    provisioningState: provisioning,
    ipAddress: undefined,
    subnetIds: [],
    containers: isInit ? [] : [container],
    initContainers: isInit ? [container] : [],
    state,
    events: [],
  };
}

const running: ContainerState = { state: 'Running', startTime: 1, detailStatus: '' };
const exited = (exitCode: number): ContainerState => ({
  state: 'Terminated',
  startTime: 1,
  finishTime: 2,
  exitCode,
  detailStatus: exitCode === 0 ? 'Completed' : 'Error',
});

describe("A container's phase", () => {
  it('has the state of the container where the group runs on without it, else that of the group', () => {
    const init = readContainerPhase(group(exited(0), { isInit: true }), 'c');
    assert.equal(init?.state, 'Terminated');
    assert.equal(readContainerPhase(group(exited(0), { state: 'Stopped' }), 'c')?.state, 'Stopped');
  });

  const cases: [what: string, group: ContainerGroup, kind: ContainerPhase['kind']][] = [
    ['just created', group(undefined, { state: 'Pending' }), 'waiting'],
    ['pulling', group({ state: 'Waiting', detailStatus: 'ContainerCreating' }), 'waiting'],
    ['running', group(running), 'running'],
    ['ended, always restarted', group(exited(0)), 'waiting'],
    ['failed, restarted on failure', group(exited(1), { policy: 'OnFailure' }), 'waiting'],
    ['done, restarted on failure', group(exited(0), { policy: 'OnFailure' }), 'over'],
    ['done, never restarted', group(exited(0), { policy: 'Never' }), 'over'],
    [
      'failed, which Azure may start again even under Never',
      group(exited(1), { policy: 'Never' }),
      'waiting',
    ],
    ['failed under Never, and Azure says so', group(exited(1), { policy: 'Never', state: 'Failed' }), 'over'],
    [
      'ended, but the group is being restarted',
      group(exited(1), { policy: 'Never', provisioning: 'Updating' }),
      'waiting',
    ],
    ['stopped', group(exited(137), { state: 'Stopped' }), 'over'],
    ['an init container that is done', group(exited(0), { isInit: true }), 'over'],
    ['an init container that failed', group(exited(1), { isInit: true }), 'waiting'],
  ];
  for (const [what, given, kind] of cases) {
    it(`is ${kind}: ${what}`, () => assert.equal(readContainerPhase(given, 'C')?.kind, kind));
  }

  it('is unknown of a container that the group does not have', () => {
    assert.equal(readContainerPhase(group(running), 'other'), undefined);
  });

  it('tells incarnations apart by their start, not by the restart count', () => {
    const phase = readContainerPhase(group(running), 'c');
    assert.ok(phase);
    assert.equal(isOtherIncarnation(phase, { incarnation: 1, restartCount: 7 }), false);
    assert.equal(isOtherIncarnation(phase, { incarnation: 0, restartCount: 0 }), true);
  });
});
