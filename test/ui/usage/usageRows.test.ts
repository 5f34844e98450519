import assert from 'node:assert/strict';
import { usageRows } from '../../../src/ui/usage/usageRows.ts';

describe('Usage and quota', () => {
  const usage = (displayName: string, used: number, limit: number) => ({
    ...{ name: displayName, displayName, used, limit },
  });

  it('are rows with what is used, the limit and a bar, the fullest first', () => {
    const rows = usageRows([usage('Container Groups', 5, 100), usage('Standard Cores', 50, 100)]);
    assert.deepEqual(rows, [
      { label: 'Standard Cores', description: '50 of 100', detail: '██████████░░░░░░░░░░ 50 % used' },
      { label: 'Container Groups', description: '5 of 100', detail: '█░░░░░░░░░░░░░░░░░░░ 5 % used' },
    ]);
  });

  it('what the subscription can not have at all is left out; what is over its limit is full', () => {
    const rows = usageRows([usage('Standard K80 Cores', 0, 0), usage('Standard Cores', 120, 100)]);
    assert.deepEqual(
      rows.map(({ detail }) => detail),
      ['████████████████████ 120 % used'],
    );
  });
});
