import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { withoutPictures } from '../../scripts/package.mjs';

const root = path.resolve(import.meta.dirname, '../..');

describe('The package', () => {
  let shipped: readonly string[];
  before(async () => {
    const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
    shipped = files.filter(file => !file.startsWith('dist/')); // what was built last, if anything
  });

  it('holds what runs and what people read, and nothing else', () => {
    const kinds = [
      /^package(?:\.nls)?\.json$/,
      /^(?:README|CHANGELOG)\.md$/,
      /^LICENSE$/,
      /^media\/[^/]+\.(?:svg|png|json)$/,
      /^skills\/[^/]+\/SKILL\.md$/,
    ];
    assert.deepEqual(
      shipped.filter(file => !kinds.some(kind => kind.test(file))),
      [],
    );
    for (const file of ['package.json', 'package.nls.json', 'README.md', 'CHANGELOG.md', 'LICENSE']) {
      assert.ok(shipped.includes(file), file);
    }
  });

  it('has none of the pictures that the README shows in the repository, nor a place for them', () => {
    const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
    const pictures = [...readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, address]) => address ?? '');
    assert.ok(pictures.length > 0);
    for (const picture of pictures) {
      assert.ok(fs.existsSync(path.join(root, picture)), picture);
      assert.ok(!shipped.includes(picture), picture);
    }
    const packed = withoutPictures(readme);
    assert.ok(!packed.includes('!['));
    assert.equal(packed.match(/^#/gm)?.length, readme.match(/^#/gm)?.length);
  });

  it('holds every file that the manifest names', () => {
    const manifest = fs.readFileSync(path.join(root, 'package.json'), 'utf8');
    const named = [...manifest.matchAll(/"(?:\.\/)?((?:media|skills)\/[^"]+)"/g)].map(
      ([, file]) => file ?? '',
    );
    assert.ok(named.length >= 3, named.join(', '));
    assert.deepEqual(
      named.filter(file => !shipped.includes(file)),
      [],
    );
  });
});
