import assert from 'node:assert/strict';
import { locateErrors } from '../../../src/core/deployments/errorLocation.ts';
import { pathAtLine, writeTemplate } from '../../../src/core/deployments/writtenTemplate.ts';
import { valueAt } from '../../../src/core/document/jsonPath.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { TemplateContext } from '../../../src/core/template/evaluateTemplate.ts';

const scope = '/subscriptions/s1/resourceGroups/rg1';
const context: TemplateContext = {
  subscriptionId: 's1',
  resourceGroup: { id: scope, name: 'rg1', location: 'westeurope' },
  parameters: { app: 'shop' },
};

const template: JsonObject = {
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  parameters: {
    app: { type: 'string' },
    size: { type: 'string', allowedValues: ['small', 'large'], defaultValue: 'small' },
  },
  variables: { empty: [], group: "[concat(parameters('app'), '-group')]" },
  resources: [
    {
      type: 'Microsoft.Storage/storageAccounts',
      apiVersion: '2023-05-01',
      name: "[concat(parameters('app'), 'files')]",
      sku: { name: 'Standard_LRS' },
      resources: [{ type: 'fileServices', apiVersion: '2023-05-01', name: 'default' }],
    },
    {
      type: 'Microsoft.ContainerInstance/containerGroups',
      apiVersion: '2023-05-01',
      name: "[variables('group')]",
      properties: { containers: [{ name: 'web', properties: { image: "[variables('missing')]" } }] },
    },
    {
      type: 'Microsoft.Network/virtualNetworks',
      apiVersion: '2023-05-01',
      name: "[reference('x').name]",
    },
    {
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2023-07-01',
      name: 'inner',
      properties: {
        mode: 'Incremental',
        template: {
          contentVersion: '1.0.0.0',
          parameters: { size: { type: 'int' } },
          resources: [
            {
              type: 'Microsoft.ContainerInstance/containerGroups',
              apiVersion: '2023-05-01',
              name: 'worker',
              properties: {},
            },
          ],
        },
      },
    },
  ],
  outputs: { url: { type: 'string', value: 'x' } },
};

function lineOf(text: string): number {
  return (
    writeTemplate(template)
      .split('\n')
      .findIndex(line => line.includes(text)) + 1
  );
}

function pathOf(error: { code?: string; message?: string; target?: string; resourceId?: string }): string {
  const [located] = locateErrors([{ code: 'InvalidTemplate', message: '', ...error }], template, context);
  return located?.path?.join('/') ?? 'nowhere';
}

const group = `${scope}/providers/Microsoft.ContainerInstance/containerGroups`;

describe('Where in a template an error belongs', () => {
  it('each line of a template that is sent leads to its value', () => {
    const lines = writeTemplate(template).split('\n');
    for (const [at, line] of lines.entries()) {
      const path = pathAtLine(template, at + 1);
      if (at === 0 || at === lines.length - 1) continue;
      assert.ok(path, line);
      assert.notEqual(valueAt(template, path), undefined, line);
      const [, key] = /^ *"([^"]+)":/.exec(line) ?? [];
      if (key !== undefined) assert.equal(path.at(-1), key);
    }
    assert.equal(pathAtLine(template, 1), undefined);
    assert.equal(pathAtLine(template, lines.length + 1), undefined);
  });

  const cases: readonly (readonly [string, Parameters<typeof pathOf>[0], string])[] = [
    ['the resource that failed, by its evaluated name', { resourceId: `${group}/shop-group` }, 'resources/1'],
    ['in other letters', { resourceId: `${group}/SHOP-GROUP`.toUpperCase() }, 'resources/1'],
    [
      'a property of it',
      { resourceId: `${group}/shop-group`, target: 'properties.containers[0].properties.cpu' },
      'resources/1/properties/containers/0/properties',
    ],
    [
      'a part of a resource',
      { resourceId: `${scope}/providers/Microsoft.Storage/storageAccounts/shopfiles/fileServices/default` },
      'resources/0/resources/0',
    ],
    [
      'a part that the template does not have, in its owner',
      {
        resourceId: `${scope}/providers/Microsoft.Storage/storageAccounts/shopfiles/fileServices/default/shares/a`,
      },
      'resources/0/resources/0',
    ],
    [
      'the only resource of its type, if only Azure knows its name',
      { resourceId: `${scope}/providers/Microsoft.Network/virtualNetworks/net7` },
      'resources/2',
    ],
    ['a resource by its name alone', { target: 'shopfiles' }, 'resources/0'],
    [
      'a resource of an inner template',
      { resourceId: `${group}/worker` },
      'resources/3/properties/template/resources/0',
    ],
    [
      'an inner deployment',
      { resourceId: `${scope}/providers/Microsoft.Resources/deployments/inner` },
      'resources/3',
    ],
    ['nowhere, if the resource is not in the template', { resourceId: `${group}/other` }, 'nowhere'],
    [
      'a parameter whose value is not allowed',
      {
        message:
          "Deployment template validation failed: 'The provided value 'huge' for the template parameter 'size' at line '1' and column '1184' is not valid. The parameter value is not part of the allowed value(s): 'small,large'.'.",
      },
      'parameters/size',
    ],
    [
      'a parameter that is not given',
      {
        message:
          "Deployment template validation failed: 'The value for the template parameter 'App' at line '5' and column '12' is not provided.'.",
      },
      'parameters/app',
    ],
    [
      'a parameter of an inner template',
      {
        resourceId: `${scope}/providers/Microsoft.Resources/deployments/inner`,
        message: "The value for the template parameter 'size' at line '1' and column '90' is not provided.",
      },
      'resources/3/properties/template/parameters/size',
    ],
    [
      'the expression that names a variable that is not there',
      {
        message: `Unable to process template language expressions for resource '${group}/shop-group' at line '1' and column '2069'. 'The template variable 'missing' is not found. Please see https://aka.ms/arm-template/#variables for usage details.'`,
      },
      'resources/1/properties/containers/0/properties/image',
    ],
    ['an output', { code: 'DeploymentOutputEvaluationFailed', target: 'url' }, 'outputs/url'],
    [
      'an output by its name in the message',
      {
        message:
          "The template output 'url' is not valid: The language expression property 'x' doesn't exist.",
      },
      'outputs/url',
    ],
    [
      'a line of what was sent',
      {
        message: `Deployment template validation failed: 'The template resource '' at line '${lineOf('"Standard_LRS"')}' and column '6' is not valid.'`,
      },
      'resources/0/sku/name',
    ],
    [
      'a resource that the message names, if the line says nothing',
      {
        message:
          "Deployment template validation failed: 'The resource 'Microsoft.ContainerInstance/containerGroups/shop-group' at line '1' and column '1579' is defined multiple times in a template.'",
      },
      'resources/1',
    ],
    [
      'a resource by the expression of its name',
      {
        message: `Deployment template validation failed: 'The template resource 'properties.template.resources[0]' of type 'Microsoft.Storage/storageAccounts' at line '1' and column '447' is not valid.'`,
      },
      'resources/0',
    ],
    [
      'a circle of dependencies',
      {
        message: `Deployment template validation failed: 'Circular dependency detected on resource: '${group}/shop-group'.`,
      },
      'resources/1',
    ],
    [
      'a path in the request',
      {
        code: 'InvalidRequestContent',
        message:
          "The request content was invalid and could not be deserialized: 'Could not find member 'etag' on object of type 'TemplateResource'. Path 'properties.template.resources[1].etag', line 36, position 24.'.",
      },
      'resources/1',
    ],
    ['nowhere, if nothing tells', { message: 'Something went wrong.' }, 'nowhere'],
  ];
  for (const [what, error, path] of cases)
    it(what, () => {
      assert.equal(pathOf(error), path);
    });
});
