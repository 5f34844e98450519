import assert from 'node:assert/strict';
import type { RegionRates } from '../../../src/core/cost/regionRates.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { costChangeText } from '../../../src/ui/cost/costChange.ts';
import { groupInText } from '../../../src/ui/cost/groupInText.ts';

const text = `location: West Europe
name: web
properties:
  osType: Linux
  containers:
    - name: app
      properties:
        image: nginx
        resources:
          requests:
            cpu: '1'
            memoryInGb: 1.5
type: Microsoft.ContainerInstance/containerGroups
`;

describe("What decides the price in a group's text", () => {
  it('is read as az reads the file', () => {
    assert.deepEqual(groupInText(text), {
      location: 'West Europe',
      group: {
        ...{ osType: 'Linux', sku: 'Standard', priority: 'Regular' },
        containers: [{ cpu: 1, memoryInGB: 1.5 }],
      },
    });
  });

  it('is not there without a place, or in what is no group', () => {
    assert.equal(groupInText(text.replace(/^location.*\n/, '')), undefined);
    assert.equal(groupInText('- a'), undefined);
    assert.equal(groupInText('a: ['), undefined);
    assert.equal(groupInText(''), undefined);
  });
});

describe('What an edit does to the price', () => {
  const rates: RegionRates = {
    region: 'westeurope',
    currency: 'USD',
    standard: { vCpuHour: 0.04, gbHour: 0.004 },
  };
  const body = (cpu: number): JsonObject => ({
    properties: { containers: [{ properties: { resources: { requests: { cpu, memoryInGB: 2 } } } }] },
  });

  it('is told from what to what', () => {
    assert.equal(costChangeText(body(1), body(2), rates), 'estimated cost: $0.048 → $0.088 per hour');
  });

  it('is not told where it stays, or is not known', () => {
    assert.equal(costChangeText(body(1), body(0.5), rates), undefined);
    assert.equal(costChangeText(body(1), body(2), undefined), undefined);
    assert.equal(costChangeText(body(1), {}, rates), undefined);
  });
});
