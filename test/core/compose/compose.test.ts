import assert from 'node:assert/strict';
import fc from 'fast-check';
import { composeFiles, composeToGroup, isCompose } from '../../../src/core/compose/compose.ts';
import type { JsonObject } from '../../../src/core/model.ts';
import { composeText } from '../../../src/ui/groupFiles/composeWords.ts';
import { convert } from './read.ts';
import { table } from './table.ts';

const options = { name: 'shop', environment: () => undefined };

describe('A compose file becomes a group', () => {
  for (const { title, text, properties, report } of table)
    it(title, () => {
      assert.deepEqual(convert(text), { properties, report });
    });

  it('of a valid name, wherever that will be', () => {
    const { name, document, report } = composeToGroup({ services: {} }, { ...options, name: 'My Shop' });
    assert.equal(name, 'my-shop');
    assert.equal(document.body['location'], undefined);
    assert.deepEqual(report[0]?.why, { kind: 'nameChanged', from: 'My Shop', to: 'my-shop' });
  });

  it('after the files that it needs were read', () => {
    const file = {
      services: {
        web: { env_file: ['${DIR}/web.env'], secrets: ['one'] },
        off: { env_file: 'off.env', profiles: ['off'] },
      },
      secrets: { one: { file: 'one.txt' }, unused: { file: 'unused.txt' } },
    };
    assert.deepEqual(
      composeFiles(file, name => (name === 'DIR' ? 'env' : undefined)),
      ['env/web.env', 'one.txt'],
    );
  });

  it('is told from other files', () => {
    assert.equal(isCompose({ services: { web: {} } }), true);
    assert.equal(isCompose({ type: 'Microsoft.ContainerInstance/containerGroups' }), false);
  });

  it('whatever it holds, and every note has its words', () => {
    const keys = fc.constantFrom(
      ...['image', 'ports', 'volumes', 'environment', 'command', 'deploy', 'healthcheck', 'extends'],
      ...['secrets', 'configs', 'env_file', 'restart', 'profiles', 'cpus', 'tmpfs', '__proto__'],
    );
    const texts = fc.constantFrom('web', '80:80', '${A:-', '/a', 'a:/b', '1g', '$A', "it's");
    const values = fc.oneof(texts, fc.jsonValue(), fc.array(texts));
    const service = fc.oneof(fc.dictionary(keys, values), fc.jsonValue());
    const tops = fc.dictionary(
      fc.constantFrom('volumes', 'secrets', 'configs', 'include', 'x-a'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(tops, fc.dictionary(fc.constantFrom('web', 'a', 'B'), service), (top, services) => {
        const file: JsonObject = { ...(top as JsonObject), services: services };
        const { report } = composeToGroup(file, options);
        for (const { why } of report)
          assert.notEqual(
            composeText(why, message => message),
            '',
          );
        composeFiles(file, options.environment);
      }),
    );
  });
});
