import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonObject } from '../../../src/core/json.ts';
import { composeText } from '../../../src/ui/deploy/composeMessages.ts';
import { read } from '../../core/compose/composeFixture.ts';

describe('A Compose file becomes a group', () => {
  it('whatever it holds, and every note has its words', async () => {
    const keys = fc.constantFrom(
      ...['image', 'ports', 'volumes', 'environment', 'command', 'deploy', 'healthcheck', 'extends'],
      ...['secrets', 'configs', 'env_file', 'restart', 'profiles', 'cpus', 'tmpfs', '__proto__'],
      ...['depends_on', 'entrypoint', 'links', 'networks'],
    );
    const texts = fc.constantFrom(
      'web',
      '80:80',
      '${A:-',
      '/a',
      'a:/b',
      '1g',
      '$A',
      "it's",
      'http://web:80',
      './a:/b',
    );
    const values = fc.oneof(texts, fc.jsonValue(), fc.array(texts), fc.dictionary(texts, texts));
    const service = fc.oneof(fc.dictionary(keys, values), fc.jsonValue());
    const tops = fc.dictionary(
      fc.constantFrom('volumes', 'secrets', 'configs', 'include', 'x-a'),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(
        tops,
        fc.dictionary(fc.constantFrom('web', 'a', 'B'), service),
        tops,
        fc.dictionary(fc.constantFrom('web', 'a'), service),
        async (top, services, overTop, overServices) => {
          const content: JsonObject = { ...(top as JsonObject), services };
          const over = JSON.stringify({ ...overTop, services: overServices });
          const { report } = await read(
            { content, tags: [{ path: ['services', 'web'], tag: '!reset' }] },
            { files: { 'compose.override.yml': over, a: 'web:80' } },
          );
          for (const { why } of report) assert.notEqual(composeText(why), '');
        },
      ),
      { numRuns: 40 },
    );
  });
});
