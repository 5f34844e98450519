import assert from 'node:assert/strict';
import { sumActualCosts } from '../../../../src/core/cost/actualCost.ts';
import { costReport } from '../../../../src/core/cost/costReport.ts';
import { neverAborts } from '../../../../src/core/neverAborts.ts';
import { actualCostHtml } from '../../../../src/ui/cost/actual/actualCostHtml.ts';
import { group } from '../../../core/sampleGroups.ts';

const rates = { region: 'westeurope', currency: 'USD', standard: { vCpuHour: 0.04, gbHour: 0.004 } };
const hello = group({ name: 'hello' });

async function html(resourceIds: readonly string[]): Promise<string> {
  const items = resourceIds.map(resourceId => ({
    day: '2026-11-28',
    resourceId,
    cost: 1.25,
    currency: 'USD',
  }));
  const prices = { rates: () => Promise.resolve(rates) };
  return actualCostHtml({
    ...{ resourceGroup: 'shop', subscription: 'One <b>', readAt: '9:00', language: 'en', nonce: 'n0nce' },
    costs: sumActualCosts(items),
    estimate: await costReport([hello], { prices, now: 0 }, neverAborts()),
    dayText: day => `day ${day}`,
  });
}

describe('The page of actual costs', () => {
  it('shows the bill by resource and by day, beside the estimate for a container group', async () => {
    const page = await html([
      hello.id.toLowerCase(),
      '/subscriptions/one/providers/microsoft.storage/storageaccounts/logs',
    ]);
    assert.match(page, /As the bill says: \$2\.50/);
    assert.match(page, /Our estimate of what runs in it now: \$0\.046 per hour/);
    // 24 × (0.04 + 1.5 × 0.004).
    assert.match(
      page,
      /<td>hello<\/td>.*containergroups<\/td><td class="amount">\$1\.25<\/td><td class="amount">\$1\.10</,
    );
    assert.match(page, /<td>logs<\/td>.*<td class="amount">\$1\.25<\/td><td class="amount"><\/td>/);
    assert.match(page, /<td>day 2026-11-28<\/td><td class="amount">\$2\.50</);
  });

  it('says so where the bill has nothing yet', async () => {
    assert.match(await html([]), /nothing for this resource group this month/);
  });

  it('loads and runs nothing, and keeps texts of others what they are', async () => {
    const page = await html(['/x/<img src=x onerror=evil()>']);
    assert.match(
      page,
      /content="default-src 'none'; style-src 'nonce-n0nce'; base-uri 'none'; form-action 'none'"/,
    );
    assert.doesNotMatch(page, /<script|<img|<b>|\sstyle=/);
  });
});
