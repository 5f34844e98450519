import assert from 'node:assert/strict';
import {
  dateTimeFormat,
  formatAgo,
  formatBytes,
  formatList,
  formatNumber,
  languageOfTexts,
  setLanguages,
} from '../../../src/ui/shared/languageFormats.ts';

describe('Times, numbers and lists', () => {
  afterEach(() => setLanguages({ texts: 'en', editor: 'en' }));

  it('are English where nobody said otherwise', () => {
    assert.equal(formatList(['web', 'api', 'db']), 'web, api, db');
    assert.equal(formatList(['web', 'api']), 'web, api');
    assert.equal(formatNumber(12_000.5), '12,000.5');
    assert.equal(formatAgo(1, 'day'), '1 day ago');
    assert.equal(languageOfTexts(), 'en');
  });

  it('say in their unit how much there is', () => {
    const table: readonly (readonly [number, string])[] = [
      [0, '0 bytes'],
      [1, '1 byte'],
      [999, '999 bytes'],
      [1700, '1.7 kB'],
      [2_000_000, '2.0 MB'],
    ];
    for (const [bytes, words] of table) assert.equal(formatBytes(bytes), words);
  });

  it('follow the language of the texts, and dates that of the editor', () => {
    const day = Date.UTC(2026, 0, 5, 12);
    setLanguages({ texts: 'de', editor: 'fr' });
    assert.equal(formatList(['web', 'api', 'db']), 'web, api und db');
    assert.equal(formatNumber(1.5), '1,5');
    assert.equal(formatAgo(3, 'minute'), 'vor 3 Minuten');
    assert.match(dateTimeFormat({ dateStyle: 'medium' })(day), /^5 janv\. 2026$/);
    assert.equal(languageOfTexts(), 'de');
  });
});
