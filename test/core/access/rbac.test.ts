import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isAllowed,
  resourceGroupScope,
  subscriptionOf,
  subscriptionScope,
} from '../../../src/core/access/rbac.ts';

const only = (...actions: string[]) => [{ actions, notActions: [] }];
const start = 'Microsoft.ContainerInstance/containerGroups/start/action';

describe('Permissions', () => {
  it('give what they name, whatever its case', () => {
    assert.ok(isAllowed(only('microsoft.containerinstance/containergroups/START/action'), start));
    assert.ok(!isAllowed(only('Microsoft.ContainerInstance/containerGroups/stop/action'), start));
  });

  it('let a star stand for anything, slashes and nothing included', () => {
    for (const pattern of [
      '*',
      'Microsoft.ContainerInstance/*',
      '*/action',
      'Microsoft.*/start/*',
      `${start}*`,
    ]) {
      assert.ok(isAllowed(only(pattern), start), pattern);
    }
    for (const pattern of [
      '*/read',
      'Microsoft.Network/*',
      '*/start',
      `*${start}x`,
      'Microsoft.*/action/action',
    ]) {
      assert.ok(!isAllowed(only(pattern), start), pattern);
    }
  });

  it('take out again what they don’t mean, but only from their own entry', () => {
    const contributor = { actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] };
    const assign = 'Microsoft.Authorization/roleAssignments/write';
    assert.ok(isAllowed([contributor], start));
    assert.ok(!isAllowed([contributor], assign));
    assert.ok(isAllowed([contributor, ...only('Microsoft.Authorization/*')], assign));
  });

  it('give nothing where there are none', () => {
    assert.ok(!isAllowed([], start));
  });

  it('let no part of a pattern be used twice', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 4 }), part, (parts, text) => {
        const expected = new RegExp(`^${parts.join('.*')}$`).test(text);
        assert.equal(isAllowed(only(parts.join('*')), text), expected);
      }),
    );
  });
});

describe('Scopes', () => {
  it('are ARM ids', () => {
    const of = { cloud: 'azure', subscriptionId: 'S', resourceGroup: 'rg' } as const;
    assert.equal(subscriptionScope(of).id, '/subscriptions/S');
    assert.equal(resourceGroupScope(of).id, '/subscriptions/S/resourceGroups/rg');
    assert.equal(subscriptionOf(resourceGroupScope(of)), 'S');
  });
});
