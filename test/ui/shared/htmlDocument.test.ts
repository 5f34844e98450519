import assert from 'node:assert/strict';
import { htmlDocument } from '../../../src/ui/shared/htmlDocument.ts';

describe('The document around a page', () => {
  const document = { title: 'A page', language: 'en', nonce: 'n1', style: 'p {}', main: '<p>text</p>' };
  const policyOf = (html: string) =>
    /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.split('; ');

  it('lets nothing run where the page has no script', () => {
    const html = htmlDocument(document);
    assert.deepEqual(policyOf(html), [
      ...["default-src 'none'", "style-src 'nonce-n1'", "base-uri 'none'", "form-action 'none'"],
    ]);
    assert.ok(!html.includes('<script'));
  });

  it('lets its own script run, once what it works on is there, and end only where it ends', () => {
    const html = htmlDocument({ ...document, script: 'say("</script><!--");' });
    assert.ok(policyOf(html)?.includes("script-src 'nonce-n1'"));
    assert.ok(html.indexOf('</main>') < html.indexOf('<script nonce="n1">'));
    assert.equal(html.match(/<\/script/g)?.length, 1);
    assert.ok(!html.includes('<!--'));
  });

  it('hands data over as text that becomes no markup', () => {
    const html = htmlDocument({ ...document, data: { name: 'texts', value: { a: '"><b>' } } });
    assert.match(html, /<body data-texts="\{&#34;a&#34;:&#34;\\&#34;&#62;&#60;b&#62;&#34;\}">/);
  });
});
