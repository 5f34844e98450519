import assert from 'node:assert/strict';
import {
  asObject,
  container,
  eventLines,
  group,
  createRuntimeFixture,
  start,
  states,
  upMs,
  textOf,
} from './runtimeFixture.ts';

const image = 'mcr.microsoft.com/azuredocs/aci-helloworld:latest';
const pinned = /mcr\.microsoft\.com\/azuredocs\/aci-helloworld@sha256:[0-9a-f]{64}/g;

describe('A container group from its creation to its end', () => {
  it('begins Pending, with nothing to say about its containers', () => {
    const { containers } = createRuntimeFixture();
    const running = containers.create(group({ image }, { ipAddress: { type: 'Public' } }));
    assert.deepEqual(states(running), { provisioning: 'Pending', group: 'Pending', container: undefined });
    assert.deepEqual(running.instanceView(), { events: [], state: 'Pending' });
    assert.deepEqual(running.events(), []);
    assert.equal(running.ip, undefined);
    assert.equal(running.operation.status, 'Pending');
    assert.equal(running.operation.startTime, start);
    assert.match(running.operation.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('is Creating while its image is pulled, and Succeeded once its container runs', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group({ image }, { ipAddress: { type: 'Public' } }));
    const operation = running.operation;
    const seen: string[] = [];
    for (let tenths = 0; tenths < 150; tenths++) {
      const { provisioning, group, container } = states(running);
      const now = [operation.status, provisioning, group, container, running.ip && 'ip'].join(' | ');
      if (seen.at(-1) !== now) seen.push(now);
      clock.advance(100);
    }
    assert.deepEqual(seen, [
      'Pending | Pending | Pending |  | ',
      'Creating | Creating | Pending | Waiting ContainerCreating | ',
      'Succeeded | Succeeded | Running | Running | ip',
    ]);
  });

  it('shows a running container as ACI does, key by key', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group({ image }));
    clock.advance(upMs);
    const view = running.containerInstanceView('app');
    assert.deepEqual(Object.keys(view ?? {}), ['restartCount', 'currentState', 'events']);
    assert.equal(view?.['restartCount'], 0);
    const state = asObject(view['currentState']);
    assert.deepEqual(Object.keys(state ?? {}), ['state', 'startTime', 'detailStatus']);
    assert.match(textOf(state?.['startTime']), /^2026-01-05T09:00:\d\d\.\d{3}Z$/);
  });

  it('tells of pulling, pulled and started, the image by its digest and times in whole seconds', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group({ image }));
    clock.advance(upMs);
    const events = running.events();
    assert.deepEqual(
      events.map(e => [e['count'], e['name'], textOf(e['message']).replace(pinned, 'PINNED'), e['type']]),
      [
        [1, 'Pulling', 'pulling image "PINNED"', 'Normal'],
        [1, 'Pulled', 'Successfully pulled image "PINNED"', 'Normal'],
        [1, 'Started', 'Started container', 'Normal'],
      ],
    );
    for (const event of events) {
      assert.deepEqual(Object.keys(event), [
        'count',
        'firstTimestamp',
        'lastTimestamp',
        'name',
        'message',
        'type',
      ]);
      assert.match(textOf(event['lastTimestamp']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
  });

  it('pulls between two and six seconds, at the pace that is set', () => {
    const pullSeconds = (pace: number) => {
      const { clock, containers } = createRuntimeFixture({ pace });
      const running = containers.create(group({ image }));
      let pulling = 0;
      for (let ms = 0; ms < 60_000; ms += 10) {
        clock.advance(10);
        if (running.events().length === 1) pulling += 0.01;
      }
      return pulling;
    };
    const usual = pullSeconds(1);
    assert.ok(usual >= 2 && usual <= 6, `${usual} s`);
    assert.ok(Math.abs(pullSeconds(0.1) - usual / 10) < 0.05);
    assert.ok(Math.abs(pullSeconds(2) - usual * 2) < 0.05);
  });

  it('starts its containers one after another', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(
      group([
        { name: 'web', image },
        { name: 'side', image: 'mcr.microsoft.com/azuredocs/aci-tutorial-sidecar' },
      ]),
    );
    clock.advance(upMs);
    const [pulling, , started] = running.events();
    const second = running.events()[3];
    assert.equal(pulling?.['name'], 'Pulling');
    assert.equal(started?.['name'], 'Started');
    assert.equal(second?.['name'], 'Pulling');
    assert.equal(second['firstTimestamp'], started['firstTimestamp']);
    assert.equal(running.state, 'Running');
  });

  it('is Pending until the last of its containers has started', () => {
    const { clock, containers } = createRuntimeFixture();
    const slow = 'mcr.microsoft.com/aci-emulator/slow-pull';
    const running = containers.create(
      group([
        { name: 'web', image },
        { name: 'slow', image: slow },
      ]),
    );
    clock.advance(upMs);
    assert.deepEqual(states(running, 'web'), {
      provisioning: 'Creating',
      group: 'Pending',
      container: 'Running',
    });
    assert.equal(states(running, 'slow').container, 'Waiting ContainerCreating');
    clock.advance(60_000);
    assert.deepEqual(states(running, 'slow'), {
      provisioning: 'Succeeded',
      group: 'Running',
      container: 'Running',
    });
  });

  it('tells of the network of a group in a subnet, whose address is private', () => {
    const { clock, containers } = createRuntimeFixture();
    const subnetIds = [
      { id: '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/d' },
    ];
    const running = containers.create(group({ image }, { subnetIds, ipAddress: { type: 'Private' } }));
    clock.advance(upMs);
    const view = running.instanceView();
    assert.deepEqual(eventLines(view['events'] as never), [
      '1 Normal PrepareNetwork 2-2: Prepare network succeeded.',
      '1 Normal JoinNetwork 3-3: Join network succeeded.',
      '1 Normal DelegateSubnet 4-4: Delegate subnet succeeded.',
      '1 Normal ProvisionNetworkInterface 5-5: Provision network interface succeeded.',
    ]);
    assert.match(running.ip ?? '', /^10\.0\.0\.\d+$/);
  });

  it('has the same public address in each run, and another than its neighbour', () => {
    const address = (name: string) => {
      const { clock, containers } = createRuntimeFixture();
      const running = containers.create({ ...group({ image }, { ipAddress: { type: 'Public' } }), name });
      clock.advance(upMs);
      return running.ip;
    };
    assert.match(address('shop') ?? '', /^20\.\d+\.\d+\.\d+$/);
    assert.equal(address('shop'), address('shop'));
    assert.notEqual(address('shop'), address('shop2'));
  });

  it('keeps its address for a while after its end', () => {
    const { clock, containers } = createRuntimeFixture();
    const more = { ipAddress: { type: 'Public' }, restartPolicy: 'Never' };
    const running = containers.create(group({ script: 'exit 1' }, more));
    clock.advance(17_000);
    assert.equal(running.state, 'Failed');
    assert.match(running.ip ?? '', /^20\./);
    clock.advance(30_000);
    assert.equal(running.ip, undefined);
  });

  it('has no address without one in its body', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group({ image }));
    clock.advance(upMs);
    assert.equal(running.ip, undefined);
  });

  describe('ends by its restart policy', () => {
    for (const [policy, code, provisioning, groupState, state] of [
      ['Never', 0, 'Succeeded', 'Succeeded', 'Terminated Completed'],
      ['Never', 2, 'Succeeded', 'Failed', 'Terminated Error'],
      ['OnFailure', 0, 'Succeeded', 'Succeeded', 'Terminated Completed'],
      ['OnFailure', 2, 'Succeeded', 'Running', 'Waiting CrashLoopBackOff: Back-off 300s restarting failed'],
      ['Always', 0, 'Succeeded', 'Running', 'Waiting CrashLoopBackOff: Back-off 300s restarting failed'],
      [undefined, 0, 'Succeeded', 'Running', 'Waiting CrashLoopBackOff: Back-off 300s restarting failed'],
    ] as const)
      it(`${policy ?? 'no policy (Always)'}, exit code ${code}: ${groupState}, ${state}`, () => {
        const { clock, containers } = createRuntimeFixture();
        const more = { ipAddress: { type: 'Public' }, ...(policy && { restartPolicy: policy }) };
        const running = containers.create(group({ script: `exit ${code}` }, more));
        clock.advance(3_600_000);
        const now = states(running);
        assert.deepEqual([now.provisioning, now.group, now.container], [provisioning, groupState, state]);
        assert.equal(running.ip === undefined, groupState !== 'Running');
      });

    it('is Failed where one of several containers failed', () => {
      const { clock, containers } = createRuntimeFixture();
      const running = containers.create(
        group(
          [
            { name: 'good', script: 'exit 0' },
            { name: 'bad', script: 'sleep 5; exit 1' },
          ],
          { restartPolicy: 'Never' },
        ),
      );
      clock.advance(upMs);
      assert.equal(running.state, 'Failed');
    });

    it('is Running while one of several containers runs', () => {
      const { clock, containers } = createRuntimeFixture();
      const running = containers.create(
        group(
          [
            { name: 'job', script: 'exit 1' },
            { name: 'web', image },
          ],
          { restartPolicy: 'Never' },
        ),
      );
      clock.advance(upMs);
      assert.equal(running.state, 'Running');
    });

    it('shows the end of a failed container as recorded', () => {
      const { clock, containers } = createRuntimeFixture();
      const running = containers.create(
        group({ script: 'echo hello; sleep 5; exit 2' }, { restartPolicy: 'Never' }),
      );
      clock.advance(upMs);
      const view = running.containerInstanceView('app');
      assert.deepEqual(view?.['currentState'], {
        state: 'Terminated',
        startTime: '2026-01-05T09:00:07.310Z',
        exitCode: 2,
        finishTime: '2026-01-05T09:00:12.310Z',
        detailStatus: 'Error',
      });
      assert.equal(view['restartCount'], 0);
      assert.equal('previousState' in view, false);
      assert.equal(
        eventLines(running.events()).at(-1),
        '1 Normal Killing 12-12: Container app terminated with ExitCode 2.',
      );
    });
  });

  it('cannot start a command that the image does not have', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group({ command: ['/app/run', '--now'] }, { restartPolicy: 'Never' }));
    clock.advance(upMs);
    assert.deepEqual(states(running), {
      provisioning: 'Succeeded',
      group: 'Failed',
      container: 'Terminated Error',
    });
    assert.equal(asObject(running.containerInstanceView('app')?.['currentState'])?.['exitCode'], 127);
    const failed = eventLines(running.events()).find(line => line.includes(' Failed '));
    assert.match(failed ?? '', /^1 Warning Failed .*exec: "\/app\/run": executable file not found in \$PATH/);
    assert.equal(
      running.events().some(e => e['name'] === 'Started'),
      false,
    );
  });

  it('tries again and again to pull an image that is not there, and gives up after half an hour', () => {
    const { clock, containers } = createRuntimeFixture();
    const unpullable = 'mcr.microsoft.com/aci-emulator/unpullable:1';
    const running = containers.create(group({ image: unpullable }));
    const operation = running.operation;
    clock.advance(60_000);
    const lines = eventLines(running.events());
    assert.equal(lines.length, 3);
    assert.match(lines[0] ?? '', /^3 Normal Pulling /);
    assert.match(
      lines[1] ?? '',
      /^3 Warning Failed .*: Failed to pull image ".*unpullable:1": rpc error: .* not found$/,
    );
    assert.match(lines[2] ?? '', /^3 Normal BackOff .*: Back-off pulling image ".*unpullable:1"$/);
    assert.equal(running.state, 'Pending');
    clock.advance(1_800_000);
    assert.equal(operation.status, 'Failed');
    assert.equal(operation.error?.code, 'ContainerGroupProvisioningTimeout');
    assert.equal(running.provisioningState, 'Failed');
    const before = running.events();
    clock.advance(3_600_000);
    assert.deepEqual(running.events(), before, 'nothing happens any more');
  });

  describe('with init containers', () => {
    const inits = (...scripts: string[]) => ({
      initContainers: scripts.map((script, i) => container({ name: `init${i + 1}`, script })),
    });

    it('runs them one after another before the others', () => {
      const { clock, containers } = createRuntimeFixture();
      const running = containers.create(group({ image }, inits('sleep 20', 'sleep 20')));
      clock.advance(15_000);
      assert.equal(states(running, 'init1').container, 'Running');
      assert.equal(states(running, 'init2').container, 'Waiting ContainerCreating');
      clock.advance(20_000);
      assert.equal(states(running, 'init1').container, 'Terminated Completed');
      assert.equal(states(running, 'init2').container, 'Running');
      assert.deepEqual(states(running), {
        provisioning: 'Creating',
        group: 'Pending',
        container: 'Waiting ContainerCreating',
      });
      clock.advance(40_000);
      assert.equal(states(running, 'init2').container, 'Terminated Completed');
      assert.deepEqual(states(running), {
        provisioning: 'Succeeded',
        group: 'Running',
        container: 'Running',
      });
    });

    it('fails with the first that fails, where the policy is Never', () => {
      const { clock, containers } = createRuntimeFixture();
      const running = containers.create(
        group({ image }, { ...inits('exit 4', 'exit 0'), restartPolicy: 'Never' }),
      );
      clock.advance(60_000);
      assert.equal(states(running, 'init1').container, 'Terminated Error');
      assert.deepEqual(states(running), {
        provisioning: 'Succeeded',
        group: 'Failed',
        container: 'Waiting ContainerCreating',
      });
    });

    it('tries a failing one again, and stays Pending, where the policy is another', () => {
      const { clock, containers } = createRuntimeFixture();
      const running = containers.create(group({ image }, { ...inits('exit 4'), restartPolicy: 'OnFailure' }));
      clock.advance(60_000);
      assert.equal(
        states(running, 'init1').container,
        'Waiting CrashLoopBackOff: Back-off 40s restarting failed',
      );
      assert.deepEqual(states(running), {
        provisioning: 'Creating',
        group: 'Pending',
        container: 'Waiting ContainerCreating',
      });
    });
  });

  it('ends all timers when disposed of', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group([{ image }, { name: 'loop', script: 'echo a; exit 1' }]));
    clock.advance(20_000);
    running.dispose();
    const before = [running.events(), running.logs('app', { timestamps: true }), states(running)];
    let later = 0;
    clock.after(86_400_000, () => later++);
    clock.advance(86_400_000);
    assert.equal(later, 1);
    assert.deepEqual([running.events(), running.logs('app', { timestamps: true }), states(running)], before);
  });
});
