import assert from 'node:assert/strict';
import {
  type Arrangement,
  arrangeRows,
  readArrangement,
} from '../../../../src/ui/cost/overview/arrangeRows.ts';
import type { CostRow } from '../../../../src/ui/cost/overview/costRow.ts';

function row(name: string, more: Partial<CostRow> = {}): CostRow {
  const { resourceGroup = 'shop', subscription = 'One' } = more;
  return {
    key: `${subscription}/${resourceGroup}/${name}`,
    ...{ name, resourceGroup, subscription, location: 'westeurope', state: 'Running', isBilled: true },
    perHour: 1,
    ...more,
  };
}

/** As it is where the state of the group is not known. */
function unknown({ isBilled: _, ...known }: CostRow): CostRow {
  return known;
}

const rows: readonly CostRow[] = [
  row('web', { perHour: 2, spent: 10 }),
  row('api', { perHour: 3, spent: 1, resourceGroup: 'SHOP' }),
  row('stopped', { perHour: 5, isBilled: false, state: 'Stopped' }),
  unknown(row('listed', { resourceGroup: 'lab', state: 'Unknown' })),
  row('loop', { resourceGroup: 'lab', waste: 'Crashes again and again', subscription: 'Two', perHour: 0.5 }),
];
const plain: Arrangement = {
  ...{ filter: '', show: 'all', totals: 'none', sortBy: 'perHour', descending: true },
};
const names = (change: Partial<Arrangement>) =>
  arrangeRows(rows, { ...plain, ...change }).rows.map(({ name }) => name);

describe('The rows of the cost overview', () => {
  it('are sorted by what they cost now, with those last of which it is not known', () => {
    assert.deepEqual(names({}), ['api', 'web', 'loop', 'stopped', 'listed']);
    assert.deepEqual(names({ descending: false }), ['stopped', 'loop', 'web', 'api', 'listed']);
  });

  it('are sorted by a text, those without it last', () => {
    assert.deepEqual(names({ sortBy: 'name', descending: false }), [
      'api',
      'listed',
      'loop',
      'stopped',
      'web',
    ]);
    assert.equal(names({ sortBy: 'waste', descending: true })[0], 'loop');
    assert.equal(names({ sortBy: 'waste', descending: false })[0], 'loop');
  });

  it('are those that have each word of the filter somewhere', () => {
    assert.deepEqual(names({ filter: 'shop  STOPPED' }), ['stopped']);
    assert.deepEqual(names({ filter: 'two crashes' }), ['loop']);
    assert.deepEqual(names({ filter: 'nowhere' }), []);
  });

  it('are those that are billed, may be waste, or have an unknown state, where only these are to be seen', () => {
    assert.deepEqual(names({ show: 'billed' }), ['api', 'web', 'loop']);
    assert.deepEqual(names({ show: 'waste' }), ['loop']);
    assert.deepEqual(names({ show: 'unknown' }), ['listed']);
  });

  it('have a total, which says what it leaves out', () => {
    const { total } = arrangeRows(rows, plain);
    assert.deepEqual(
      [total.perHour, total.counted, total.unknown, total.unpriced, total.spent],
      [5.5, 3, 1, 0, 11],
    );
  });

  it('stand below the totals of their resource groups, the dearest first, whatever the case of their names', () => {
    const { lines } = arrangeRows(rows, { ...plain, totals: 'resourceGroup' });
    const texts = lines.map(line =>
      line.kind === 'row' ? line.row.name : `${line.title}: ${line.count}, ${line.total.perHour}`,
    );
    assert.deepEqual(texts, [
      ...['SHOP (One): 3, 5', 'api', 'web', 'stopped'],
      ...['lab (Two): 1, 0.5', 'loop'],
      ...['lab (One): 1, 0', 'listed'],
    ]);
  });

  it('stand below the totals of their subscriptions', () => {
    const { lines } = arrangeRows(rows, { ...plain, totals: 'subscription' });
    const titles = lines.flatMap(line => (line.kind === 'total' ? line.title : []));
    assert.deepEqual(titles, ['One', 'Two']);
  });
});

describe('How the rows were arranged, as a page has kept it', () => {
  const kept: Arrangement = {
    ...{ filter: 'shop', show: 'waste', totals: 'subscription', sortBy: 'name', descending: false },
  };

  it('is read as it was', () => {
    assert.deepEqual(readArrangement(kept), kept);
  });

  it('is what it is at first, where nothing was kept or something else', () => {
    for (const state of [undefined, null, 'text', [], { filter: 1, show: 'none', sortBy: 'constructor' }]) {
      assert.deepEqual(readArrangement(state), plain);
    }
  });

  it('is taken in parts', () => {
    assert.deepEqual(readArrangement({ ...kept, sortBy: undefined, show: 'most' }), {
      ...kept,
      ...{ sortBy: 'perHour', descending: true, show: 'all' },
    });
  });
});
