import assert from 'node:assert/strict';
import { readGroup } from '../../src/azure/api/readGroup.ts';
import type { ContainerGroup } from '../../src/core/model/containerGroup.ts';
import { imagesNotPulledAgain } from '../../src/core/model/imagesNotPulledAgain.ts';
import type { GroupSpec, RunningGroup } from '../../src/emulator/containers/runtime.ts';
import type { JsonObject } from '../../src/emulator/json.ts';
import {
  asObject,
  createRuntimeFixture,
  group as groupSpec,
  upMs,
} from '../emulator/containers/runtimeFixture.ts';

describe('The images that a restart does not pull again', () => {
  const id = '/subscriptions/s/resourceGroups/r/providers/Microsoft.ContainerInstance/containerGroups/shop';

  function read(running: RunningGroup, { properties, location }: GroupSpec): ContainerGroup {
    const containers = (properties['containers'] as JsonObject[]).map(one => ({
      ...one,
      properties: {
        ...asObject(one['properties']),
        instanceView: running.containerInstanceView(one['name'] as string) ?? null,
      },
    }));
    const { provisioningState } = running;
    const body = { ...properties, provisioningState, containers, instanceView: running.instanceView() };
    const found = readGroup('emulator', { id, location, properties: body });
    assert.ok(found);
    return found;
  }

  it('are found after a restart in the emulator', () => {
    const { clock, containers } = createRuntimeFixture();
    const spec = groupSpec({ image: 'nginx:1.27' });
    const running = containers.create(spec);
    clock.advance(upMs);
    const before = read(running, spec);
    running.restart();
    clock.advance(upMs);
    assert.deepEqual(imagesNotPulledAgain(before, read(running, spec)), ['nginx:1.27']);
  });
});
