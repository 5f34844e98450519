import assert from 'node:assert/strict';
import fc from 'fast-check';
import { preformattedHtml, pageHtml } from '../../../src/ui/shared/pageHtml.ts';
import { group } from '../../core/sampleGroups.ts';
import { hostileText } from '../hostileText.ts';

const { ref } = group();
const page = { title: 'How is "web"?', language: 'de', state: ref, nonce: 'n1' };
const tags = (html: string) => Array.from(html.matchAll(/<[^>]*>/g), ([tag]) => tag);

describe('A page', () => {
  it('may load nothing, and run and style only what it brings along', () => {
    const [, policy] =
      /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(pageHtml('', page)) ?? [];
    assert.deepEqual(policy?.split('; '), [
      "default-src 'none'",
      "style-src 'nonce-n1'",
      "script-src 'nonce-n1'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('has its policy before everything that it is for', () => {
    const html = pageHtml('<p>text</p>', page);
    const at = html.indexOf('Content-Security-Policy');
    for (const later of ['<style', '<script', '<p>']) assert.ok(at > 0 && at < html.indexOf(later), later);
  });

  it('says its language and its title, for those who have it read to them', () => {
    const html = pageHtml('', page);
    assert.match(html, /^<!DOCTYPE html>\n<html lang="de">/);
    assert.match(html, /<title>How is &#34;web&#34;\?<\/title>/);
  });

  it('shows what is a link by more than its colour, and frames where the theme has high contrast', () => {
    const html = pageHtml('', page);
    assert.match(html, /\na \{[^}]*text-decoration: underline/);
    assert.match(html, /pre \{[^}]*border: 1px solid var\(--vscode-contrastBorder/);
  });

  it('names no address', () => {
    assert.doesNotMatch(pageHtml('', page), /\b(?:https?|wss?|data|file):|url\(|@import|<link/i);
  });

  it('has one script, whatever its group is called', () => {
    const expected = tags(pageHtml('', page));
    fc.assert(
      fc.property(hostileText, text => {
        const state = { ...ref, name: text, resourceGroup: text };
        const html = pageHtml('', { ...page, title: text, state });
        assert.deepEqual(tags(html), expected);
      }),
    );
  });

  it('shows Markdown as it is written where nobody renders it, with nothing in it that is HTML', () => {
    assert.equal(preformattedHtml('# <b>&"'), '<pre># &#60;b&#62;&#38;&#34;</pre>');
    fc.assert(
      fc.property(hostileText, text => {
        assert.deepEqual(tags(preformattedHtml(text)), ['<pre>', '</pre>']);
      }),
    );
  });
});
