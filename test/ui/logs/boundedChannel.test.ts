import assert from 'node:assert/strict';
import { createBoundedChannel } from '../../../src/ui/logs/boundedChannel.ts';

describe('What a channel holds', () => {
  const million = `${'x'.repeat(999_999)}\n`;

  it('is all that is appended, as long as that is little', () => {
    const appended: string[] = [];
    const out = createBoundedChannel(
      { append: text => appended.push(text), replace: () => assert.fail('nothing is too much') },
      'older lines\n',
    );
    for (let count = 0; count < 60; count++) out.append(million);
    assert.equal(appended.length, 60);
  });

  it('is bounded: its last lines stay, below a notice', () => {
    let text = '';
    let longest = 0;
    const out = createBoundedChannel(
      { append: more => (text += more), replace: all => (text = all) },
      'older lines\n',
    );
    for (let count = 1; count <= 200; count++) {
      out.append(million);
      out.append(`line ${count}\n`);
      longest = Math.max(longest, text.length);
    }
    assert.ok(longest < 70_000_000, `${longest}`);
    assert.match(text.slice(0, 100), /^older lines\nx|^older lines\nline/);
    assert.ok(text.endsWith('line 200\n'));
  });
});
