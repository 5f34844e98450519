import assert from 'node:assert/strict';
import { isComposeFile } from '../../../src/core/compose/convertServices.ts';
import { convert, read } from './read.ts';
import { table } from './table.ts';

describe('A Compose file becomes a group', () => {
  for (const { title, text, properties, report } of table)
    it(title, async () => {
      assert.deepEqual(await convert(text), { properties, report });
    });

  it('of a valid name, wherever that will be', async () => {
    const { name, document, report } = await read('name: My Shop\nservices: {}');
    assert.equal(name, 'my-shop');
    assert.equal(document.body['location'], undefined);
    assert.deepEqual(
      report.map(({ why }) => why).find(({ kind }) => kind === 'nameChanged'),
      { kind: 'nameChanged', from: 'My Shop', to: 'my-shop' },
    );
  });

  it('is told from other files', () => {
    assert.equal(isComposeFile({ services: { web: {} } }), true);
    assert.equal(isComposeFile({ include: ['other.yml'] }), true);
    assert.equal(isComposeFile({ type: 'Microsoft.ContainerInstance/containerGroups' }), false);
  });
});
