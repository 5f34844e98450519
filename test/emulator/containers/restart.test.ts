import assert from 'node:assert/strict';
import {
  asObject,
  eventLines,
  group,
  createRuntimeFixture,
  states,
  upMs,
  type TestContainer,
  textOf,
} from './runtimeFixture.ts';

const image = 'mcr.microsoft.com/azuredocs/aci-helloworld';
const address = { ipAddress: { type: 'Public' } };

function up(given: TestContainer = { image }, more = {}) {
  const { clock, containers } = createRuntimeFixture();
  const running = containers.create(group(given, { ...address, ...more }));
  clock.advance(upMs);
  return { clock, running };
}

const startTime = (running: ReturnType<typeof up>['running']) =>
  asObject(running.containerInstanceView('app')?.['currentState'])?.['startTime'];

describe('Stopping a group', () => {
  it('terminates its containers at once, as recorded, and takes its address', () => {
    const { running } = up();
    const before = running.containerInstanceView('app');
    running.stop();
    assert.equal(running.state, 'Stopped');
    assert.equal(running.provisioningState, 'Succeeded');
    assert.equal(running.ip, undefined);
    const view = running.containerInstanceView('app');
    const current = asObject(view?.['currentState']);
    assert.deepEqual(Object.keys(current ?? {}), ['state', 'finishTime', 'detailStatus']);
    assert.equal(current?.['state'], 'Terminated');
    assert.equal(current['detailStatus'], 'Container stopped per client request');
    assert.match(textOf(current['finishTime']), /^2026-01-05T09:00:30\.000\d{4}Z$/);
    assert.deepEqual(view?.['previousState'], before?.['currentState']);
    assert.equal(
      eventLines(running.events()).at(-1),
      '1 Normal Killing 30-30: Killing container app (platform initiated).',
    );
  });

  it('changes nothing a second time', () => {
    const { clock, running } = up();
    running.stop();
    const before = running.containerInstanceView('app');
    clock.advance(5_000);
    running.stop();
    assert.deepEqual(running.containerInstanceView('app'), before);
  });

  it('ends a crash loop', () => {
    const { clock, running } = up({ script: 'sleep 5; exit 1' });
    running.stop();
    clock.advance(3_600_000);
    assert.equal(running.state, 'Stopped');
    assert.equal(running.containerInstanceView('app')?.['restartCount'], 2);
  });

  it('ends a creation that is under way', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group({ image }));
    clock.advance(2_000);
    const { operation } = running;
    running.stop();
    assert.equal(operation.status, 'Succeeded');
    clock.advance(60_000);
    assert.equal(running.state, 'Stopped');
    assert.equal(running.events().length, 1, 'only Pulling');
  });

  it('leaves an init container that is done as it is', () => {
    const { clock, containers } = createRuntimeFixture();
    const init = { name: 'init', properties: { image: 'alpine', command: ['true'] } };
    const running = containers.create(group({ image }, { initContainers: [init] }));
    clock.advance(upMs);
    running.stop();
    assert.equal(states(running, 'init').container, 'Terminated Completed');
  });

  it('leaves the log of the last run', () => {
    const { clock, running } = up({ script: 'echo hello; sleep 1000' });
    running.stop();
    clock.advance(60_000);
    assert.equal(running.logs('app', { timestamps: false }), 'hello\n');
  });
});

describe('Starting a group', () => {
  it('needs no operation while it runs', () => {
    const { running } = up();
    const before = running.operation;
    assert.equal(running.start(), undefined);
    assert.equal(running.operation, before);
  });

  it('pulls and starts a stopped one anew, and gives the address back', () => {
    const { clock, running } = up();
    const { ip } = running;
    running.stop();
    clock.advance(60_000);
    const operation = running.start();
    assert.equal(operation, running.operation);
    assert.deepEqual([running.provisioningState, running.state], ['Pending', 'Pending']);
    clock.advance(2_000);
    assert.deepEqual(states(running), {
      provisioning: 'Creating',
      group: 'Pending',
      container: 'Waiting ContainerCreating',
    });
    clock.advance(upMs);
    assert.deepEqual(states(running), { provisioning: 'Succeeded', group: 'Running', container: 'Running' });
    assert.equal(operation.status, 'Succeeded');
    assert.equal(running.ip, ip);
    assert.deepEqual(
      running.events().map(e => [e['count'], e['name']]),
      [
        [2, 'Pulling'],
        [2, 'Pulled'],
        [2, 'Started'],
        [1, 'Killing'],
      ],
    );
  });

  it('runs a finished job again, with a log of its own', () => {
    const { clock, running } = up({ script: 'date +%M' }, { restartPolicy: 'Never' });
    assert.equal(running.state, 'Succeeded');
    clock.advance(300_000);
    running.start();
    clock.advance(upMs);
    assert.equal(running.state, 'Succeeded');
    assert.equal(running.logs('app', { timestamps: false }), '05\n');
  });
});

describe('Restarting a group', () => {
  it('is Updating while the old containers still run, as recorded one second later', () => {
    const { clock, running } = up();
    const before = startTime(running);
    const operation = running.restart();
    clock.advance(1_000);
    assert.deepEqual(states(running), { provisioning: 'Updating', group: 'Running', container: 'Running' });
    assert.equal(startTime(running), before);
    assert.equal(operation.status, 'Updating');
  });

  it('starts them again from the same image: Started counts on, Pulling does not', () => {
    const { clock, running } = up();
    const before = startTime(running);
    running.restart();
    clock.advance(10_000);
    assert.deepEqual(states(running), { provisioning: 'Succeeded', group: 'Running', container: 'Running' });
    assert.notEqual(startTime(running), before);
    assert.equal(running.containerInstanceView('app')?.['restartCount'], 0);
    assert.deepEqual(
      running.events().map(e => [e['count'], e['name'], textOf(e['message']).slice(0, 20)]),
      [
        [1, 'Pulling', 'pulling image "mcr.m'],
        [1, 'Pulled', 'Successfully pulled '],
        [2, 'Started', 'Started container'],
        [1, 'Killing', 'Killing container ap'],
      ],
    );
    assert.equal(running.operation.status, 'Succeeded');
  });

  it('starts a stopped group', () => {
    const { clock, running } = up();
    running.stop();
    running.restart();
    clock.advance(upMs);
    assert.equal(running.state, 'Running');
  });

  it('is a new operation each time', () => {
    const { clock, running } = up();
    const ids = new Set([running.operation.id]);
    for (let i = 0; i < 3; i++) {
      ids.add(running.restart().id);
      clock.advance(10_000);
    }
    assert.equal(ids.size, 4);
  });

  it('gives way to a stop', () => {
    const { clock, running } = up();
    const operation = running.restart();
    clock.advance(1_000);
    running.stop();
    assert.equal(operation.status, 'Succeeded');
    clock.advance(60_000);
    assert.equal(running.state, 'Stopped');
  });
});

describe('Updating a group', () => {
  const next = group({ image: 'nginx:1.27', env: { A: '1' } }, address);

  it('does not report Succeeded while the old containers run', () => {
    const { clock, running } = up();
    const before = startTime(running);
    running.update(next);
    assert.deepEqual(states(running), { provisioning: 'Pending', group: 'Running', container: 'Running' });
    const seen = new Set<string>();
    for (let i = 0; i < 300; i++) {
      seen.add(`${running.provisioningState} ${startTime(running) === before ? 'old' : 'new or none'}`);
      clock.advance(100);
    }
    assert.deepEqual([...seen], ['Pending old', 'Creating new or none', 'Succeeded new or none']);
  });

  it('runs the new body from then on; events count on', () => {
    const { clock, running } = up();
    running.update(next);
    clock.advance(upMs);
    assert.equal(running.state, 'Running');
    assert.match(running.logs('app', { timestamps: false }) ?? '', /^\/docker-entrypoint\.sh: /);
    assert.deepEqual(
      running
        .events()
        .map(e => [e['count'], e['name'], /aci-helloworld|nginx|app/.exec(textOf(e['message']))?.[0]]),
      [
        [1, 'Pulling', 'aci-helloworld'],
        [1, 'Pulled', 'aci-helloworld'],
        [2, 'Started', undefined],
        [1, 'Killing', 'app'],
        [1, 'Pulling', 'nginx'],
        [1, 'Pulled', 'nginx'],
      ],
    );
  });

  it('may change which containers there are', () => {
    const { clock, running } = up();
    running.update(
      group([
        { name: 'one', image },
        { name: 'two', image },
      ]),
    );
    clock.advance(upMs);
    assert.equal(running.containerInstanceView('app'), undefined);
    assert.equal(running.logs('app', { timestamps: false }), undefined);
    assert.equal(states(running, 'two').container, 'Running');
  });
});
