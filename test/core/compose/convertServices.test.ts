import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { isComposeFile } from '../../../src/core/compose/convertServices.ts';
import { convert, read } from './composeFixture.ts';

/**
 * `x.compose.yml` becomes the group in `x.expected.yml`, with all that is reported of it (`effect path: reason
 * arguments`).
 */
const fixtures = path.join(import.meta.dirname, 'fixtures');
const namesEndingIn = (ending: string) =>
  fs
    .readdirSync(fixtures)
    .filter(file => file.endsWith(ending))
    .map(file => file.slice(0, -ending.length));

describe('A Compose file becomes a group', () => {
  for (const name of namesEndingIn('.compose.yml'))
    it(name.replaceAll('-', ' '), async () => {
      const text = (ending: string) => fs.readFileSync(path.join(fixtures, name + ending), 'utf8');
      assert.deepEqual(await convert(text('.compose.yml')), parse(text('.expected.yml')));
    });

  it('in every fixture, each with what is expected', () => {
    assert.deepEqual(namesEndingIn('.compose.yml'), namesEndingIn('.expected.yml'));
    assert.equal(fs.readdirSync(fixtures).length, 2 * namesEndingIn('.compose.yml').length);
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
    assert.equal(isComposeFile({ services: null }), true);
    assert.equal(isComposeFile({ kind: 'Values', services: null }), false);
    assert.equal(isComposeFile({ type: 'Microsoft.ContainerInstance/containerGroups' }), false);
  });
});
