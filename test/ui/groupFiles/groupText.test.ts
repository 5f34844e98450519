import assert from 'node:assert/strict';
import { isGroupText } from '../../../src/ui/groupFiles/groupText.ts';

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
  ];
  for (const text of others) it(`and not by ${JSON.stringify(text)}`, () => assert.ok(!isGroupText(text)));
});
