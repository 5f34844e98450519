import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import lockfile from '../../package-lock.json' with { type: 'json' };
import manifest from '../../package.json' with { type: 'json' };

const root = path.resolve(import.meta.dirname, '../..');

interface Package {
  readonly version?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}
const packages: Readonly<Record<string, Package>> = lockfile.packages;
const shipped = Object.entries(packages).filter(([folder, { dev }]) => folder !== '' && dev !== true);

describe('What others wrote and we ship', () => {
  it('is pinned exactly, down to its checksum', () => {
    const direct = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const [name, version] of Object.entries(direct)) {
      assert.match(version, /^\d+\.\d+\.\d+(?:-[\w.]+)?$/, name);
      assert.equal(packages[`node_modules/${name}`]?.version, version, name);
    }
    assert.ok(shipped.length > 20);
    for (const [folder, { integrity }] of shipped) assert.match(integrity ?? '', /^sha512-/, folder);
  });

  it('runs nothing when it is installed', () => {
    const running = shipped.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    assert.deepEqual(running, []);
  });

  it('is installed without running anything, wherever we install it', () => {
    const scripts = fs.readdirSync(path.join(root, 'scripts')).filter(file => file.endsWith('.mjs'));
    const installs = scripts.flatMap(file =>
      fs
        .readFileSync(path.join(root, 'scripts', file), 'utf8')
        .split('\n')
        .filter(line => /\bnpm\(\[['"](?:ci|install|i|add)\b/.test(line)),
    );
    assert.equal(installs.length, 2);
    for (const line of installs) assert.match(line, /'ci', '--ignore-scripts'/);
  });

  it('comes with no script that npm or VS Code would run for us', () => {
    const forbidden = Object.keys(manifest.scripts).filter(name =>
      /^(?:pre|post)?(?:install|prepare|publish)|^vscode:/.test(name),
    );
    assert.deepEqual(forbidden, []);
  });
});
