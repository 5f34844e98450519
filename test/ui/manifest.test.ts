import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import raw from '../../package.json' with { type: 'json' };
import { groupCopies } from '../../src/ui/tree/groupCopies.ts';
import { manifest, manifestTexts } from '../manifest.ts';
import { cloudIds } from '../../src/core/model/cloud.ts';

const source = path.resolve(import.meta.dirname, '../../src/ui');

const commandFiles = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => file.endsWith('/commands.vscode.ts'));

/** Ids as the command files declare them; read as text because the files need an editor to run. */
const declared = [
  ...commandFiles.flatMap(file =>
    [...readFileSync(path.join(source, file), 'utf8').matchAll(/\bid: '(aci\.\w+)'/g)].map(
      ([, id = '']) => id,
    ),
  ),
  ...groupCopies.map(({ id }) => `aci.${id}`),
];

const contributed = manifest.contributes.commands.map(({ command }) => command);

describe('The manifest', () => {
  it('names every command that there is, once, and no other', () => {
    assert.deepEqual([...contributed].sort(), [...declared].sort());
  });

  it('has the commands of every feature in the list', () => {
    const list = readFileSync(path.join(source, 'commands.vscode.ts'), 'utf8');
    assert.ok(commandFiles.length > 10);
    for (const file of commandFiles) {
      assert.ok(list.includes(`from './${file}';`), file);
      assert.ok(list.includes(`  ...${path.basename(path.dirname(file))}Commands,\n`), file);
    }
  });

  it('places only commands that exist', () => {
    const placed = [
      ...Object.values(manifest.contributes.menus).flat(),
      ...manifest.contributes.keybindings,
    ].map(({ command }) => command);
    const linked = manifest.contributes.viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/command:(aci\.\w+)/g)].map(([, id]) => id ?? ''),
    );
    for (const id of [...placed, ...linked]) assert.ok(contributed.includes(id), `${id} is not a command`);
  });

  it('gives every inline command an icon', () => {
    const inline = manifest.contributes.menus['view/item/context'].filter(({ group }) =>
      group.startsWith('inline'),
    );
    assert.ok(inline.length > 0);
    for (const { command } of inline) {
      const { icon } = manifest.contributes.commands.find(c => c.command === command) ?? {};
      assert.ok(icon, `${command} has no icon`);
    }
  });

  it('keeps every text that a person reads in package.nls.json, and no other', () => {
    const named: string[] = [];
    const inPlace: string[] = [];
    const texts =
      /^(?:displayName|description|title|category|name|contextualTitle|contents|patternErrorMessage)$/;
    JSON.stringify({ ...raw, name: '' }, function (this: unknown, key, value: unknown) {
      if (key === 'inputSchema') return undefined; // read by models
      if (typeof value !== 'string' || /^aci_\w+$/.test(value)) return value;
      if (/^%.*%$/.test(value)) named.push(value.slice(1, -1));
      else if (value !== '' && (texts.test(key) || (Array.isArray(this) && / .*\.$/.test(value))))
        inPlace.push(value);
      return value;
    });
    assert.deepEqual(inPlace, []);
    assert.deepEqual([...new Set(named)].sort(), [...manifestTexts.keys()].sort());
  });

  it('offers every cloud', () => {
    const { enum: offered, enumDescriptions } = manifest.contributes.configuration.properties['aci.cloud'];
    assert.deepEqual(offered, cloudIds);
    assert.equal(enumDescriptions.length, cloudIds.length);
  });

  it('says of every setting whether a folder may set it', () => {
    const settings: Readonly<Record<string, { readonly description: string; readonly scope?: string }>> =
      manifest.contributes.configuration.properties;
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    const ofThisMachine = Object.keys(settings).filter(id =>
      ['machine', 'application'].includes(settings[id]?.scope ?? ''),
    );
    // What agents may do, where tokens go, which program is run and who is asked for prices is never a folder's business.
    assert.deepEqual(ofThisMachine, [
      'aci.agents.allowChanges',
      'aci.bicep.path',
      'aci.cloud',
      'aci.customCloud',
      'aci.prices.endpoint',
      'aci.prices.currency',
    ]);
    // Nor that of a repository's dev container, which may set what is of the machine.
    assert.equal(settings['aci.customCloud']?.scope, 'application');
    // What is deleted, and how easily, is its business once it is trusted.
    assert.deepEqual(restrictedConfigurations, ['aci.deleteConfirmation', 'aci.jobs.deleteWhenDone']);
    const others = Object.keys(settings).filter(
      id => !ofThisMachine.includes(id) && !restrictedConfigurations.includes(id),
    );
    // How something looks.
    assert.deepEqual(others, [
      'aci.showEmptyResourceGroups',
      'aci.groupBy',
      'aci.groupByTag',
      'aci.logs.timestamps',
      'aci.logs.tail',
    ]);
  });

  it('says what does not work in a folder that is not trusted', () => {
    const { supported, description } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    assert.match(description, /not deployed.*tasks don't run.*settings don't say/);
  });

  it('describes every setting and every command in sentence or title case', () => {
    for (const [id, setting] of Object.entries(manifest.contributes.configuration.properties)) {
      assert.match(setting.description, /^[A-Z].*\.$/, id);
    }
    for (const { command, title } of manifest.contributes.commands) assert.match(title, /^[A-Z]/, command);
  });
});
