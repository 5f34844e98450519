import assert from 'node:assert/strict';
import type { Json } from '../../../../src/emulator/json.ts';
import { objectAt, objectsAt, textAt } from '../../../../src/emulator/json.ts';
import { type Azure, resourceGroup, startAzure, subscriptionId, templateOf } from './deploymentFixture.ts';

/** Examples of the pages "… functions for ARM templates" on learn.microsoft.com, unless another source is named. */
const families: Readonly<Record<string, readonly (readonly [string, Json])[]>> = {
  array: [
    ["array('one')", ['one']],
    ["concat(createArray('1-1'), createArray('2-1'))", ['1-1', '2-1']],
    ["contains(createArray('one', 'two'), 'two')", true],
    ["contains(createObject('one', 'a'), 'ONE')", true],
    ['empty(createArray())', true],
    ['empty(null())', true],
    ["first(createArray('one', 'two'))", 'one'],
    ['flatten(createArray(createArray(1, 2), createArray(3)))', [1, 2, 3]],
    ["indexOf(createArray('a', 'b', 'b'), 'b')", 1],
    ["lastIndexOf(createArray('a', 'b', 'b'), 'b')", 2],
    ["intersection(createArray('one', 'two', 'three'), createArray('two', 'three'))", ['two', 'three']],
    [
      "intersection(createObject('one', 'a', 'two', 'b'), createObject('one', 'a', 'two', 'z'))",
      { one: 'a' },
    ],
    ["last('One Two Three')", 'e'],
    ["length(createArray('one', 'two'))", 2],
    ['max(createArray(0, 3, 2))', 3],
    ['min(0, 3, 2)', 0],
    ['range(5, 3)', [5, 6, 7]],
    ["skip(createArray('one', 'two', 'three'), 2)", ['three']],
    ["take('one two three', 2)", 'on'],
    ["tryGet(createObject('a', createArray(1)), 'a', 0)", 1],
    ["union(createArray('one', 'two'), createArray('two', 'three'))", ['one', 'two', 'three']],
    [
      "union(createObject('a', createObject('b', 1)), createObject('a', createObject('c', 2)))",
      { a: { b: 1, c: 2 } },
    ],
  ],
  string: [
    ["base64('one, two')", 'b25lLCB0d28='],
    ["base64ToString('b25lLCB0d28=')", 'one, two'],
    ['base64ToJson(base64(\'{"one": "a"}\')).one', 'a'],
    ["dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')", 'Hello, World!'],
    ["endsWith('abcdef', 'F')", true],
    [
      "format('{0}, {1}. Formatted number: {2:N0}', 'Hello', 'User', 8175133)",
      'Hello, User. Formatted number: 8,175,133',
    ],
    ["format('{0:D3}{{}}', 7)", '007{}'],
    // A published pair: see test/core/template/functions.test.ts.
    ["guid('foo', 'bar', 'baz')", '2ed86837-7c7c-5eaa-9864-dd077fd19b0d'],
    ["join(createArray('one', 'two'), '; ')", 'one; two'],
    ['json(\'{"a": [1]}\').a[0]', 1],
    ["padLeft(123, 10, '0')", '0000000123'],
    ["replace('123-123', '-', '')", '123123'],
    ["split('one;two,three', createArray(';', ','))", ['one', 'two', 'three']],
    ["string(createArray('a', 1))", '["a",1]'],
    ['string(true())', 'True'],
    ["substring('one two three', 4, 3)", 'two'],
    ["toUpper(toLower('One'))", 'ONE'],
    ["trim('  one ')", 'one'],
    // stackoverflow.com/questions/43295720
    ["uniqueString('tyeth')", 'zcztcwvu6iyg6'],
    ["uniqueString('snap', 'crackle', 'pop')", 'byghxckddilkc'],
    ["uri('http://contoso.org/firstpath/', 'myscript.sh')", 'http://contoso.org/firstpath/myscript.sh'],
    ["uriComponentToString(uriComponent('http://contoso.com?a=b'))", 'http://contoso.com?a=b'],
    ["'It''s'", "It's"],
  ],
  object: [
    ["createObject('a', 1, 'b', createArray())", { a: 1, b: [] }],
    ["items(createObject('b', 1, 'a', 2))[0].key", 'a'],
    ["objectKeys(createObject('a', 1))", ['a']],
    ["shallowMerge(createArray(createObject('a', 1), createObject('a', 2)))", { a: 2 }],
    ["coalesce(null(), 'b')", 'b'],
  ],
  numeric: [
    ['add(5, 3)', 8],
    ['div(8, 3)', 2],
    ["float('3.5')", 3.5],
    ["int('4')", 4],
    ['mod(7, 3)', 1],
    ['mul(5, -3)', -15],
    ['sub(7, 3)', 4],
  ],
  logical: [
    ["and(bool('true'), not(false()))", true],
    ['or(false(), bool(0))', false],
    ['xor(true(), false())', true],
    ["if(equals('a', 'a'), 'yes', int('no'))", 'yes'],
    ["equals(createObject('a', 1, 'b', 2), createObject('b', 2, 'a', 1))", true],
    ["equals('A', 'a')", false],
    ["greater('b', 'a')", true],
    ['lessOrEquals(2, 2)', true],
  ],
  date: [
    ["dateTimeAdd('2020-04-07 14:53:14Z', '-PT90M', 'yyyy-MM-dd HH:mm')", '2020-04-07 13:23'],
    ['dateTimeFromEpoch(1683040573)', '2023-05-02T15:16:13Z'],
    ["dateTimeToEpoch('2023-05-02T15:16:13Z')", 1683040573],
  ],
  lambda: [
    ["filter(range(0, 5), lambda('x', less(lambdaVariables('x'), 2)))", [0, 1]],
    [
      "map(createArray('a', 'b'), lambda('x', 'i', format('{0}{1}', lambdaVariables('x'), lambdaVariables('i'))))",
      ['a0', 'b1'],
    ],
    ["reduce(range(1, 4), 0, lambda('sum', 'x', add(lambdaVariables('sum'), lambdaVariables('x'))))", 10],
    [
      "sort(createArray(3, 1, 2), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))",
      [1, 2, 3],
    ],
    ["toObject(createArray('a'), lambda('x', toUpper(lambdaVariables('x'))))", { A: 'a' }],
    [
      "groupBy(createArray('ab', 'b', 'ac'), lambda('x', first(lambdaVariables('x'))))",
      { a: ['ab', 'ac'], b: ['b'] },
    ],
    ["mapValues(createObject('a', 1), lambda('x', add(lambdaVariables('x'), 1)))", { a: 2 }],
  ],
  CIDR: [
    ["parseCidr('10.144.0.0/20').broadcast", '10.144.15.255'],
    ["cidrSubnet('10.144.0.0/20', 24, 1)", '10.144.1.0/24'],
    ["cidrHost('10.144.3.0/24', 0)", '10.144.3.1'],
  ],
  resource: [
    [
      "resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', 'default')",
      `${resourceGroup}/providers/Microsoft.Network/virtualNetworks/net/subnets/default`,
    ],
    [
      "resourceId('other', 'Microsoft.Storage/storageAccounts', 'a')",
      `/subscriptions/${subscriptionId}/resourceGroups/other/providers/Microsoft.Storage/storageAccounts/a`,
    ],
    [
      "subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'r')",
      `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/r`,
    ],
    [
      "extensionResourceId(resourceGroup().id, 'Microsoft.Authorization/locks', 'l')",
      `${resourceGroup}/providers/Microsoft.Authorization/locks/l`,
    ],
    [
      "tenantResourceId('Microsoft.Management/managementGroups', 'm')",
      '/providers/Microsoft.Management/managementGroups/m',
    ],
    ['resourceGroup().location', 'westeurope'],
    ['subscription().subscriptionId', subscriptionId],
    ['environment().suffixes.storage', 'core.windows.net'],
  ],
};

describe('Functions of templates', () => {
  let azure: Azure;
  before(async () => {
    azure = await startAzure();
  });
  after(() => azure.close());

  for (const [family, examples] of Object.entries(families)) {
    it(`of the family ${family}`, async () => {
      const named = Object.fromEntries(examples.map(([expression], index) => [`o${index}`, expression]));
      const values = await azure.evaluate(named);
      for (const [index, [expression, expected]] of examples.entries()) {
        assert.deepEqual(values[`o${index}`], expected, expression);
      }
    });
  }

  it('are known in any case', async () => {
    assert.deepEqual(await azure.evaluate({ a: "TOUPPER('a')" }), { a: 'A' });
  });

  it('of the deployment tell its name and who deploys', async () => {
    const { name, deployer } = await azure.evaluate({
      name: 'deployment().name',
      deployer: 'length(deployer().objectId)',
    });
    assert.match(typeof name === 'string' ? name : '', /^deployment-\d+$/);
    assert.equal(deployer, 36);
  });

  it('that differ each time are for defaults of parameters', async () => {
    const more = {
      parameters: {
        now: { type: 'string', defaultValue: "[utcNow('yyyy-MM-dd')]" },
        id: { type: 'string', defaultValue: '[newGuid()]' },
      },
    };
    const values = await azure.evaluate({ now: "parameters('now')", id: "length(parameters('id'))" }, more);
    assert.deepEqual(values, { now: '2026-01-05', id: 36 });
    const failed = await azure.deploy(
      templateOf([], { outputs: { now: { type: 'string', value: '[utcNow()]' } } }),
    );
    const error = objectAt(failed, 'error');
    assert.equal(textAt(error, 'code'), 'DeploymentOutputEvaluationFailed');
    assert.match(
      textAt(objectsAt(error, 'details')[0] ?? {}, 'message'),
      /'utcNow' is not expected at this location/,
    );
  });

  it('of a template of its own see their arguments', async () => {
    const functions = [
      {
        namespace: 'contoso',
        members: {
          shout: {
            parameters: [{ name: 'word', type: 'string' }],
            output: { type: 'string', value: "[concat(toUpper(parameters('word')), '!')]" },
          },
        },
      },
    ];
    assert.deepEqual(await azure.evaluate({ a: "contoso.shout('hey')" }, { functions }), { a: 'HEY!' });
  });

  it('read members safely where asked to', async () => {
    const values = await azure.evaluate({
      a: "coalesce(createObject('x', 1).?y, 'none')",
      b: 'createArray(1)[0]',
    });
    assert.deepEqual(values, { a: 'none', b: 1 });
  });
});
