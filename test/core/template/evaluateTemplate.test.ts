import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { evaluateTemplate } from '../../../src/core/template/evaluateTemplate.ts';
import { contextOf, problemsIn, resourceGroup, templateOf, type, valueOf } from './evaluation.ts';

const more = {
  parameters: {
    name: { type: 'string', defaultValue: "[concat('a', resourceGroup().name)]" },
    count: { type: 'int', defaultValue: 2 },
    shapes: { type: 'object', defaultValue: { Inner: ['zero', { deep: 'down' }] } },
  },
  variables: {
    plain: 'v',
    joined: "[concat(variables('plain'), '-', parameters('name'))]",
    one: "[variables('two')]",
    two: "[variables('one')]",
    bad: '[your.own()]',
  },
  functions: [
    {
      namespace: 'my',
      members: {
        own: {
          parameters: [{ name: 'text', type: 'string' }],
          output: { type: 'string', value: "[toLower(parameters('TEXT'))]" },
        },
      },
    },
  ],
};

const worked: readonly (readonly [string, Json])[] = [
  ['text', 'text'],
  ['[text', '[text'],
  ['[[text]', '[text]'],
  ["['it''s']", "it's"],
  ["[parameters('NAME')]", 'arg'],
  ["[ Variables( 'joined' ) ]", 'v-arg'],
  ["[concat(\n  'a',\n  'b'\n)]", 'ab'],
  ['[resourceGroup().location]', 'westeurope'],
  ["[resourcegroup()['ID']]", resourceGroup.id],
  ["[parameters('shapes').inner[1].deep]", 'down'],
  ["[parameters('shapes')[concat('in', 'ner')][0]]", 'zero'],
  ["[parameters('shapes').?none]", null],
  ["[parameters('shapes').inner[?7]]", null],
  ["[format('{0}-{1}-{{}}', 'a', parameters('count'))]", 'a-2-{}'],
  ["[concat(parameters('shapes').inner, parameters('shapes').inner)[2]]", 'zero'],
  ['[subscription().subscriptionId]', 's'],
  ["[My.OWN('LOUD')]", 'loud'],
];

const broken: readonly (readonly [string, string, string])[] = [
  ["[nobody('x')]", 'azureOnly', 'resources/0/tags/value'],
  ["[your.own('x')]", 'functionUnknown', 'resources/0/tags/value'],
  ["[concat('x'", 'none', ''],
  ["[concat('x']", 'expressionSyntax', 'resources/0/tags/value'],
  ["[parameters('none')]", 'parameterUndeclared', 'resources/0/tags/value'],
  ["[variables('none')]", 'variableUndeclared', 'resources/0/tags/value'],
  ["[variables('one')]", 'variableCycle', 'variables/two'],
  ["[variables('bad')]", 'functionUnknown', 'variables/bad'],
  ["[parameters('shapes').none]", 'propertyMissing', 'resources/0/tags/value'],
  ["[parameters('shapes').inner[7]]", 'indexMissing', 'resources/0/tags/value'],
  ['[copyIndex()]', 'loopUndeclared', 'resources/0/tags/value'],
  ["[lambdaVariables('x')]", 'lambdaVariableUndeclared', 'resources/0/tags/value'],
  ["[fail('not so')]", 'failed', 'resources/0/tags/value'],
];

describe('An ARM template', () => {
  for (const [text, expected] of worked)
    it(`works out ${text}`, () => {
      assert.deepEqual(valueOf(text, more, contextOf({ name: 'arg' })), { value: expected, problems: [] });
    });

  for (const [text, kind, path] of broken)
    it(`leaves ${text} as it is${kind === 'none' ? '' : ` and tells of it: ${kind}`}`, () => {
      assert.deepEqual(valueOf(text, more), { value: text, problems: kind === 'none' ? [] : [[kind, path]] });
    });

  it('works out keys, and keeps the api-version and all that is the group’s', () => {
    const resource = {
      type: type.toUpperCase(),
      apiVersion: '2021-10-01',
      name: "[parameters('name')]",
      location: '[resourceGroup().location]',
      dependsOn: ['x'],
      properties: { "[concat('os','Type')]": 'Linux' },
    };
    const { groups, problems } = evaluateTemplate(
      { ...more, resources: { symbolic: resource } },
      contextOf({ name: 'arg' }),
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      groups.map(({ name, path, document }) => ({ name, path, document })),
      [
        {
          name: 'arg',
          path: ['resources', 'symbolic'],
          document: {
            apiVersion: '2021-10-01',
            body: { location: 'westeurope', properties: { osType: 'Linux' } },
          },
        },
      ],
    );
  });

  it('leaves out what nobody needs, and tells of it', () => {
    const group = { type, apiVersion: '1', name: 'web' };
    assert.deepEqual(
      problemsIn({
        resources: [
          { type: 'Microsoft.Storage/storageAccounts', name: 'store' },
          { type, apiVersion: '1', name: 'there', existing: true },
          group,
          { ...group, name: 'WEB' },
          { type, name: 'old' },
          { type, apiVersion: '1' },
        ],
      }),
      [
        ['error', 'apiVersionMissing', 'resources/4'],
        ['error', 'groupNameMissing', 'resources/5/name'],
        ['error', 'groupTwice', 'resources/3/name'],
      ],
    );
  });

  it('is none without resources or the schema, and makes nothing without groups', () => {
    assert.deepEqual(problemsIn({ a: 1 }), [['error', 'notTemplate', '']]);
    assert.deepEqual(problemsIn({ resources: [{ type: 'A.B/c', name: 'x' }] }), [
      ['warning', 'noGroups', 'resources'],
    ]);
  });

  describe('with conditions', () => {
    const withCondition = (condition: Json) => ({
      parameters: { debug: { type: 'bool', defaultValue: false } },
      resources: [
        { type, apiVersion: '1', name: 'shop' },
        { type, apiVersion: '1', name: 'shop-debug', condition },
      ],
    });

    it('deploys the groups whose condition is true', () => {
      const names = (condition: Json) =>
        evaluateTemplate(withCondition(condition), contextOf()).groups.map(({ name }) => name);
      assert.deepEqual(names("[parameters('debug')]"), ['shop']);
      assert.deepEqual(names("[not(parameters('debug'))]"), ['shop', 'shop-debug']);
      assert.deepEqual(problemsIn(withCondition("[parameters('debug')]")), [
        ['hint', 'conditionFalse', 'resources/1/condition'],
      ]);
    });

    it('tells of one that is neither true nor false, and where none is left', () => {
      assert.deepEqual(problemsIn(withCondition('perhaps')), [
        ['error', 'conditionType', 'resources/1/condition'],
      ]);
      assert.deepEqual(problemsIn({ resources: [{ type, apiVersion: '1', name: 'a', condition: false }] }), [
        ['hint', 'conditionFalse', 'resources/0/condition'],
        ['warning', 'noGroupDeployed', 'resources'],
      ]);
    });
  });

  it('stays on its feet with any JSON', () => {
    const words = fc.constantFrom(
      ...['[', ']', "'", '(', ')', ',', '.', 'concat', 'parameters', 'variables', 'a', '{0}', ' '],
      ...['if', 'lambda', 'map', 'copyIndex', 'resourceId', 'format', 'dateTimeAdd', '1'],
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 12 }).map(parts => `[${parts.join('')}]`),
    );
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), texts, (any, other, text) => {
        const given = any as Json;
        evaluateTemplate({ resources: given, parameters: other, variables: given }, contextOf());
        const copy = { name: 'l', count: given, input: other as Json };
        const template = templateOf(text, {
          variables: { a: other as Json, copy: [copy] },
          functions: given,
        });
        evaluateTemplate(template, contextOf({ a: given }));
      }),
    );
  });

  describe('made to grow without end', () => {
    const doubling = (start: Json, step: (name: string) => Json) => ({
      variables: Object.fromEntries([
        ['v0', start],
        ...Array.from({ length: 60 }, (_, at) => [`v${at + 1}`, step(`variables('v${at}')`)] as const),
      ]) as JsonObject,
    });
    const hostile: Readonly<Record<string, JsonObject>> = {
      texts: templateOf(
        "[variables('v60')]",
        doubling('xx', name => `[concat(${name}, ${name})]`),
      ),
      lists: templateOf(
        "[variables('v60')]",
        doubling([1], name => `[concat(${name}, ${name})]`),
      ),
      objects: templateOf(
        "[variables('v60')]",
        doubling({ a: 1 }, name => ({ one: `[${name}]`, two: `[${name}]` })),
      ),
      'copies of copies': templateOf('x', {
        resources: [
          {
            type,
            apiVersion: '1',
            name: "[concat('a', copyIndex())]",
            copy: { name: 'outer', count: 800 },
            properties: {
              copy: [
                {
                  name: 'containers',
                  count: 800,
                  input: { copy: [{ name: 'ports', count: 800, input: "[copyIndex('ports')]" }] },
                },
              ],
            },
          },
        ],
      }),
      'one large value in many groups': {
        variables: { large: '[range(0, 10000)]' },
        resources: [
          {
            type,
            apiVersion: '1',
            name: "[concat('a', copyIndex())]",
            copy: { name: 'groups', count: 800 },
            tags: { large: "[variables('large')]" },
          },
        ],
      },
      lambdas: templateOf(
        "[map(range(0, 10000), lambda('a', map(range(0, 10000), lambda('b', lambdaVariables('a')))))]",
      ),
      'nested calls': templateOf(`[${'concat('.repeat(90)}variables('v60')${')'.repeat(90)}]`, {
        variables: doubling('x', name => `[${'concat('.repeat(90)}${name}${')'.repeat(90)}]`).variables,
      }),
    };
    for (const [what, template] of Object.entries(hostile))
      it(`is given up: ${what}`, function () {
        this.timeout(20_000); // of a machine that has other things to do
        assert.ok(problemsIn(template).some(([, kind]) => kind === 'tooLarge'));
      });
  });
});
