import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Capability } from '../../../src/core/model/location.ts';
import { largestSize, offeredOsTypes, parseAmount, quickSizes } from '../../../src/core/rules/size.ts';

const row = (osType: string, gpu: string, maxCpu: number, maxMemoryInGB: number): Capability => ({
  osType,
  gpu,
  maxCpu,
  maxMemoryInGB,
  ipAddressType: 'Public',
});
/** As eastus answered in 2024: looking for Linux rows alone would find GPUs only. */
const eastus = [row('NotSpecified', 'None', 32, 256), row('Linux', 'V100', 24, 448)];

describe('An amount of vCPUs or memory', () => {
  for (const [text, amount] of [
    ['1', 1],
    [' 1.5 ', 1.5],
    ['1,5', 1.5],
    ['4.', 4],
    ['1.1', 1.1],
    ['16', 16],
  ] as const)
    it(`${JSON.stringify(text)} is ${amount}`, () => assert.deepEqual(parseAmount(text, 1, 16), { amount }));

  const wrong: readonly (readonly [string, object])[] = [
    ['', { code: 'numberWanted', text: '' }],
    ['NaN', { code: 'numberWanted', text: 'NaN' }],
    ['Infinity', { code: 'numberWanted', text: 'Infinity' }],
    ['four', { code: 'numberWanted', text: 'four' }],
    ['1.5.2', { code: 'numberWanted', text: '1.5.2' }],
    ['0x10', { code: 'numberWanted', text: '0x10' }],
    ['0', { code: 'numberTooSmall', min: 1 }],
    ['-2', { code: 'numberTooSmall', min: 1 }],
    ['0.5', { code: 'numberTooSmall', min: 1 }],
    ['1e9', { code: 'numberTooBig', max: 16 }],
    ['1000000000', { code: 'numberTooBig', max: 16 }],
    ['16.1', { code: 'numberTooBig', max: 16 }],
    ['1.55', { code: 'numberDecimals', text: '1.55' }],
  ];
  for (const [text, problem] of wrong)
    it(`${JSON.stringify(text)} is answered with ${JSON.stringify(problem)}`, () =>
      assert.deepEqual(parseAmount(text, 1, 16), { problem }));
});

describe('Whatever is typed as an amount', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.stringMatching(/^[+-]?[0-9]{0,4}[.,]?[0-9]{0,3}(e[0-9]{1,3})?$/),
  );
  it('is within what is allowed, with at most one decimal, or a problem', () =>
    fc.assert(
      fc.property(typed, text => {
        const parsed = parseAmount(text, 1, 16);
        if ('problem' in parsed) return;
        assert.ok(parsed.amount >= 1 && parsed.amount <= 16);
        assert.equal(Number(parsed.amount.toFixed(1)), parsed.amount);
      }),
    ));
});

describe('What a place offers', () => {
  it('counts rows of no particular system for both (documented limits are wrong, azure-docs#102373)', () => {
    assert.deepEqual(largestSize(eastus, 'Linux'), { cpu: 32, memoryInGB: 256 });
    assert.deepEqual(largestSize(eastus, 'Windows'), { cpu: 32, memoryInGB: 256 });
    assert.deepEqual(offeredOsTypes(eastus), ['Linux', 'Windows']);
  });

  it('never counts GPU rows', () =>
    assert.deepEqual(largestSize([row('Linux', 'V100', 24, 448)], 'Linux'), { cpu: 4, memoryInGB: 16 }));

  it('may be one system only', () =>
    assert.deepEqual(offeredOsTypes([row('Linux', 'None', 4, 16)]), ['Linux']));

  it('is the standard size where it says nothing', () => {
    assert.deepEqual(largestSize([], 'Linux'), { cpu: 4, memoryInGB: 16 });
    assert.deepEqual(offeredOsTypes([]), ['Linux', 'Windows']);
  });

  it('limits the sizes one may click', () =>
    assert.deepEqual(quickSizes({ cpu: 2, memoryInGB: 3.5 }), [
      { cpu: 1, memoryInGB: 1 },
      { cpu: 1, memoryInGB: 1.5 },
      { cpu: 1, memoryInGB: 2 },
    ]));
});
