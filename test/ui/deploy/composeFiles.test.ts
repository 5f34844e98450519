import assert from 'node:assert/strict';
import { createComposeFiles, type FolderReader } from '../../../src/ui/deploy/composeFiles.ts';

const text = (content: string) => new TextEncoder().encode(content);
const contents: Readonly<Record<string, Uint8Array>> = {
  'web.env': text('A=1'),
  '../up.env': text('B=2'),
  '/etc/passwd': text('root'),
  'link.env': text('linked'),
  'image.bin': new Uint8Array([0xff, 0xfe, 0]),
  'large.txt': new Uint8Array(1024 * 1024),
};

function disk(reads: string[] = []): FolderReader {
  const found = (path: string) => {
    const content = contents[path];
    if (!content) throw new Error(`There is no ${path}.`);
    return content;
  };
  return {
    size: path => Promise.resolve().then(() => found(path).length),
    read: path => {
      reads.push(path);
      return Promise.resolve(found(path));
    },
    entries: path =>
      Promise.resolve().then(() => {
        if (path === 'conf') return ['b', 'a'].map(name => ({ name, isFile: true }));
        if (path === 'deep') return [{ name: 'inner', isFile: false }];
        throw new Error('no directory');
      }),
    linkedOutside: path => Promise.resolve(path === 'link.env' ? '/home/ada/.aws/credentials' : undefined),
  };
}

describe('The files beside a Compose file', () => {
  it('are read once, if they are small texts', async () => {
    const reads: string[] = [];
    const files = createComposeFiles(disk(reads), () => Promise.resolve(false));
    assert.deepEqual(await Promise.all([files.read('web.env'), files.read('web.env')]), ['A=1', 'A=1']);
    assert.deepEqual(reads, ['web.env']);
    for (const path of ['gone.env', 'image.bin', 'large.txt'])
      assert.equal(await files.read(path), undefined);
  });

  it('are asked for where they are outside the folder, also by a link', async () => {
    const asked: string[] = [];
    const files = createComposeFiles(disk(), path => {
      asked.push(path);
      return Promise.resolve(path === '../up.env');
    });
    assert.equal(await files.read('../up.env'), 'B=2');
    assert.equal(await files.read('/etc/passwd'), undefined);
    assert.equal(await files.read('link.env'), undefined);
    assert.deepEqual(asked, ['../up.env', '/etc/passwd', '/home/ada/.aws/credentials']);
  });

  it('are listed where a directory in the folder is small and flat', async () => {
    const files = createComposeFiles(disk(), () => Promise.resolve(true));
    assert.deepEqual(await files.list('conf'), ['a', 'b']);
    for (const path of ['deep', 'web.env', '../conf', '/etc'])
      assert.equal(await files.list(path), undefined);
  });
});
