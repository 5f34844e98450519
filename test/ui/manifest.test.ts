import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { cloudIds } from '../../src/core/model/model.ts';

const source = path.resolve(import.meta.dirname, '../../src/ui');

/** Ids as the command files declare them; read as text because the files need an editor to run. */
const declared = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('Command.vscode.ts'))
  .map(file => /\bid: '(aci\.\w+)'/.exec(readFileSync(path.join(source, file), 'utf8'))?.[1] ?? file);

const contributed = manifest.contributes.commands.map(({ command }) => command);

describe('The manifest', () => {
  it('names every command that has a file, and no other', () => {
    assert.deepEqual([...contributed].sort(), [...declared].sort());
  });

  it('has every command file in the list of commands', () => {
    const list = readFileSync(path.join(source, 'commands.vscode.ts'), 'utf8');
    for (const id of declared) {
      const name = id.replace('aci.', '');
      assert.match(list, new RegExp(`^  ${name}(Command)?,$`, 'm'), `${name} is not in the list`);
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
    // Where tokens go is never a folder's business.
    assert.deepEqual(ofThisMachine, ['aci.cloud', 'aci.customCloud']);
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
