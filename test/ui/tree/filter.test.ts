import assert from 'node:assert/strict';
import { filterWords, matchesFilter, groupsNeedingState } from '../../../src/ui/tree/filter.ts';
import { container, group } from '../../core/sampleGroups.ts';

const shop = group({
  name: 'web-Frontend',
  resourceGroup: 'shop-rg',
  location: 'westeurope',
  tags: { env: 'Prod', owner: 'ada' },
  containers: [container({ name: 'nginx', image: 'docker.io/library/nginx:1.27' })],
  initContainers: [container({ name: 'migrate', isInit: true, image: 'contoso.azurecr.io/migrate' })],
});

describe('A filter', () => {
  const hits = (text: string, of = shop) => matchesFilter(of, filterWords(text));

  it('looks at name, resource group, containers, images, state, location and tags, without case', () => {
    for (const text of [
      'FRONT',
      'shop-rg',
      'nginx',
      '1.27',
      'migrate',
      'azurecr',
      'running',
      'westeu',
      'prod',
      'owner',
    ]) {
      assert.ok(hits(text), text);
    }
    assert.ok(hits('env=prod'));
    assert.ok(!hits('staging'));
  });

  it('wants all words to match, wherever', () => {
    assert.ok(hits('  running   nginx  env=prod '));
    assert.ok(!hits('running nginx stopped'));
  });

  it('lets everything through when nothing is typed', () => {
    assert.ok(hits('   '));
  });

  it('says nothing of a state that is not known', () => {
    assert.ok(!hits('running', { ...shop, state: undefined }));
  });

  it('is undecided about a group whose state is not known, when it asks for a state', () => {
    const unread = { ...shop, state: undefined };
    const asked = (text: string) => groupsNeedingState([unread, shop], filterWords(text)).length;
    assert.equal(asked('running'), 1);
    assert.equal(asked('nginx runn'), 1);
    assert.equal(asked('apache running'), 0);
    assert.equal(asked('nginx'), 0);
    assert.equal(asked('ru'), 0);
  });
});
