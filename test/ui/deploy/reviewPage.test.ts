import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Deployment, WhatIfChange } from '../../../src/core/deployments/deploymentsApi.ts';
import { groupRefOfId } from '../../../src/core/deployments/madeGroups.ts';
import { AciError } from '../../../src/core/errors.ts';
import { warning } from '../../../src/core/preflight/finding.ts';
import type { TemplateGroupCheck } from '../../../src/ui/deploy/checkTemplateGroups.ts';
import { reviewPage } from '../../../src/ui/deploy/reviewPage.ts';
import { hostileText } from '../hostileText.ts';
import { orderOf, templateOf } from './templateFixture.ts';

const base = '/subscriptions/s/resourceGroups/rg/providers';
const web = `${base}/Microsoft.ContainerInstance/containerGroups/web`;
const data = `${base}/Microsoft.Storage/storageAccounts/data`;
const body = (image: string) => ({
  properties: { containers: [{ name: 'main', properties: { image } }], osType: 'Linux' },
});
const validated: Deployment = {
  ref: orderOf('shop', {}).ref,
  ...{ state: 'Succeeded', timestamp: 0, duration: 0, outputs: [], outputResources: [], resourceTypes: [] },
  parameters: { size: { type: 'Int', value: 2 }, key: { type: 'SecureString' } },
  validatedResources: [web],
};
const order = orderOf('shop', templateOf([]), { key: { value: 'hunter2' } }, { secrets: ['hunter2'] });
const page = (...changes: readonly WhatIfChange[]) =>
  reviewPage({ order, validated, forecast: { kind: 'changes', changes }, checks: [] }, '').html;
const text = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const created: WhatIfChange = {
  resourceId: data,
  type: 'Create',
  after: { sku: { name: 'LRS' } },
  delta: [],
};
const changed: WhatIfChange = {
  ...{ resourceId: web, type: 'Modify', before: body('nginx:1'), after: body('nginx:2'), delta: [] },
};

describe('The review of a template', () => {
  it('says first how much changes, and asks', () => {
    assert.match(
      text(page(created, changed)),
      /Deploy shop\.json to rg-playground\? 1 created, 1 changed\. Deploy Cancel/,
    );
    assert.match(text(page({ resourceId: web, type: 'NoChange', delta: [] })), /Nothing changes\./);
  });

  it('shows what is created, whole where one unfolds it', () => {
    assert.match(text(page(created)), /Created \(1\) data storage account All properties .*LRS/);
  });

  it('shows what changes before and after, and what that does to a container group', () => {
    const shown = text(page(changed));
    assert.match(shown, /Changed \(1\) web container group Every container of the group restarts\./);
    assert.match(shown, /properties\.containers\.main\.properties\.image changed nginx:1 → nginx:2/);
  });

  it('says beside a group what it costs, what it cost, and what may stand in its way', () => {
    const ref = groupRefOfId(order.ref.cloud, web) ?? assert.fail();
    const cost = { perHour: 0.5, perMonth: 365, currency: 'USD', size: { cpu: 4, memoryInGB: 8 } };
    const check: TemplateGroupCheck = {
      ...{ ref, document: { apiVersion: '', body: {} }, cost, costBefore: undefined },
      findings: [warning({ kind: 'subnetFull', subnet: '<aci>' })],
    };
    const shown = (checks: readonly TemplateGroupCheck[]) =>
      text(
        reviewPage({ order, validated, forecast: { kind: 'changes', changes: [changed] }, checks }, '').html,
      );
    assert.match(
      shown([check]),
      /web container group .* Estimated cost: \$0\.50 per hour, \$365\.00 per month The subnet &#34;&#60;aci&#62;&#34; has no free/,
    );
    assert.match(shown([check]), /Estimate: vCPUs, memory and Windows at list price/);
    assert.match(
      shown([{ ...check, costBefore: { ...cost, perHour: 0.25 } }]),
      /\$0\.50 per hour, \$365\.00 per month \(until now \$0\.25 per hour\)/,
    );
    assert.doesNotMatch(shown([{ ...check, costBefore: cost }]), /until now/);
    assert.doesNotMatch(shown([{ ...check, cost: undefined }]), /[Ee]stimate/);
  });

  it('says what Azure will refuse to change', () => {
    const after = { properties: { ...body('nginx:1').properties, osType: 'Windows' } };
    assert.match(
      text(page({ ...changed, before: body('nginx:1'), after })),
      /will refuse it\. Delete the group/,
    );
  });

  it('folds what stays as it is', () => {
    const html = page({ resourceId: data, type: 'Ignore', delta: [] });
    assert.match(html, /<details class="section"><summary><h2>Left alone: not in the template \(1\)/);
  });

  it('says why Azure cannot tell', () => {
    const unsupported: WhatIfChange = {
      ...{ resourceId: data, type: 'Unsupported', delta: [] },
      unsupportedReason: 'Too deep.',
    };
    assert.match(
      text(page(unsupported)),
      /Not known: Azure cannot tell \(1\) data storage account Too deep\./,
    );
  });

  it('lets one deploy what was checked but not foreseen', () => {
    const error = new AciError('forbidden', 'no');
    const shown = text(
      reviewPage({ order, validated, forecast: { kind: 'unknown', error }, checks: [] }, 'Not allowed.').html,
    );
    assert.match(shown, /Azure has checked the template and would take it\. Deploy Cancel/);
    assert.match(shown, /What it changes is not known Not allowed\. You can deploy it all the same\./);
    assert.match(shown, /web container group/);
  });

  it('shows no secret, wherever it comes up', () => {
    const after = { properties: { containers: [{ name: 'main', properties: { image: 'hunter2' } }] } };
    const html = page({ ...created, after: { note: 'hunter2' } }, { ...changed, after });
    assert.doesNotMatch(html, /hunter2/);
    assert.match(text(html), /Parameters \(2\) key not shown size 2/);
  });

  it('makes no markup of what others have written', () => {
    const tags = (html: string) => html.match(/<[^>]*>/g);
    const hostile = (word: string) => {
      const before = { properties: { a: 'x' } };
      const delta = [
        { path: `p${word}`, type: 'Modify', before: `x${word}`, after: `y${word}`, children: [] },
      ] as const;
      return page({
        ...{ resourceId: `${data}${word.replaceAll('/', '')}`, type: 'Modify', before, after: before, delta },
        unsupportedReason: word,
      });
    };
    const expected = tags(hostile('a'));
    fc.assert(fc.property(hostileText, word => assert.deepEqual(tags(hostile(word)), expected)));
  });
});
