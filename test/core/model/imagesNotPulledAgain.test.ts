import assert from 'node:assert/strict';
import { readGroup } from '../../../src/azure/api/readGroup.ts';
import { imagesNotPulledAgain } from '../../../src/core/model/imagesNotPulledAgain.ts';
import type { Container, ContainerEvent, ContainerGroup } from '../../../src/core/model/model.ts';
import type { GroupSpec, RunningGroup } from '../../../src/emulator/containers/runtime.ts';
import {
  asObject,
  group as groupSpec,
  createRuntimeFixture,
  upMs,
} from '../../emulator/containers/runtimeFixture.ts';
import { container, group } from '../sampleGroups.ts';
import type { JsonObject } from '../../../src/emulator/json.ts';

const at = Date.UTC(2026, 0, 5, 9);
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

function pulled(text: string, seconds: number): ContainerEvent {
  const time = at + seconds * 1000;
  const message = `Successfully pulled image "${text}"`;
  return {
    ...{ name: 'Pulled', message, type: 'Normal', count: 1 },
    ...{ firstTimestamp: time, lastTimestamp: time },
  };
}

function running(image: string, ...events: readonly ContainerEvent[]): ContainerGroup {
  const view: Container['instanceView'] = {
    ...{ restartCount: 0, currentState: undefined, previousState: undefined },
    events,
  };
  return group({ containers: [container({ image, instanceView: view })] });
}

describe('A restart does not pull the new image (ask #13, azure-docs#71023, #31717): what it left as it was', () => {
  it('is the image of a container that nothing was pulled for', () => {
    const once = running('shop/web:dev', pulled(`shop/web@${digest('a')}`, 0));
    assert.deepEqual(imagesNotPulledAgain(once, once), ['shop/web:dev']);
  });

  it('is the image of a container that the same digest was pulled for again', () => {
    const before = running('shop/web:dev', pulled(`shop/web@${digest('a')}`, 0));
    const after = running('shop/web:dev', pulled(`shop/web@${digest('a')}`, 60));
    assert.deepEqual(imagesNotPulledAgain(before, after), ['shop/web:dev']);
  });

  it('is nothing where another digest was pulled', () => {
    const old = pulled(`shop/web@${digest('a')}`, 0);
    const before = running('shop/web:dev', old);
    const after = running('shop/web:dev', old, pulled(`shop/web@${digest('b')}`, 60));
    assert.deepEqual(imagesNotPulledAgain(before, after), []);
  });

  it('is nothing where the tag was pulled again (recorded in 2020)', () => {
    const before = running('nginx', pulled('nginx', 0));
    const after = running('nginx', pulled('nginx', 0), pulled('nginx', 25));
    assert.deepEqual(imagesNotPulledAgain(before, after), []);
  });

  it('is nothing of what is pinned by a digest: it could not become another one', () => {
    const pinned = running(`shop/web@${digest('a')}`, pulled(`shop/web@${digest('a')}`, 0));
    assert.deepEqual(imagesNotPulledAgain(pinned, pinned), []);
  });
});

describe('In the emulator', () => {
  const id = '/subscriptions/s/resourceGroups/r/providers/Microsoft.ContainerInstance/containerGroups/shop';

  function read(living: RunningGroup, { properties, location }: GroupSpec): ContainerGroup {
    const containers = (properties['containers'] as JsonObject[]).map(one => ({
      ...one,
      properties: {
        ...asObject(one['properties']),
        instanceView: living.containerInstanceView(one['name'] as string) ?? null,
      },
    }));
    const { provisioningState } = living;
    const body = { ...properties, provisioningState, containers, instanceView: living.instanceView() };
    const found = readGroup('emulator', { id, location, properties: body });
    assert.ok(found);
    return found;
  }

  it('a restart keeps images', () => {
    const { clock, containers } = createRuntimeFixture();
    const spec = groupSpec({ image: 'nginx:1.27' });
    const living = containers.create(spec);
    clock.advance(upMs);
    const before = read(living, spec);
    living.restart();
    clock.advance(upMs);
    assert.deepEqual(imagesNotPulledAgain(before, read(living, spec)), ['nginx:1.27']);
  });
});
