import assert from 'node:assert/strict';
import { require } from '../../scripts/prerequisites.mjs';

describe('What no npm package can bring', () => {
  const wanted = (name: string, present: () => boolean) => ({
    ...{ name, present },
    ...{ debian: [name], elsewhere: 'build it' },
  });

  it('is installed for one caller after the other, for apt-get refuses to run beside itself', async () => {
    const installed = new Set<string>();
    let running = 0;
    const install = async (packages: readonly string[]) => {
      assert.equal(++running, 1, 'it runs beside itself');
      await new Promise(resolve => setImmediate(resolve));
      packages.forEach(name => installed.add(name));
      running -= 1;
    };
    const each = ['one', 'two', 'three'].map(name =>
      require([wanted(name, () => installed.has(name))], install),
    );
    await Promise.all(each);
    assert.deepEqual([...installed], ['one', 'two', 'three']);
  });

  it('is named where it can’t be installed, and doesn’t hold up the next caller', async () => {
    const missing = require([wanted('one', () => false)], () => Promise.resolve());
    const next = require([wanted('two', () => true)], () => Promise.reject(new Error('it is there')));
    await assert.rejects(
      missing,
      /^Error: Missing on this machine: one\.\nDebian, Ubuntu: .* one\none: build it$/,
    );
    await next;
  });
});
