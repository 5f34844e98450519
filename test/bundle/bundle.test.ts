import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { isBuiltin } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { listFiles, PackageManager } from '@vscode/vsce';
import { thirdPartyNotices } from '../../scripts/notices.mjs';
import { layOutExtension } from '../../scripts/package.mjs';
import { standIns } from '../../scripts/standIns.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/** What esbuild makes of the extension, and its account of it. */
interface Bundle {
  readonly folder: string;
  readonly metafile: Metafile;
}

function readMetafile(file: string): Metafile {
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Metafile;
}

/** What a developer runs. */
function buildForDevelopment(folder: string): Bundle {
  const file = `${folder}.meta.json`;
  const args = ['esbuild.js', '--outdir', folder, '--metafile', file];
  execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  return { folder, metafile: readMetafile(file) };
}

/** What is installed: the folder that is packed. */
async function buildForUsers(folder: string): Promise<Bundle> {
  return { folder, metafile: readMetafile(await layOutExtension(folder, { production: true })) };
}

/** The sources that are in the entry and in what it imports statically: they are loaded in every window. */
function loadedAtActivation({ outputs }: Metafile): readonly string[] {
  const entry = Object.keys(outputs).find(name => outputs[name]?.entryPoint === 'src/extension.ts');
  assert.ok(entry);
  const loaded = new Set([entry]);
  for (const name of loaded) {
    for (const { path: imported, kind } of outputs[name]?.imports ?? []) {
      if (kind === 'import-statement' && imported in outputs) loaded.add(imported);
    }
  }
  return [...loaded].flatMap(name => Object.keys(outputs[name]?.inputs ?? {}));
}

function textOf({ folder }: Bundle): string {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.js'))
    .map(file => fs.readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
}

/** What waits in chunks of its own until it is used. */
const lazy: readonly (readonly [string, RegExp])[] = [
  ['the Azure SDK', /(^|\/)node_modules\/@azure\/(?!identity|msal)/],
  ['@azure/identity', /(^|\/)node_modules\/@azure\/(?:identity|msal-)/],
  ['ws', /(^|\/)node_modules\/ws\//],
  ['yaml', /(^|\/)node_modules\/yaml\//],
  ['the emulator', /^src\/emulator\//],
];

describe('The bundle', function () {
  this.timeout(60_000);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-bundle-'));
  let production: Bundle;
  let development: Bundle;
  before(async () => {
    production = await buildForUsers(path.join(folder, 'production'));
    development = buildForDevelopment(path.join(folder, 'development'));
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  for (const [what, where] of lazy) {
    it(`has ${what}, but doesn't load it when the extension activates`, () => {
      const all = Object.keys(production.metafile.inputs);
      assert.ok(all.some(source => where.test(source)));
      assert.deepEqual(
        loadedAtActivation(production.metafile).filter(source => where.test(source)),
        [],
      );
    });
  }

  it('loads nothing but our own code when the extension activates', () => {
    const loaded = loadedAtActivation(production.metafile);
    assert.ok(loaded.includes('src/extension.ts'));
    assert.deepEqual(
      loaded.filter(source => !source.startsWith('src/')),
      [],
    );
  });

  it('is one file as far as every window loads it, and the tree is not in it', () => {
    const { outputs } = production.metafile;
    const entry = Object.values(outputs).find(({ entryPoint }) => entryPoint === 'src/extension.ts');
    const statically = entry?.imports.filter(
      ({ kind, external }) => kind === 'import-statement' && !external,
    );
    assert.deepEqual(statically, []);
    assert.ok(!loadedAtActivation(production.metafile).includes('src/ui/tree/present.ts'));
  });

  it("lets no environment variable choose the cloud where it is installed, only in a developer's build", () => {
    assert.match(textOf(development), /ACI_DEV_CLOUD/);
    assert.doesNotMatch(textOf(production), /ACI_DEV_CLOUD/);
  });

  it('has the licence of every package that is in it, whichever version of it that is', () => {
    const notices = fs.readFileSync(path.join(production.folder, 'ThirdPartyNotices.txt'), 'utf8');
    const packages = Object.values(production.metafile.outputs).flatMap(({ inputs }) =>
      Object.keys(inputs)
        .filter(input => (inputs[input]?.bytesInOutput ?? 0) > 0 && input.includes('node_modules/'))
        .map(input => path.resolve(root, /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? '')),
    );
    assert.ok(new Set(packages).size > 30);
    for (const folder of new Set(packages)) {
      const { name, version, license } = JSON.parse(
        fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
      ) as Record<'name' | 'version' | 'license', string>;
      const [, section = ''] = notices.split(`\n\n${name} ${version} (${license})\n`);
      assert.match(section.split('-'.repeat(80))[0] ?? '', /copyright|permission|licen[cs]e/i, folder);
    }
  });

  it('is packed with these licences and our own', async () => {
    fs.copyFileSync(path.join(root, '.vscodeignore'), path.join(production.folder, '.vscodeignore'));
    const packed = await listFiles({ cwd: production.folder, packageManager: PackageManager.None });
    for (const file of ['ThirdPartyNotices.txt', 'LICENSE', 'dist/extension.js']) {
      assert.ok(packed.includes(file), packed.join('\n'));
    }
  });

  it('says each licence once, below the packages that are under it and who grants it', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-notices-'));
    const licence = (holder: string) => `MIT License\n\nCopyright (c) ${holder}\n\nPermission is\ngranted.\n`;
    for (const name of ['one', 'two']) {
      fs.mkdirSync(path.join(folder, 'node_modules', name), { recursive: true });
      const manifest = JSON.stringify({
        name,
        version: '1.0.0',
        license: 'MIT',
        homepage: `https://${name}`,
      });
      fs.writeFileSync(path.join(folder, 'node_modules', name, 'package.json'), manifest);
      fs.writeFileSync(path.join(folder, 'node_modules', name, 'LICENSE'), licence(name));
    }
    const inputs = Object.fromEntries(
      ['one', 'two'].map(name => [`node_modules/${name}/index.js`, { bytesInOutput: 1 }]),
    );
    const outputs = { 'a.js': { bytes: 1, imports: [], exports: [], inputs } };
    const [, section] = thirdPartyNotices({ inputs: {}, outputs }, folder).split(`${'-'.repeat(80)}\n\n`);
    assert.equal(
      section,
      [
        'one 1.0.0 (MIT)\nhttps://one\nCopyright (c) one\n',
        'two 1.0.0 (MIT)\nhttps://two\nCopyright (c) two\n',
        'MIT License\n\nPermission is\ngranted.\n',
      ].join('\n'),
    );
    fs.rmSync(folder, { recursive: true });
  });

  it('is not packed where a package in it has no licence', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-notices-'));
    const file = 'node_modules/bare/index.js';
    fs.mkdirSync(path.join(folder, 'node_modules/bare'), { recursive: true });
    fs.writeFileSync(
      path.join(folder, 'node_modules/bare/package.json'),
      '{"name":"bare","version":"1.0.0"}',
    );
    const output = { bytes: 1, imports: [], exports: [], inputs: { [file]: { bytesInOutput: 1 } } };
    assert.throws(
      () => thirdPartyNotices({ inputs: {}, outputs: { 'a.js': output } }, folder),
      /bare 1\.0\.0 .*no licence/,
    );
    fs.rmSync(folder, { recursive: true });
  });

  it('loads what people use in a few files, which deflate better than hundreds', () => {
    const outputs = Object.values(production.metafile.outputs);
    assert.ok(outputs.length < 100, `${outputs.length} files`);
    const groups = outputs.flatMap(({ entryPoint = '' }) => /^lazy-group:(.*)/.exec(entryPoint)?.[1] ?? []);
    assert.deepEqual(groups.sort(), ['deploy', 'documents', 'features']);
  });

  it('has stand-ins for packages that are there, and true answers in them', () => {
    const sources = Object.keys(production.metafile.inputs);
    for (const { name } of standIns) {
      assert.ok(sources.includes(`stand-in:${name}`), name);
      assert.ok(!sources.some(source => source.includes(`node_modules/${name}/`)), name);
    }
    const jsonwebtoken = path.join(root, 'node_modules/jsonwebtoken');
    const asked = fs
      .readdirSync(path.join(jsonwebtoken, 'lib'))
      .map(file => fs.readFileSync(path.join(jsonwebtoken, 'lib', file), 'utf8'))
      .flatMap(text => [...text.matchAll(/\bsemver\.(.*)/g)].map(([, question]) => question));
    assert.deepEqual(asked, [
      "satisfies(process.version, '>=15.7.0');",
      "satisfies(process.version, '^6.12.0 || >=8.0.0');",
      "satisfies(process.version, '>=16.9.0');",
    ]);
  });

  it('imports nothing that it does not bring along, but the editor and Node', () => {
    const outside = Object.values(production.metafile.outputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external).map(imported => imported.path),
    );
    const strange = outside.filter(name => name !== 'vscode' && !isBuiltin(name));
    // ws is faster with these and works without them.
    assert.deepEqual([...new Set(strange)].sort(), ['bufferutil', 'utf-8-validate']);
  });
});
