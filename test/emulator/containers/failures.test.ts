import assert from 'node:assert/strict';
import {
  container,
  eventLines,
  group,
  createRuntimeFixture,
  start,
  states,
  upMs,
  asObject,
} from './runtimeFixture.ts';
import type { JsonObject } from '../../../src/emulator/json.ts';

const minute = 60_000;

function withProbe(kind: 'livenessProbe' | 'readinessProbe', probe: JsonObject): JsonObject {
  const made = container({ name: 'app', image: 'mcr.microsoft.com/aci-emulator/silent' });
  return { containers: [{ ...made, properties: { ...asObject(made['properties']), [kind]: probe } }] };
}

describe('A container that fails', () => {
  const pulls = [
    ['denied', /401 Unauthorized/],
    ['too-many-pulls', /toomanyrequests/],
    ['unpullable', /not found/],
  ] as const;
  for (const [image, reason] of pulls) {
    it(`tells in an event why ${image} can't be pulled`, () => {
      const { clock, containers } = createRuntimeFixture();
      const running = containers.create(group({ image: `mcr.microsoft.com/aci-emulator/${image}` }));
      clock.advance(upMs);
      const failed = eventLines(running.events()).filter(line => line.includes('Failed to pull image'));
      assert.match(failed[0] ?? '', reason);
    });
  }

  it('is killed with 137 and started again when its liveness probe has failed three times', () => {
    const { clock, containers } = createRuntimeFixture();
    const probe = { exec: { command: ['cat', '/tmp/healthy'] }, periodSeconds: 5 };
    const running = containers.create(group([], withProbe('livenessProbe', probe)));
    clock.advance(upMs);
    const lines = eventLines(running.events());
    assert.match(
      lines.find(line => line.includes('Unhealthy')) ?? '',
      /^[34] Warning .*Liveness probe failed: cat/,
    );
    assert.ok(lines.some(line => line.includes('Container app failed liveness probe, will be restarted')));
    const view = running.containerInstanceView('app');
    assert.equal(asObject(view?.['previousState'])?.['exitCode'], 137);
    assert.equal(view?.['restartCount'], 1);
  });

  it('goes on while only its readiness probe fails', () => {
    const { clock, containers } = createRuntimeFixture();
    const probe = { httpGet: { port: 8081, path: '/ready' } };
    const running = containers.create(group([], withProbe('readinessProbe', probe)));
    clock.advance(5 * minute);
    assert.ok(
      eventLines(running.events()).some(line => /Readiness probe failed: .*connection refused/.test(line)),
    );
    assert.equal(running.containerInstanceView('app')?.['restartCount'], 0);
    assert.equal(states(running).container, 'Running');
  });

  it('is left alone while its probe passes', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group([], withProbe('livenessProbe', { exec: { command: ['true'] } })));
    clock.advance(10 * minute);
    assert.deepEqual(
      eventLines(running.events()).filter(line => line.includes('Unhealthy')),
      [],
    );
  });

  it('is not probed any more once it is stopped', () => {
    const { clock, containers } = createRuntimeFixture();
    const probe = { exec: { command: ['false'] }, failureThreshold: 1000 };
    const running = containers.create(group([], withProbe('livenessProbe', probe)));
    clock.advance(upMs);
    running.stop();
    const before = eventLines(running.events());
    clock.advance(5 * minute);
    assert.deepEqual(eventLines(running.events()), before);
  });

  it('never starts while a volume of its group can not be mounted', () => {
    const { clock, containers } = createRuntimeFixture();
    const volumes = [
      { name: 'files', azureFile: { shareName: 'missing-share', storageAccountName: 'shop' } },
    ];
    const running = containers.create(group({}, { volumes }));
    clock.advance(2 * minute);
    assert.deepEqual(states(running), {
      provisioning: 'Creating',
      group: 'Pending',
      container: 'Waiting ContainerCreating',
    });
    assert.match(eventLines(running.events())[0] ?? '', /^4 Warning FailedMount 1-91: .*mount error\(2\)/);
  });
});

describe('A Spot group', () => {
  const spot = () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(
      group({ image: 'mcr.microsoft.com/aci-emulator/silent' }, { priority: 'Spot' }),
    );
    return { clock, running };
  };

  it('is stopped when it is evicted, and says so in an event', () => {
    const { clock, running } = spot();
    clock.advance(upMs);
    running.evict();
    assert.equal(running.state, 'Stopped');
    assert.equal(states(running).container, 'Terminated Evicted');
    assert.ok(eventLines(running.events()).some(line => line.includes('Warning Evicted')));
  });

  it('can be started again', () => {
    const { clock, running } = spot();
    clock.advance(upMs);
    running.evict();
    running.start();
    clock.advance(upMs);
    assert.equal(running.state, 'Running');
    assert.ok(clock.now() > start);
  });

  it('alone can be evicted', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group({ image: 'mcr.microsoft.com/aci-emulator/silent' }));
    clock.advance(upMs);
    running.evict();
    assert.equal(running.state, 'Running');
  });
});
