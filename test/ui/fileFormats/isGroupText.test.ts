import assert from 'node:assert/strict';
import { isGroupText } from '../../../src/ui/fileFormats/isGroupText.ts';

const type = 'Microsoft.ContainerInstance/containerGroups';

describe('A YAML file is a container group', () => {
  const groups: readonly string[] = [
    `name: web\ntype: ${type}\n`,
    `type: ${type} # what it is\r\nname: web\r\n`,
    `"type": "${type}"\n`,
    `type: '${type.toLowerCase()}'\n`,
    `type : ${type}\n`,
    JSON.stringify({ name: 'web', type }),
    JSON.stringify({ type, name: 'web' }, undefined, 2),
  ];
  const untyped: readonly string[] = [
    'name: web\nproperties:\n  osType: Linux\n  containers:\n  - name: a\n',
    'Properties: # all of it\r\n\r\n    Containers:\r\n      # the first\r\n      - name: a\r\nname: web\r\n',
  ];
  for (const text of untyped)
    it(`by the containers in its properties: ${JSON.stringify(text)}`, () => assert.ok(isGroupText(text)));

  for (const text of groups)
    it(`by its type at the top: ${JSON.stringify(text)}`, () => assert.ok(isGroupText(text)));

  const others: readonly string[] = [
    '',
    'type: Microsoft.ContainerInstance/containerGroupProfiles\n',
    `# type: ${type}\n`,
    `policies:\n  - field: type\n    type: ${type}\n`,
    `resources:\n  web:\n    type: ${type}\n`,
    `kind: ${type}\n`,
    `text: |\n  type: ${type}\n`,
    'type: object\nproperties:\n  containers:\n  - a\n',
    'properties:\n  containers:\n    type: array\n',
    'properties:\n  template:\n    containers:\n    - name: a\n',
    'properties:\n  a: 1\nspec:\n  containers:\n  - name: a\n',
  ];
  for (const text of others) it(`and not by ${JSON.stringify(text)}`, () => assert.ok(!isGroupText(text)));
});
