import assert from 'node:assert/strict';
import { costCsv } from '../../../../src/ui/cost/overview/costCsv.ts';
import type { CostRow } from '../../../../src/ui/cost/overview/costRow.ts';

const row: CostRow = {
  ...{ key: 'a', name: 'web', resourceGroup: 'shop', subscription: 'One', location: 'westeurope' },
  ...{
    state: 'Running',
    isBilled: true,
    perHour: 0.0471750001,
    spent: 1.5,
    spentNote: 'since the start, 8:00',
  },
};
const lines = (rows: readonly CostRow[]) => costCsv(rows, 'EUR').split('\r\n');

describe('Costs as CSV', () => {
  it('have a heading with the currency, and numbers with a point', () => {
    const [head, first, end] = lines([row]);
    assert.match(head ?? '', /^Container group,.*Per hour now \(EUR\).*,Possible waste$/);
    assert.equal(
      first,
      'web,shop,One,westeurope,Running,0.047175,34.43775,0.047175,1.5,"since the start, 8:00",',
    );
    assert.equal(end, '');
  });

  it('leave out what is not known, and have 0 only for what costs nothing now', () => {
    const { isBilled: _, spent: __, ...unknown } = row;
    const { perHour: ___, ...unpriced } = row;
    const [, ...found] = lines([unknown, unpriced, { ...row, isBilled: false }]);
    const amounts = found.slice(0, 3).map(line => line.split(',').slice(5, 8).join(','));
    assert.deepEqual(amounts, [',,0.047175', ',,', '0,0,0.047175']);
  });

  it('quote what a name may hold, and run nothing in a spreadsheet', () => {
    const [, first] = lines([{ ...row, subscription: '=cmd|\' /C calc\'!A0, "x"' }]);
    assert.ok(first?.startsWith('web,shop,"\'=cmd|\' /C calc\'!A0, ""x""",westeurope'), first);
  });
});
