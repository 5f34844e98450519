import assert from 'node:assert/strict';
import { reachesFunction } from '../../../src/core/template/reachesFunction.ts';

describe('Whether an expression reaches a function', () => {
  const template = {
    parameters: { Site: { type: 'string', defaultValue: '[UniqueString(resourceGroup().id)]' } },
    variables: {
      label: "[toLower(variables('long'))]",
      long: { of: "[concat(parameters('site'), '-x')]" },
      round: "[variables('round')]",
      plain: 'shop',
    },
    resources: [{ properties: { template: { variables: { inner: "[uniqueString('a')]" } } } }],
  };
  const reached: readonly (readonly [expression: string, isReached: boolean])[] = [
    ["[uniqueString('a')]", true],
    ["[parameters('site')]", true],
    ["[variables('label')]", true],
    ["[variables('inner')]", true],
    ["[variables('plain')]", false],
    ["[variables('round')]", false],
    ["[variables('missing')]", false],
    ['shop', false],
  ];
  for (const [expression, isReached] of reached)
    it(`is ${isReached} of ${expression}`, () => {
      assert.equal(reachesFunction(expression, 'uniqueString', template), isReached);
    });
});
