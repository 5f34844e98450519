import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/core/model.ts';
import { parametersOf, parseParameter, templateParameters } from '../../../src/core/template/parameters.ts';
import { evaluateTemplate, type TemplateContext } from '../../../src/core/template/template.ts';

const resourceGroup = { id: '/subscriptions/s/resourceGroups/rg', name: 'rg', location: 'westeurope' };
const context = (parameters: JsonObject = {}): TemplateContext => ({
  parameters,
  resourceGroup,
  subscriptionId: 's',
});
const type = 'Microsoft.ContainerInstance/containerGroups';

function templateOf(value: Json, more: JsonObject = {}): JsonObject {
  const resource = { type, apiVersion: '2023-05-01', name: 'web', tags: { value } };
  return { resources: [resource], ...more };
}

/** What becomes of one value, and the kinds of the problems with their places. */
function valueOf(value: Json, more: JsonObject = {}, parameters: JsonObject = {}) {
  const { groups, problems } = evaluateTemplate(templateOf(value, more), context(parameters));
  const tags = groups[0]?.document.body['tags'] as JsonObject;
  return { value: tags['value'], problems: problems.map(({ path, what }) => [what.kind, path.join('/')]) };
}

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
    bad: "[uniqueString('x')]",
  },
};

const worked: readonly (readonly [string, Json])[] = [
  ['text', 'text'],
  ['[text', '[text'],
  ['[[text]', '[text]'],
  ["['it''s']", "it's"],
  ["[parameters('NAME')]", 'arg'],
  ["[ Variables( 'joined' ) ]", 'v-arg'],
  ['[resourceGroup().location]', 'westeurope'],
  ["[resourcegroup()['ID']]", resourceGroup.id],
  ["[parameters('shapes').inner[1].deep]", 'down'],
  ["[parameters('shapes')[concat('in', 'ner')][0]]", 'zero'],
  ["[format('{0}-{1}-{{}}', 'a', parameters('count'))]", 'a-2-{}'],
  ["[concat(parameters('shapes').inner, parameters('shapes').inner)[2]]", 'zero'],
  ["[json('1.5')]", 1.5],
  ['[subscription().subscriptionId]', 's'],
];

const broken: readonly (readonly [string, string, string])[] = [
  ["[uniqueString('x')]", 'functionUnknown', 'resources/0/tags/value'],
  ["[my.own('x')]", 'functionUnknown', 'resources/0/tags/value'],
  ["[concat('x'", 'none', ''],
  ["[concat('x']", 'expressionSyntax', 'resources/0/tags/value'],
  ["[parameters('none')]", 'parameterUndeclared', 'resources/0/tags/value'],
  ["[variables('none')]", 'variableUndeclared', 'resources/0/tags/value'],
  ["[variables('one')]", 'variableCycle', 'variables/two'],
  ["[variables('bad')]", 'functionUnknown', 'variables/bad'],
  ["[parameters('shapes').none]", 'propertyMissing', 'resources/0/tags/value'],
  ["[parameters('shapes').inner[7]]", 'indexMissing', 'resources/0/tags/value'],
  ["[format('{0}')]", 'functionArguments', 'resources/0/tags/value'],
];

describe('An ARM template', () => {
  for (const [text, expected] of worked)
    it(`works out ${text}`, () => {
      assert.deepEqual(valueOf(text, more), { value: expected, problems: [] });
    });

  for (const [text, kind, path] of broken)
    it(`leaves ${text} as it is${kind === 'none' ? '' : ` and tells of it: ${kind}`}`, () => {
      assert.deepEqual(valueOf(text, more), { value: text, problems: kind === 'none' ? [] : [[kind, path]] });
    });

  it('names a function that it can’t work out', () => {
    const { problems } = evaluateTemplate(templateOf("[concat('a', toLower('B'))]"), context());
    assert.deepEqual(problems[0]?.what, { kind: 'functionUnknown', name: 'toLower' });
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
    const { groups, problems } = evaluateTemplate({ ...more, resources: { symbolic: resource } }, context());
    assert.deepEqual(problems, []);
    assert.deepEqual(groups, [
      {
        name: 'arg',
        path: ['resources', 'symbolic'],
        document: {
          apiVersion: '2021-10-01',
          body: { location: 'westeurope', properties: { osType: 'Linux' } },
        },
      },
    ]);
  });

  it('tells what it leaves out, and what it can’t do', () => {
    const group = { type, apiVersion: '1', name: 'web' };
    const { problems } = evaluateTemplate(
      {
        resources: [
          { type: 'Microsoft.Storage/storageAccounts', name: 'store' },
          { type: 'Microsoft.Resources/deployments', name: 'nested' },
          { ...group, copy: { count: 2 } },
          { ...group, condition: true },
          { ...group, name: 'x', properties: { copy: [{ name: 'containers', count: 2, input: {} }] } },
        ],
      },
      context(),
    );
    assert.deepEqual(
      problems.map(({ severity, what, path }) => [severity, what.kind, path.join('/')]),
      [
        ['warning', 'resourceLeftOut', 'resources/0'],
        ['error', 'nestedDeployment', 'resources/1'],
        ['error', 'copyLoop', 'resources/2/copy'],
        ['error', 'condition', 'resources/3/condition'],
        ['error', 'groupTwice', 'resources/3/name'],
        ['error', 'copyLoop', 'resources/4/properties/copy'],
      ],
    );
  });

  it('asks for its parameters, and checks what it is given', () => {
    const template = templateOf("[parameters('size')]", {
      parameters: {
        size: { type: 'int', allowedValues: [1, 2], metadata: { description: 'How big' } },
        key: { type: 'secureString' },
      },
    });
    const [size, key] = templateParameters(template);
    assert.ok(size);
    assert.deepEqual(size, {
      name: 'size',
      type: 'int',
      secure: false,
      defaultValue: undefined,
      allowedValues: [1, 2],
      description: 'How big',
    });
    assert.equal(key?.secure, true);
    assert.equal(parseParameter(size, ' 2 '), 2);
    assert.equal(parseParameter(size, 'two'), undefined);
    const kinds = (parameters: JsonObject) =>
      evaluateTemplate(template, context(parameters)).problems.map(({ what }) => what.kind);
    assert.deepEqual(kinds({ SIZE: 2, key: 'k' }), []);
    assert.deepEqual(kinds({}), ['parameterMissing', 'parameterMissing']);
    assert.deepEqual(kinds({ size: '2', key: 'k' }), ['parameterType']);
    assert.deepEqual(kinds({ size: 3, key: 'k', other: 1 }), ['parameterNotDeclared', 'parameterNotAllowed']);
  });

  it('takes values from a parameter file, but not from a vault', () => {
    const { values, problems } = parametersOf({
      parameters: { a: { value: 1 }, b: { reference: { keyVault: {} } } },
    });
    assert.deepEqual(values, { a: 1 });
    assert.deepEqual(
      problems.map(({ what }) => what),
      [{ kind: 'parameterFromVault', name: 'b' }],
    );
  });

  it('stays on its feet with any JSON, and with values that grow without end', () => {
    const variables: JsonObject = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [
        `v${at + 1}`,
        `[concat(variables('v${at}'), variables('v${at}'))]`,
      ]),
    );
    const grown = valueOf("[variables('v60')]", { variables: { v0: 'xx', ...variables } });
    assert.ok(grown.problems.some(([kind]) => kind === 'tooLarge'));
    const words = fc.constantFrom(
      '[',
      ']',
      "'",
      '(',
      ')',
      ',',
      '.',
      'concat',
      'parameters',
      'variables',
      'a',
      '{0}',
      ' ',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 12 }).map(parts => `[${parts.join('')}]`),
    );
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), texts, (any, other, text) => {
        const given = any as Json;
        evaluateTemplate({ resources: given, parameters: other, variables: given }, context());
        evaluateTemplate(templateOf(text, { variables: { a: other as Json } }), context({ a: given }));
      }),
    );
  });
});
