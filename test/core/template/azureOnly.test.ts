/** What only Azure knows or does, and what the template's own resources have to do with it. */
import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { parametersInFile, parameterValues } from '../../../src/core/template/parameterFile.ts';
import { evaluateTemplate } from '../../../src/core/template/evaluateTemplate.ts';
import { contextOf, problemsIn, resourceGroup, templateOf, type, valueOf } from './evaluation.ts';

const tag = 'resources/0/tags/value';

describe('What only Azure knows', () => {
  const unknown = [
    "[listKeys(resourceId('Microsoft.Storage/storageAccounts', 'a'), '2022-09-01').keys[0].value]",
    "[reference('other').ip]",
    "[concat('key=', listKeys('a', '1').key)]",
    "[if(equals(reference('a').b, 'c'), 'd', 'e')]",
    "[string(createObject('k', reference('a')))]",
    "[pickZones('Microsoft.Compute', 'virtualMachines', 'westus2')]",
    '[utcNow()]',
    '[newGuid()]',
    '[deployer().objectId]',
    "[dateTimeAdd('2020-04-07 14:53:14Z', 'P3Y')]",
    "[format('{0:C}', 5)]",
    "[map(reference('a').list, lambda('x', lambdaVariables('x')))]",
    "[filter(createArray(1), lambda('x', reference('a').is))]",
    '[subscription().tenantId]',
    '[resourceGroup().tags]',
    '[deployment().location]',
    "[variables('later')]",
  ];
  const variables = { later: "[listKeys('a', '1')]" };
  for (const value of unknown)
    it(`stands as it is written: ${value}`, () => {
      assert.deepEqual(valueOf(value, { variables }), { value, problems: [['azureOnly', tag]] });
    });

  it('is told of with the function’s name, as a hint', () => {
    const { problems } = evaluateTemplate(templateOf("[listKeys('a', '1').b]"), contextOf());
    assert.deepEqual(problems[0], {
      severity: 'hint',
      path: ['resources', 0, 'tags', 'value'],
      what: { kind: 'azureOnly', cause: { kind: 'function', name: 'listKeys' } },
    });
  });

  const known: readonly (readonly [string, Json])[] = [
    ["[createObject('a', reference('x').y, 'b', 1).b]", 1],
    ["[length(createArray(reference('x')))]", 1],
    ["[contains(createObject('a', reference('x')), 'a')]", true],
    ["[and(equals(reference('x').y, 1), false())]", false],
    ["[or(true(), reference('x').y)]", true],
    ["[if(true(), 'a', reference('x').y)]", 'a'],
    ["[coalesce('a', reference('x').y)]", 'a'],
  ];
  for (const [expression, value] of known)
    it(`does not matter in ${expression}`, () => {
      assert.deepEqual(valueOf(expression), { value, problems: [] });
    });

  it('does not matter where nothing of a group uses it', () => {
    const outputs = { key: { type: 'string', value: "[listKeys('a', '1')]" } };
    assert.deepEqual(valueOf('x', { variables, outputs }), { value: 'x', problems: [] });
  });

  it('leaves its place in an object, and the rest of the object known', () => {
    const { value } = valueOf("[createObject('a', concat('x', reference('y').z), 'b', 1)]");
    assert.deepEqual(value, { a: "[concat('x', reference('y').z)]", b: 1 });
  });

  it('is a parameter’s value in a key vault', () => {
    const parameters = parametersInFile({
      parameters: { secret: { reference: { keyVault: { id: 'v' }, secretName: 's' } }, plain: { value: 1 } },
    });
    const declared = { secret: { type: 'secureString', minLength: 3 }, plain: { type: 'int' } };
    const template = templateOf("[concat('a', parameters('secret'))]", { parameters: declared });
    const { problems } = evaluateTemplate(template, contextOf(parameterValues(parameters)));
    assert.deepEqual(
      problems.map(({ what }) => what),
      [{ kind: 'azureOnly', cause: { kind: 'vault', name: 'secret' } }],
    );
  });

  it('may be a condition, a count, a name or an api-version', () => {
    const group = { type, apiVersion: '1', name: 'a' };
    const places = (more: JsonObject) => problemsIn({ resources: [{ ...group, ...more }] });
    assert.deepEqual(places({ condition: "[reference('x').y]" }), [
      ['hint', 'azureOnly', 'resources/0/condition'],
    ]);
    assert.deepEqual(places({ copy: { name: 'c', count: "[reference('x').y]" } }), [
      ['hint', 'azureOnly', 'resources/0/copy/count'],
    ]);
    assert.deepEqual(places({ apiVersion: "[providers('A.B', 'c').apiVersions[0]]" }), [
      ['hint', 'azureOnly', 'resources/0/apiVersion'],
    ]);
    assert.deepEqual(places({ name: "[reference('x').y]" }), [['hint', 'azureOnly', 'resources/0/name']]);
  });
});

describe('Functions that are not known here', () => {
  it('may be newer than the extension: a warning, and the value is known to Azure only', () => {
    const { groups, problems } = evaluateTemplate(templateOf("[toLouder('x')]"), contextOf());
    assert.deepEqual(groups[0]?.document.body['tags'], { value: "[toLouder('x')]" });
    assert.deepEqual(
      problems.map(({ severity, what }) => ({ severity, what })),
      [
        {
          severity: 'warning',
          what: { kind: 'azureOnly', cause: { kind: 'unknownFunction', name: 'toLouder' } },
        },
      ],
    );
  });
});

describe('Other resources of a template', () => {
  const network = { type: 'Microsoft.Network/virtualNetworks', apiVersion: '1', name: 'net' };
  const dependsOn = ["[resourceId('Microsoft.Network/virtualNetworks', 'net')]"];
  const group = { type, apiVersion: '1', name: 'shop', dependsOn };

  it('are Azure’s to deploy, and nothing to tell', () => {
    assert.deepEqual(problemsIn({ resources: [network, group] }), []);
    assert.deepEqual(problemsIn({ resources: { network, group } }), []);
  });

  it('alone make no container group, which is told and refused by nobody', () => {
    assert.deepEqual(problemsIn({ resources: [network] }), [['warning', 'noGroups', 'resources']]);
  });
});

describe('Groups whose names only Azure knows', () => {
  it('are not taken for the same', () => {
    const group = { type, apiVersion: '1', name: "[reference('x').y]" };
    assert.deepEqual(
      problemsIn({ resources: [group, { ...group }] }).map(([severity, kind]) => [severity, kind]),
      [
        ['hint', 'azureOnly'],
        ['hint', 'azureOnly'],
      ],
    );
  });
});

describe('Inner templates', () => {
  const inner: JsonObject = {
    parameters: { image: { type: 'string' }, tags: { type: 'object', nullable: true } },
    variables: { here: 'inside' },
    resources: [
      {
        type,
        apiVersion: '1',
        name: 'shop',
        tags: { image: "[parameters('image')]", here: "[variables('here')]", of: '[deployment().name]' },
      },
    ],
  };
  const deployment = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
    parameters: { image: { type: 'string', defaultValue: 'outer' } },
    variables: { here: 'outside' },
    resources: [
      {
        type: 'Microsoft.Resources/deployments',
        apiVersion: '1',
        name: 'module',
        properties: { mode: 'Incremental', ...properties },
        ...more,
      },
    ],
  });
  const scope = (of: string) => ({ expressionEvaluationOptions: { scope: of } });
  const tagsOf = (template: JsonObject) => {
    const { groups, problems } = evaluateTemplate(template, contextOf({}, { deploymentName: 'main' }));
    assert.deepEqual(problems, []);
    return groups[0]?.document.body['tags'];
  };

  it('have their own names in the scope inner, and those around them in the scope outer', () => {
    const parameters = { image: { value: "[concat(parameters('image'), '-1')]" } };
    assert.deepEqual(tagsOf(deployment({ ...scope('Inner'), parameters, template: inner })), {
      image: 'outer-1',
      here: 'inside',
      of: 'module',
    });
    assert.deepEqual(tagsOf(deployment({ template: inner })), {
      image: 'outer',
      here: 'outside',
      of: 'main',
    });
  });

  it('take parameters that are expressions as a whole, as Bicep writes them', () => {
    const image = "[if(true(), createObject('value', 'nginx'), createObject('value', null()))]";
    const tags = tagsOf(deployment({ ...scope('inner'), parameters: { image }, template: inner }));
    assert.equal((tags as JsonObject)['image'], 'nginx');
  });

  it('are told of at their own lines', () => {
    const { groups } = evaluateTemplate(deployment({ template: inner }), contextOf());
    const at = ['resources', 0, 'properties', 'template', 'resources', 0];
    assert.deepEqual(groups[0]?.path, at);
    assert.deepEqual(groups[0].sourcePathOf(['tags', 'here']), [...at, 'tags', 'here']);
  });

  it('are nothing to deploy without resources, as those that count the use of a module', () => {
    const template = deployment({ template: { resources: [] } });
    const { groups, problems } = evaluateTemplate(
      { resources: [...(template['resources'] as Json[]), { type, apiVersion: '1', name: 'shop' }] },
      contextOf(),
    );
    assert.deepEqual(
      [groups.length, problems.map(({ severity, what }) => [severity, what.kind])],
      [1, [['hint', 'deploymentEmpty']]],
    );
  });

  it('are not looked into where they lie elsewhere or go elsewhere', () => {
    const context = contextOf({}, { deploymentName: 'main' });
    const kinds = (template: JsonObject) =>
      problemsIn(template, context).map(([severity, kind]) => [severity, kind]);
    assert.deepEqual(kinds(deployment({ templateLink: { uri: 'https://example.com/a.json' } })), [
      ['hint', 'linkedTemplate'],
    ]);
    assert.deepEqual(kinds(deployment({ template: inner }, { resourceGroup: 'else' })), [
      ['hint', 'otherScope'],
    ]);
    assert.deepEqual(kinds(deployment({ template: inner }, { resourceGroup: resourceGroup.name })), []);
  });

  it('are left alone where they lie too deep in each other', () => {
    let template: JsonObject = inner;
    for (let depth = 0; depth < 12; depth++) template = deployment({ template });
    assert.deepEqual(problemsIn(template).at(-1)?.slice(0, 2), ['hint', 'deploymentsTooDeep']);
  });
});

describe('Where in the template a group’s values are written', () => {
  const template = {
    parameters: { probes: { type: 'object', defaultValue: { period: 5 } } },
    variables: { volumes: [{ name: 'a' }, { name: 'b' }] },
    resources: [
      {
        type,
        apiVersion: '1',
        name: 'web',
        properties: {
          osType: 'Linux',
          volumes: "[variables('volumes')]",
          copy: [
            {
              name: 'containers',
              count: 2,
              input: {
                name: 'c',
                properties: { ports: [{ port: 80 }], livenessProbe: "[parameters('probes')]" },
              },
            },
          ],
        },
      },
    ],
  };
  const origin = (...path: (string | number)[]) =>
    evaluateTemplate(template, contextOf()).groups[0]?.sourcePathOf(path).join('/');
  const input = 'resources/0/properties/copy/0/input';

  const places: readonly (readonly [(string | number)[], string])[] = [
    [['properties', 'osType'], 'resources/0/properties/osType'],
    [['properties', 'OSTYPE'], 'resources/0/properties/osType'],
    [['properties', 'volumes', 1, 'name'], 'variables/volumes/1/name'],
    [['properties', 'volumes', 'b', 'name'], 'variables/volumes/1/name'],
    [['properties', 'containers'], 'resources/0/properties/copy/0'],
    [['properties', 'containers', 1, 'name'], `${input}/name`],
    [['properties', 'containers', 1, 'properties', 'ports', 0, 'port'], `${input}/properties/ports/0/port`],
    [
      ['properties', 'containers', 0, 'properties', 'livenessProbe', 'period'],
      'parameters/probes/defaultValue/period',
    ],
    [['properties', 'none', 'deeper'], 'resources/0/properties/none/deeper'],
  ];
  for (const [path, expected] of places)
    it(`${path.join('/')}: ${expected}`, () => {
      assert.equal(origin(...path), expected);
    });
});
