import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { Metafile } from 'esbuild';
import { packageExtension } from '../../scripts/package.mjs';
import budget from './budget.json' with { type: 'json' };
import { overBudget } from './budget.ts';
import { weigh } from './bundle.ts';
import { weighPages } from './pages/weigh.ts';

describe('The budget of bytes', function () {
  this.timeout(60_000);

  it('is kept by what users download and by what windows load (test/bench/budget.json)', async () => {
    const { vsix, metafile } = await packageExtension({ production: true });
    const built = JSON.parse(fs.readFileSync(metafile, 'utf8')) as Metafile;
    assert.deepEqual(overBudget(budget, weigh(built), fs.statSync(vsix).size, weighPages(built)), []);
  });

  it('is never above the goal for what every window loads', () => {
    assert.ok(budget.activation <= 60_000);
  });

  it('tells what is over it, chunks without a line of their own included, and what is no chunk any more', () => {
    const chunks = { a: 5, gone: 5 };
    const small = { activation: 10, vsix: 10, chunks, anyOtherChunk: 3, pages: { metrics: 7 } };
    const pages = new Map([
      ['metrics', 8],
      ['news', 1],
    ]);
    const lazy = new Map([
      ['a', 6],
      ['b', 4],
      ['c', 3],
    ]);
    assert.deepEqual(overBudget(small, { activation: 11, lazy }, 12, pages), [
      'what every window loads has 11 bytes; the budget allows 10',
      'the .vsix has 12 bytes; the budget allows 10',
      'a has 6 bytes; the budget allows 5',
      'b has 4 bytes; the budget allows 3',
      'the page metrics has 8 bytes; the budget allows 7',
      'the page news has 1 bytes; the budget allows 0',
      'gone has a budget, but is no chunk',
    ]);
  });
});
