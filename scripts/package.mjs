// @ts-check
// Packs the extension: out/azure-container-instances-<version>.vsix, as users get it, or with --dev a build
// that still listens to ACI_DEV_CLOUD. Neither touches dist/, which belongs to `npm run watch` and F5.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { thirdPartyNotices } from './notices.mjs';
import { run } from './processes.mjs';

const root = path.dirname(import.meta.dirname);

/**
 * Builds the extension and lays out in `folder` what an installed extension consists of.
 * @param {string} folder emptied first
 * @param {{ production: boolean }} options
 * @returns {Promise<string>} esbuild's metafile
 */
export async function layOutExtension(folder, { production }) {
  const { listFiles, PackageManager } = await import('@vscode/vsce');
  const metafile = `${folder}.meta.json`;
  fs.rmSync(folder, { recursive: true, force: true });
  for (const file of await listFiles({ cwd: root, packageManager: PackageManager.None })) {
    if (file.startsWith('dist/') || file === 'package.json') continue;
    fs.cpSync(path.join(root, file), path.join(folder, file));
  }
  writeManifest(folder);
  const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
  fs.writeFileSync(path.join(folder, 'README.md'), withoutPictures(readme));
  const dist = path.join(folder, 'dist');
  const kind = production ? ['--production'] : [];
  await run(process.execPath, ['esbuild.js', ...kind, '--outdir', dist, '--metafile', metafile], {
    cwd: root,
  });
  /** @type {import('esbuild').Metafile} */
  const bundled = JSON.parse(fs.readFileSync(metafile, 'utf8'));
  fs.writeFileSync(path.join(folder, 'ThirdPartyNotices.txt'), thirdPartyNotices(bundled, root));
  return metafile;
}

/**
 * Pictures are for who looks at the repository; in the package they would be a fifth of its bytes.
 * @param {string} markdown
 */
export function withoutPictures(markdown) {
  return markdown.replace(/^[ \t]*!\[[^\]]*\]\([^)]+\)[ \t]*\n(?:[ \t]*\n)?/gm, '');
}

/** The manifest without what only a checkout needs: everything that runs is in the bundle. @param {string} folder */
function writeManifest(folder) {
  const { scripts, dependencies, devDependencies, ...manifest } = readManifest();
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
}

/** @returns {Record<string, any>} */
function readManifest() {
  return JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
}

/**
 * Packs the extension. Each call uses a folder of its own: tests that run in parallel pack at the same time.
 * @param {{ production: boolean }} options
 * @returns {Promise<{ vsix: string, metafile: string }>}
 */
export async function packageExtension({ production }) {
  const { createVSIX } = await import('@vscode/vsce');
  const { name, version } = readManifest();
  const out = path.join(root, 'out');
  fs.mkdirSync(out, { recursive: true });
  const workFolder = fs.mkdtempSync(path.join(out, 'package-'));
  try {
    const folder = path.join(workFolder, 'extension');
    const builtMetafile = await layOutExtension(folder, { production });
    fs.copyFileSync(path.join(root, '.vscodeignore'), path.join(folder, '.vscodeignore'));
    const packed = path.join(workFolder, 'packed.vsix');
    await createVSIX({
      cwd: folder,
      packagePath: packed,
      dependencies: false,
      // The repository's address is a placeholder (CONTRIBUTING.md): links to it would lead nowhere.
      rewriteRelativeLinks: false,
    });
    const kind = production ? '' : '-dev';
    const vsix = path.join(out, `${name}-${version}${kind}.vsix`);
    const metafile = path.join(out, `${name}-${version}${kind}.meta.json`);
    fs.renameSync(builtMetafile, metafile);
    fs.renameSync(packed, vsix);
    return { vsix, metafile };
  } finally {
    fs.rmSync(workFolder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { dev: { type: 'boolean', default: false }, stage: { type: 'string' } },
  });
  const production = !values.dev;
  if (values.stage) await layOutExtension(path.resolve(values.stage), { production });
  else console.log(path.relative(process.cwd(), (await packageExtension({ production })).vsix));
}
