import assert from 'node:assert/strict';
import type { KnownPrices } from '../../../src/ui/cost/pricedChoices.ts';
import type { CreateDraft } from '../../../src/ui/create/createDraft.ts';
import { draftCost } from '../../../src/ui/create/draftCost.ts';
import { reviewStep } from '../../../src/ui/create/steps/review.ts';
import { sizeStep } from '../../../src/ui/create/steps/osAndSize.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import type { Choice, PickQuestion } from '../../../src/ui/shared/wizard.ts';
import { AciError } from '../../../src/core/errors.ts';
import { development } from '../../../src/emulator/seed/contoso.ts';
import { ScriptedPrompt, pick } from '../shared/scriptedPrompt.ts';
import { type CreateFixture, openCreateFixture } from './createFixture.ts';

const draft: CreateDraft = {
  cloud: 'emulator',
  subscription: { id: development, displayName: 'Contoso Development' },
  location: 'eastus',
  osType: 'Linux',
  image: 'nginx',
};
const small = { cpu: 1, memoryInGB: 1.5 };
const listPrice = 'Estimate: vCPUs, memory and Windows at list price; no discounts, network or storage.';

describe('Prices in the wizard', () => {
  let world: CreateFixture;
  before(async () => {
    world = await openCreateFixture();
  });
  after(() => world.close());

  const requests = () => world.emulator.server.requests.filter(({ path }) => path.startsWith('/api/retail'));
  async function sizes(of: Partial<CreateDraft> = {}, prices: KnownPrices = world.context.prices) {
    const person = new ScriptedPrompt(pick('1 vCPU, 1.5 GB'));
    const answer = await sizeStep({ ...world.context, prices }).ask({ ...draft, ...of }, person);
    assert.deepEqual(answer, { ...draft, ...of, size: small });
    const { labels, details = [] } = person.last;
    return labels.map((label, index) => `${label}: ${details[2 * index]}`);
  }
  async function review(of: Partial<CreateDraft> = {}) {
    const person = new ScriptedPrompt(pick('Create'));
    await reviewStep(world.context, []).ask({ ...draft, size: small, ...of }, person);
    return person.last.details?.[1];
  }

  it('stand beside each size, and are asked for once', async () => {
    const shown = await sizes();
    assert.ok(shown.includes('1 vCPU, 1 GB: $0.045 per hour, $32.81 per month'));
    assert.ok(shown.includes('1 vCPU, 1.5 GB: $0.0472 per hour, $34.44 per month'));
    assert.ok(shown.includes('4 vCPU, 16 GB: $0.2332 per hour, $170.24 per month'));
    assert.deepEqual(await sizes(), shown);
    assert.equal(requests().length, 1);
  });

  it('are those of Windows where the image is made for it', async () => {
    const windows = '1 vCPU, 1.5 GB: $0.0904 per hour, $65.97 per month';
    assert.ok((await sizes({ osType: 'Windows' })).includes(windows));
  });

  it('come without moving a row: a click may be on its way', async () => {
    const { prices: known } = world.context;
    const prices: KnownPrices = {
      knownRates: () => undefined,
      rates: (cloud, location, signal) => known.rates(cloud, location, signal),
    };
    const person = new ScriptedPrompt(pick('1 vCPU, 1.5 GB'));
    const ask = person.pick.bind(person);
    const rows: (readonly boolean[])[] = [];
    person.pick = async <T>(question: PickQuestion<T>) => {
      const rowsOf = (choices: readonly Choice<T>[]) => choices.map(({ heading }) => heading !== undefined);
      const filled = (await question.fillIn?.(neverAborts())) ?? [];
      rows.push(rowsOf(question.choices), rowsOf(filled));
      return ask(question);
    };
    await sizeStep({ ...world.context, prices }).ask(draft, person);
    const [before, after] = rows;
    assert.ok(after?.includes(true));
    assert.deepEqual(before, after);
  });

  it('are left out, with every size there, where they cannot be had', async () => {
    const failing: KnownPrices = {
      knownRates: () => undefined,
      rates: () => Promise.reject(new AciError('offline', 'No connection.')),
    };
    const without: KnownPrices = { knownRates: () => undefined, rates: () => Promise.resolve(undefined) };
    for (const prices of [failing, without])
      assert.ok((await sizes({}, prices)).includes('1 vCPU, 1.5 GB: '));
  });

  it('stand at the review as an estimate, and say of what', async () => {
    assert.equal(await review(), `$0.0472 per hour, $34.44 per month · ${listPrice}`);
    assert.equal(await review({ location: 'nowhere' }), '');
  });

  it("of a copy are the whole group's", () => {
    const rates = { region: 'eastus', currency: 'USD', standard: { vCpuHour: 0.04, gbHour: 0.004 } };
    const containers = [small, { cpu: 0.5, memoryInGB: 1 }].map(requests => ({
      properties: { resources: { requests } },
    }));
    const base = { apiVersion: '2025-09-01', body: { properties: { osType: 'Linux', containers } } };
    const cost = draftCost({ ...draft, base }, { cpu: 1, memoryInGB: 2 }, rates);
    assert.deepEqual(cost?.size, { cpu: 2, memoryInGB: 3 });
    const gpu = [{ properties: { resources: { requests: { ...small, gpu: { count: 1 } } } } }];
    const withGpu = { ...base, body: { properties: { containers: gpu } } };
    assert.equal(draftCost({ ...draft, base: withGpu }, small, rates), undefined);
  });
});
