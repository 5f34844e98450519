import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const linksIn = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target ?? '');

describe('SECURITY.md', () => {
  const text = read('SECURITY.md');

  it('is one click away from the README', () => {
    assert.ok(linksIn(read('README.md')).includes('SECURITY.md'));
  });

  it('links to files that are there', () => {
    const targets = linksIn(text);
    assert.ok(targets.length > 20);
    for (const target of targets) assert.ok(fs.existsSync(path.join(root, target)), target);
  });

  it('links each promise to a test', () => {
    const [, promised = ''] = text.split('## What we promise');
    const promises = promised.split(/^- /m).slice(1);
    assert.ok(promises.length > 10);
    for (const promise of promises) {
      const tests = linksIn(promise).filter(target => /\.(?:test|e2e)\.ts$/.test(target));
      assert.notEqual(tests.length, 0, promise);
    }
  });
});
