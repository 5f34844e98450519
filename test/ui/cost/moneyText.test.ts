import assert from 'node:assert/strict';
import { moneyText } from '../../../src/ui/cost/moneyText.ts';

describe('An amount of money', () => {
  const cases: readonly (readonly [number, string, string, string])[] = [
    [0.047175, 'USD', 'en-US', '$0.0472'],
    [0.5, 'USD', 'en-US', '$0.50'],
    [0.000012, 'USD', 'en-US', '$0.000012'],
    [34.43775, 'USD', 'en-US', '$34.44'],
    [1234.5, 'EUR', 'de-DE', '1.234,50\u00a0€'],
    [0.04341, 'EUR', 'de-DE', '0,0434\u00a0€'],
    [7.08, 'JPY', 'en-US', '¥7'],
    [0.668, 'JPY', 'en-US', '¥0.668'],
    [0, 'USD', 'en-US', '$0.00'],
  ];
  for (const [amount, currency, locale, text] of cases) {
    it(`of ${amount} ${currency} reads ${text} in ${locale}`, () => {
      assert.equal(moneyText(amount, currency, locale), text);
    });
  }
});
