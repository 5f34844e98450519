import assert from 'node:assert/strict';
import type { Container, ContainerEvent, ContainerGroup } from '../../../src/core/model/containerGroup.ts';
import { imagesNotPulledAgain } from '../../../src/core/model/imagesNotPulledAgain.ts';
import { container, group } from '../sampleGroups.ts';

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

describe('A restart does not pull the new image (azure-docs#71023, #31717): what it left as it was', () => {
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
