/** Real folders on the disk, packed and unpacked again. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { AciError } from '../../../src/core/errors.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { collectContext } from '../../../src/ui/build/collectContext.ts';
import { diskContextSource } from '../../../src/ui/build/diskContextSource.ts';
import { packContext } from '../../../src/ui/build/packContext.ts';

interface Unpacked {
  readonly type: string;
  readonly mode: number;
  readonly text: string;
  readonly target: string;
}

async function unpack(bytes: Uint8Array): Promise<ReadonlyMap<string, Unpacked>> {
  const found = new Map<string, Unpacked>();
  const archive = extract();
  Readable.from([Buffer.from(bytes)])
    .pipe(createGunzip())
    .pipe(archive);
  for await (const entry of archive) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    const { name, type, mode, linkname } = entry.header;
    // The library has null for no target, whatever its types say.
    const target = (linkname as string | null) ?? '';
    found.set(name, { type, mode, text: Buffer.concat(chunks).toString(), target });
  }
  return found;
}

describe('A build context', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'aci-context-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
  }

  const collect = (dockerfile = 'Dockerfile', signal = neverAborts()) =>
    collectContext(diskContextSource(folder), dockerfile, signal);
  const names = async (dockerfile?: string) =>
    (await collect(dockerfile)).items.filter(({ kind }) => kind !== 'folder').map(({ path: name }) => name);

  it('is everything in the folder but the history of git', async () => {
    await write({ Dockerfile: 'FROM a', 'src/a.js': '1', '.git/config': 'x', '.gitignore': '' });
    assert.deepEqual(await names(), ['.gitignore', 'Dockerfile', 'src/a.js']);
  });

  it('leaves out what .dockerignore says, with its exceptions, and never the Dockerfile', async () => {
    await write({
      'docker/Dockerfile': 'FROM a',
      '.dockerignore': '# no\n**/node_modules\ndocker\n*.md\n!keep.md\nout/**\n!out/a/b.js\n',
      'node_modules/x/i.js': '',
      'app/node_modules/y.js': '',
      'app/a.js': '',
      'README.md': '',
      'keep.md': '',
      'out/a/b.js': '',
      'out/a/c.js': '',
      'docker/other': '',
    });
    assert.deepEqual(await names('docker/Dockerfile'), [
      '.dockerignore',
      'app/a.js',
      'docker/Dockerfile',
      'keep.md',
      'out/a/b.js',
    ]);
  });

  it('tells case apart, as Docker does', async () => {
    await write({ Dockerfile: '', '.dockerignore': 'readme', README: '' });
    assert.deepEqual(await names(), ['.dockerignore', 'Dockerfile', 'README']);
  });

  it('follows the ignore file of its Dockerfile before .dockerignore', async () => {
    await write({
      'web.Dockerfile': '',
      'web.Dockerfile.dockerignore': 'b',
      '.dockerignore': 'a',
      a: '',
      b: '',
    });
    const context = await collect('web.Dockerfile');
    assert.equal(context.ignoreFile, 'web.Dockerfile.dockerignore');
    assert.ok(context.items.some(({ path: name }) => name === 'a'));
    assert.ok(!context.items.some(({ path: name }) => name === 'b'));
  });

  it('knows its size, and the files in it that look like secrets', async () => {
    await write({ Dockerfile: '1234', '.env': 'A=1', 'tls/server.key': 'x' });
    const { size, fileCount, likelySecrets } = await collect();
    assert.deepEqual([size, fileCount, likelySecrets], [8, 3, ['.env', 'tls/server.key']]);
  });

  it('is packed with contents, modes, empty folders and links that stay inside', async () => {
    await write({ Dockerfile: 'FROM a', 'bin/run.sh': '#!/bin/sh' });
    await mkdir(path.join(folder, 'empty'));
    await chmod(path.join(folder, 'bin/run.sh'), 0o750);
    await chmod(path.join(folder, 'Dockerfile'), 0o644);
    await symlink('../Dockerfile', path.join(folder, 'bin/link'));
    const source = diskContextSource(folder);
    const packed = await packContext(source, await collect(), new Map(), neverAborts());
    const files = await unpack(packed);
    assert.deepEqual([...files.keys()], ['Dockerfile', 'bin/', 'bin/link', 'bin/run.sh', 'empty/']);
    assert.deepEqual(files.get('bin/run.sh'), { type: 'file', mode: 0o750, text: '#!/bin/sh', target: '' });
    assert.equal(files.get('Dockerfile')?.mode, 0o644);
    assert.equal(files.get('bin/link')?.type, 'symlink');
    assert.equal(files.get('bin/link')?.target, '../Dockerfile');
  });

  it('makes everything executable where the disk has no modes, as Docker on Windows does', async () => {
    await write({ Dockerfile: 'FROM a' });
    const source = diskContextSource(folder, 'win32');
    const context = await collectContext(source, 'Dockerfile', neverAborts());
    const files = await unpack(await packContext(source, context, new Map(), neverAborts()));
    assert.equal(files.get('Dockerfile')?.mode, 0o755);
  });

  it('is packed with another text in place of a file, which stays as it is', async () => {
    await write({ Dockerfile: 'FROM --platform=x a' });
    const replaced = new Map([['Dockerfile', new TextEncoder().encode('FROM a')]]);
    const files = await unpack(
      await packContext(diskContextSource(folder), await collect(), replaced, neverAborts()),
    );
    assert.equal(files.get('Dockerfile')?.text, 'FROM a');
  });

  it('has large files and long names', async () => {
    const long = `${'deep/'.repeat(40)}${'n'.repeat(120)}.txt`;
    await write({ Dockerfile: 'x'.repeat(3_000_000), [long]: 'ü' });
    const files = await unpack(
      await packContext(diskContextSource(folder), await collect(), new Map(), neverAborts()),
    );
    assert.equal(files.get('Dockerfile')?.text.length, 3_000_000);
    assert.equal(files.get(long)?.text, 'ü');
  });

  for (const target of ['/etc/passwd', '../outside', 'src/../../outside'])
    it(`refuses a link that leads outside: ${target}`, async () => {
      await write({ Dockerfile: '' });
      await symlink(target, path.join(folder, 'link'));
      await assert.rejects(collect(), (error: AciError) => {
        assert.equal(error.kind, 'settings');
        assert.match(error.message, /^The link link leads to /);
        return true;
      });
    });

  it('passes over such a link that is ignored', async () => {
    await write({ Dockerfile: '', '.dockerignore': 'link' });
    await symlink('/etc/passwd', path.join(folder, 'link'));
    assert.deepEqual(await names(), ['.dockerignore', 'Dockerfile']);
  });

  it('names the file that may not be read', async () => {
    await write({ Dockerfile: '', secret: 'x' });
    const source = diskContextSource(folder);
    const forbidden = Object.assign(new Error('EACCES'), { code: 'EACCES' });
    const guarded = {
      ...source,
      read: (name: string) => (name === 'secret' ? Promise.reject(forbidden) : source.read(name)),
    };
    await assert.rejects(
      packContext(guarded, await collect(), new Map(), neverAborts()),
      /^AciError: You may not read secret\./,
    );
  });

  it('is refused where it is too large', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [`f${at}`, randomBytes(200_000).toString('hex')]),
    );
    await write({ Dockerfile: '', ...files });
    const source = diskContextSource(folder);
    const packing = packContext(
      source,
      await collect(),
      new Map(),
      neverAborts(),
      () => undefined,
      1024 * 1024,
    );
    await assert.rejects(packing, { kind: 'contextTooLarge', message: 'More than 1 MB, packed.' });
  });

  it('stops where the person leaves', async () => {
    await write({ Dockerfile: '', a: '', b: '' });
    const controller = new AbortController();
    const packing = packContext(
      diskContextSource(folder),
      await collect(),
      new Map(),
      controller.signal,
      () => controller.abort(),
    );
    await assert.rejects(packing, { name: 'AbortError' });
    await assert.rejects(collect('Dockerfile', controller.signal), { name: 'AbortError' });
  });
});
