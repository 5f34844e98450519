/**
 * The examples of the pages "Array", "Comparison", "Date", "Deployment", "Lambda", "Logical", "Numeric", "Object",
 * "Resource" and "String functions for ARM templates" (learn.microsoft.com), and of Bicep's own tests of them
 * (github.com/Azure/bicep, FunctionResolverTests.cs and EvaluationTests.cs), which run Azure's engine.
 */
import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { contextOf, valueOf } from './evaluation.ts';

const variables: JsonObject = {
  list: ['one', 'two', 'three'],
  object: { one: 'a', two: 'b', three: 'c' },
  deep: { property: { one: 'a', three: 'c1' }, nested: [1, 2] },
  other: { property: { three: 'c2', four: 'd' }, nested: [3, 4] },
  nulls: { null1: null, null2: null, string: 'default' },
  dogs: [
    { name: 'Evie', age: 5, interests: ['Ball', 'Frisbee'] },
    { name: 'Casper', age: 3, interests: ['Other dogs'] },
    { name: 'Indy', age: 2, interests: ['Butter'] },
    { name: 'Kira', age: 8, interests: ['Rubs'] },
  ],
  kinds: [
    { type: 'a', value: 123 },
    { type: 'b', value: 456 },
    { type: 'a', value: 789 },
  ],
};

const subscription = '11111111-1111-1111-1111-111111111111';

const examples: Readonly<Record<string, readonly (readonly [expression: string, value: Json])[]>> = {
  array: [
    ['array(1)', [1]],
    ["array('efgh')", ['efgh']],
    ["array(createObject('a', 'b'))", [{ a: 'b' }]],
    ["concat(createArray('1-1', '1-2'), createArray('2-1'))", ['1-1', '1-2', '2-1']],
    ["contains('OneTwoThree', 'e')", true],
    ["contains('OneTwoThree', 'one')", false],
    ["contains(variables('object'), 'ONE')", true],
    ["contains(variables('object'), 'a')", false],
    ["contains(variables('list'), 'three')", true],
    ["contains(variables('list'), 'four')", false],
    ['createArray()', []],
    ["createArray(1, 'b')", [1, 'b']],
    ["empty('')", true],
    ['empty(createArray())', true],
    ['empty(createObject())', true],
    ["empty('non-empty')", false],
    ["first(variables('list'))", 'one'],
    ["first('One Two Three')", 'O'],
    ['first(createArray())', null],
    ["flatten(createArray(createArray('a', 'b'), createArray('c')))", ['a', 'b', 'c']],
    ["indexOf(createArray('fizz', 'buzz', 'fizz'), 'fizz')", 0],
    ["indexOf(createArray('FOO'), 'foo')", -1],
    ["indexFromEnd(variables('list'), 1)", 'three'],
    ["tryIndexFromEnd(variables('list'), 4)", null],
    ["intersection(variables('list'), createArray('two', 'three'))", ['two', 'three']],
    [
      "intersection(variables('object'), createObject('one', 'a', 'two', 'z', 'three', 'c'))",
      { one: 'a', three: 'c' },
    ],
    ["last(variables('list'))", 'three'],
    ["last('One Two Three')", 'e'],
    ["lastIndexOf(createArray('fizz', 'buzz', 'fizz'), 'fizz')", 2],
    ["length(variables('list'))", 3],
    ["length('One Two Three')", 13],
    ["length(variables('object'))", 3],
    ['max(createArray(0, 3, 2, 5, 4))', 5],
    ['max(0, 3, 2, 5, 4)', 5],
    ['min(createArray(0, 3, 2, 5, 4))', 0],
    ['min(0, 3, 2, 5, 4)', 0],
    ['range(5, 3)', [5, 6, 7]],
    ["skip(variables('list'), 2)", ['three']],
    ["skip('one two three', 4)", 'two three'],
    ["take(variables('list'), 2)", ['one', 'two']],
    ["take('one two three', 2)", 'on'],
    ["tryGet(variables('list'), 7)", null],
    ["union(variables('list'), createArray('three', 'four'))", ['one', 'two', 'three', 'four']],
  ],
  comparison: [
    ["coalesce(variables('nulls').null1, variables('nulls').null2, variables('nulls').string)", 'default'],
    ["empty(coalesce(variables('nulls').null1, variables('nulls').null2))", true],
    ['equals(1, 1)', true],
    ["equals('demo', 'Demo')", false],
    ["equals(createArray('a', 'b'), createArray('a', 'b'))", true],
    ["equals(createObject('a', 'b'), createObject('A', 'b'))", true],
    ['greater(1, 2)', false],
    ["greater('A', 'a')", true],
    ["greaterOrEquals('A', 'a')", true],
    ['less(1, 2)', true],
    ["less('A', 'a')", false],
    ["lessOrEquals('A', 'a')", false],
    ['lessOrEquals(2, 2)', true],
  ],
  logical: [
    ["and(bool('true'), bool('false'))", false],
    ["or(bool('true'), bool('false'))", true],
    ["not(bool('true'))", false],
    ['bool(1)', true],
    ['bool(0)', false],
    ['false()', false],
    ['true()', true],
    ["if(equals('a', 'a'), 'yes', 'no')", 'yes'],
    ["if(equals('a', 'b'), 'yes', 'no')", 'no'],
    ["if(equals('a', 'a'), json('{\"test\": \"value1\"}'), json('null'))", { test: 'value1' }],
    ["if(true(), 'taken', variables('list')[9])", 'taken'],
  ],
  numeric: [
    ['add(5, 3)', 8],
    // 64 bits: what JavaScript does not hold keeps its digits.
    ['add(9007199254740991, 2)', '9007199254740993'],
    ['sub(9007199254740993, 2)', 9007199254740991],
    ['mul(3037000499, 3037000499)', '9223372030926249001'],
    ['div(9223372036854775807, 10)', '922337203685477580'],
    ['mod(9223372036854775807, 10)', 7],
    ["int('9007199254740993')", '9007199254740993'],
    ['string(9007199254740993)', '9007199254740993'],
    ['less(9007199254740992, 9007199254740993)', true],
    ['equals(9007199254740992, 9007199254740993)', false],
    ['less(5, 9007199254740993)', true],
    ['div(8, 3)', 2],
    ['div(-8, 3)', -2],
    ["float('3.5')", 3.5],
    ["int('4')", 4],
    ['mod(7, 3)', 1],
    ['mul(mul(5, 3), 3)', 45],
    ['sub(7, 3)', 4],
  ],
  object: [
    [
      "createObject('intProp', 1, 'boolProp', true(), 'arrayProp', createArray('a', 'b'))",
      { intProp: 1, boolProp: true, arrayProp: ['a', 'b'] },
    ],
    [
      "items(createObject('item002', 2, 'item001', 1))",
      [
        { key: 'item001', value: 1 },
        { key: 'item002', value: 2 },
      ],
    ],
    ['json(\'{"a": "b"}\')', { a: 'b' }],
    ["json('[1,2,3 ]')", [1, 2, 3]],
    ["json('1.5')", 1.5],
    ["empty(json('null'))", true],
    ['empty(null())', true],
    ["objectKeys(createObject('a', 123, 'b', 456))", ['a', 'b']],
    ["shallowMerge(createArray(createObject('a', 123), createObject('b', 456)))", { a: 123, b: 456 }],
    ["tryGet(variables('deep'), 'property', 'one')", 'a'],
    ["tryGet(variables('deep'), 'none', 'one')", null],
    [
      "union(variables('deep'), variables('other'))",
      { property: { one: 'a', three: 'c2', four: 'd' }, nested: [3, 4] },
    ],
  ],
  lambda: [
    [
      "map(filter(variables('dogs'), lambda('dog', greaterOrEquals(lambdaVariables('dog').age, 5))), lambda('dog', lambdaVariables('DOG').name))",
      ['Evie', 'Kira'],
    ],
    ["filter(range(0, 10), lambda('i', equals(0, mod(lambdaVariables('i'), 2))))", [0, 2, 4, 6, 8]],
    [
      "map(variables('dogs'), lambda('dog', format('Hello {0}!', lambdaVariables('dog').name)))",
      ['Hello Evie!', 'Hello Casper!', 'Hello Indy!', 'Hello Kira!'],
    ],
    ["map(createArray('a', 'b'), lambda('x', 'i', lambdaVariables('i')))", [0, 1]],
    [
      "reduce(createArray(5, 3, 2, 8), 1, lambda('cur', 'next', add(lambdaVariables('cur'), lambdaVariables('next'))))",
      19,
    ],
    [
      "map(sort(variables('dogs'), lambda('a', 'b', less(lambdaVariables('a').age, lambdaVariables('b').age))), lambda('dog', lambdaVariables('dog').name))",
      ['Indy', 'Casper', 'Evie', 'Kira'],
    ],
    [
      "toObject(variables('dogs'), lambda('dog', lambdaVariables('dog').name), lambda('dog', lambdaVariables('dog').age))",
      { Evie: 5, Casper: 3, Indy: 2, Kira: 8 },
    ],
    [
      "groupBy(variables('kinds'), lambda('x', lambdaVariables('x').type), lambda('x', lambdaVariables('x').value))",
      { a: [123, 789], b: [456] },
    ],
    [
      "mapValues(createObject('a', 123, 'b', 456), lambda('v', mul(lambdaVariables('v'), 2)))",
      { a: 246, b: 912 },
    ],
  ],
  string: [
    ["base64('one, two, three')", 'b25lLCB0d28sIHRocmVl'],
    ["base64ToString('b25lLCB0d28sIHRocmVl')", 'one, two, three'],
    ["base64ToJson(base64('{''one'': ''a'', ''two'': ''b''}'))", { one: 'a', two: 'b' }],
    ["base64('ü')", 'w7w='],
    ["concat('prefix', '-', 5, true())", 'prefix-5True'],
    ["dataUri(' Fizz ')", 'data:text/plain;charset=utf-8;base64,IEZpenog'],
    ["dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')", 'Hello, World!'],
    ["endsWith('abcdef', 'F')", true],
    ["endsWith('abcdef', 'e')", false],
    [
      "format('{0}, {1}. Formatted number: {2:N0}', 'Hello', 'User', 8175133)",
      'Hello, User. Formatted number: 8,175,133',
    ],
    ["format('{0}/{1}/{2}', 1, 'b', true())", '1/b/True'],
    ["format('{0:00}|{1,4}|{1,-4}|{{}}', 7, 'ab')", '07|  ab|ab  |{}'],
    ["format('{0}', createObject('a', 'b', '!c', 2))", "{'a':'b','!c':2}"],
    ["guid('foo', 'bar', 'baz')", '2ed86837-7c7c-5eaa-9864-dd077fd19b0d'],
    ["indexOf('abcdef', 'CD')", 2],
    ["indexOf('abcdef', 'z')", -1],
    ["join(createArray('abc', 123, true()), '/')", 'abc/123/True'],
    ["lastIndexOf('abcdef', 'AB')", 0],
    ["lastIndexOf('food', 'o')", 2],
    ["padLeft('123', 10, '0')", '0000000123'],
    ["padLeft('00', 5)", '   00'],
    ["replace('123-123-1234', '-', '')", '1231231234'],
    ["replace('123-123-1234', '1234', '$&')", '123-123-$&'],
    ["split('one,two,three', ',')", ['one', 'two', 'three']],
    ["split('one;two,three', createArray(',', ';'))", ['one', 'two', 'three']],
    ["startsWith('abcdef', 'A')", true],
    ["startsWith('abcdef', 'e')", false],
    ["string(createObject('valueA', 10, 'valueB', 'Example Text'))", '{"valueA":10,"valueB":"Example Text"}'],
    ["string(createArray('a', 'b', 'c'))", '["a","b","c"]'],
    ['string(5)', '5'],
    ["substring('one two three', 4, 3)", 'two'],
    ["substring('one two three', 4)", 'two three'],
    ["toLower('One Two Three')", 'one two three'],
    ["toUpper('One Two Three')", 'ONE TWO THREE'],
    ["trim('    one two three   ')", 'one two three'],
    ["uniqueString('snap', 'crackle', 'pop')", 'byghxckddilkc'],
    // What a deployment gave, in the tests of Microsoft's Marketplace Offer Deployment Manager (ArmFunctionsTests.cs).
    [
      "uniqueString('/subscriptions/31e9f9a0-9fd2-4294-a0a3-0101246d9700/resourceGroups/rg-modm201-20230913120256/providers/Microsoft.Compute/virtualMachines/bobjacmodm201')",
      'yvjxno3je5on2',
    ],
    // stackoverflow.com/questions/43295720, out of Azure Stack's own assembly.
    ["uniqueString('tyeth')", 'zcztcwvu6iyg6'],
    [
      "uri('http://contoso.com/resources/', 'nested/azuredeploy.json')",
      'http://contoso.com/resources/nested/azuredeploy.json',
    ],
    ["uri('https://github.com/another/repo', '/Azure/bicep')", 'https://github.com/Azure/bicep'],
    ["uriComponent('http://contoso.com/a b')", 'http%3A%2F%2Fcontoso.com%2Fa%20b'],
    ["uriComponentToString('%20Fizz%20')", ' Fizz '],
  ],
  date: [
    ["dateTimeAdd('2020-04-07 14:53:14Z', 'P3Y', 'u')", '2023-04-07 14:53:14Z'],
    ["dateTimeAdd('20200407T145314Z', '-P9D', 'yyyy-MM-ddTHH:mm:ssZ')", '2020-03-29T14:53:14Z'],
    ["dateTimeAdd('2020-04-07T14:53:14Z', 'PT1H', 'h:mm tt')", '3:53 PM'],
    ["dateTimeAdd('2025-01-31', 'P1M', 'd')", '02/28/2025'],
    ["dateTimeAdd('2024-01-31', 'P1M', 'd')", '02/29/2024'],
    ["dateTimeAdd('2024-02-29', 'P1Y', 'd')", '02/28/2025'],
    ["dateTimeAdd('2025-03-31', '-P1M', 'd')", '02/28/2025'],
    ["dateTimeAdd('2025-01-31', 'P1M1D', 'd')", '03/01/2025'],
    ['dateTimeFromEpoch(1683040573)', '2023-05-02T15:16:13Z'],
    ["dateTimeToEpoch('2023-05-02T15:16:13Z')", 1683040573],
    ['utcNow()', '20190305T175318Z'],
    ["utcNow('d')", '03/05/2019'],
    ["utcNow('M d')", '3 5'],
  ],
  resource: [
    [
      "resourceId('Microsoft.Storage/storageAccounts', 'examplestorage')",
      '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/examplestorage',
    ],
    [
      "resourceId('otherResourceGroup', 'Microsoft.Storage/storageAccounts', 'examplestorage')",
      '/subscriptions/s/resourceGroups/otherResourceGroup/providers/Microsoft.Storage/storageAccounts/examplestorage',
    ],
    [
      `resourceId('${subscription}', 'otherResourceGroup', 'Microsoft.Storage/storageAccounts', 'examplestorage')`,
      `/subscriptions/${subscription}/resourceGroups/otherResourceGroup/providers/Microsoft.Storage/storageAccounts/examplestorage`,
    ],
    [
      "resourceId('Microsoft.SQL/servers/databases', 'serverName', 'databaseName')",
      '/subscriptions/s/resourceGroups/rg/providers/Microsoft.SQL/servers/serverName/databases/databaseName',
    ],
    // As the quickstart "aci-storage-file-share" has it.
    [
      "resourceId('Microsoft.Storage/storageAccounts/', 'a')",
      '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/a',
    ],
    [
      "subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'r')",
      '/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/r',
    ],
    [
      "tenantResourceId('Microsoft.Authorization/policyDefinitions', 'p')",
      '/providers/Microsoft.Authorization/policyDefinitions/p',
    ],
    [
      "managementGroupResourceId('m', 'My.Rp/parent/child', 'a', 'b')",
      '/providers/Microsoft.Management/managementGroups/m/providers/My.Rp/parent/a/child/b',
    ],
    [
      "extensionResourceId(resourceGroup().Id, 'Microsoft.Authorization/locks', 'l')",
      '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Authorization/locks/l',
    ],
    ['resourceGroup().location', 'westeurope'],
    ['subscription().tenantId', 't'],
    ['tenant().tenantId', 't'],
    ['deployment().name', 'web.template'],
    ['environment().suffixes.acrLoginServer', '.azurecr.io'],
    ['newGuid()', 'a-new-one'],
  ],
};

const context = contextOf(
  {},
  {
    tenantId: 't',
    cloud: 'azure',
    deploymentName: 'web.template',
    now: Date.UTC(2019, 2, 5, 17, 53, 18),
    newGuid: () => 'a-new-one',
  },
);

describe('The functions of ARM templates', () => {
  for (const [page, rows] of Object.entries(examples))
    describe(page, () => {
      for (const [expression, value] of rows)
        it(`gives ${JSON.stringify(value)} for ${expression}`, () => {
          assert.deepEqual(valueOf(`[${expression}]`, { variables }, context), { value, problems: [] });
        });
    });

  const wrong = [
    "substring('1234567890', 0, 11)",
    "int('four')",
    'div(1, 0)',
    "json('{')",
    'range(0, 10001)',
    "resourceId('Microsoft.Storage/storageAccounts')",
    "createObject('a')",
    "if('yes', 1, 2)",
    "format('{1}', 'a')",
    'length(5)',
  ];
  for (const expression of wrong)
    it(`refuses ${expression}`, () => {
      const [problem] = valueOf(`[${expression}]`).problems;
      assert.equal(problem?.[0], 'functionArguments');
    });
});
