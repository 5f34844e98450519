import assert from 'node:assert/strict';
import { overviewHtml } from '../../../../src/ui/cost/overview/overviewHtml.ts';
import { pageTexts } from '../../../../src/ui/cost/overview/pageTexts.ts';
import { readFromPage, mostReadAtOnce } from '../../../../src/ui/cost/overview/costRow.ts';

describe('The page of the cost overview', () => {
  const texts = { ...pageTexts(), filter: '"><script>evil()</script>' };
  const html = overviewHtml({
    ...{ title: 'Cost <overview>', note: 'An estimate', language: 'en', texts },
    ...{ script: 'own();', nonce: 'n0nce' },
  });

  it('loads nothing, and runs its own script only, by a nonce', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    assert.deepEqual(policy.split('; '), [
      "default-src 'none'",
      "style-src 'nonce-n0nce'",
      "script-src 'nonce-n0nce'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    assert.deepEqual(html.match(/<script[^>]*>/g), ['<script nonce="n0nce">']);
    assert.doesNotMatch(html, /\sstyle=|\son\w+=/);
  });

  it('keeps texts what they are', () => {
    assert.ok(html.includes('<title>Cost &#60;overview&#62;</title>'));
    assert.ok(!html.includes('evil()</script>'));
  });
});

describe('What a page asks for', () => {
  it('is taken where it has the form that it should have', () => {
    assert.deepEqual(readFromPage({ kind: 'reveal', key: 'a', more: 1 }), { kind: 'reveal', key: 'a' });
    assert.deepEqual(readFromPage({ kind: 'copyCsv', keys: ['a'] }), { kind: 'copyCsv', keys: ['a'] });
    for (const wrong of [undefined, null, 1, 'ready', {}, { kind: 'delete' }, { kind: 'reveal', key: 1 }]) {
      assert.equal(readFromPage(wrong), undefined);
    }
    assert.equal(readFromPage({ kind: 'copyCsv', keys: [1] }), undefined);
  });

  it('is never to read more states than one click should', () => {
    const asked = readFromPage({ kind: 'readStates', keys: Array.from({ length: 5000 }, String) });
    assert.ok(asked?.kind === 'readStates');
    assert.equal(asked.keys.length, mostReadAtOnce);
  });
});
