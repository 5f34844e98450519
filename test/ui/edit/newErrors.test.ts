import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/core/json.ts';
import { newErrors } from '../../../src/ui/edit/newErrors.ts';
import { writeYaml } from '../../../src/ui/fileFormats/writeYaml.ts';

const container = (name: string, image: string): JsonObject => ({
  name,
  properties: { image, resources: { requests: { cpu: 1, memoryInGB: 1 } } },
});
const group = (...containers: readonly JsonObject[]): string =>
  writeYaml({
    ...{ apiVersion: '2023-05-01', name: 'web', location: 'westeurope' },
    properties: { osType: 'Linux', containers },
  });
const codes = (text: string, live?: string) => newErrors(text, live).map(({ code }) => code);

describe('The errors of an edited group', () => {
  const live = group(container('my_app', 'nginx:a:b'));

  it('are all of them where nothing is in Azure yet', () =>
    assert.deepEqual(codes(live), ['nameCharacters', 'imageTag']));

  it('are none that the group in Azure has, whatever else changes', () => {
    assert.deepEqual(codes(live, live), []);
    assert.deepEqual(codes(live.replace('cpu: 1', 'cpu: 2'), live), []);
    assert.deepEqual(codes(group(container('first', 'nginx'), container('my_app', 'nginx:a:b')), live), []);
  });

  it('are those of another value and of another place', () => {
    assert.deepEqual(codes(live.replace('nginx:a:b', 'nginx:b:c'), live), ['imageTag']);
    const more = group(container('my_app', 'nginx:a:b'), container('your_app', 'nginx:a:b'));
    assert.deepEqual(codes(more, live), ['nameCharacters', 'imageTag']);
  });
});
