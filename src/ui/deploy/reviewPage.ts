/** What a template would change, as a page with the question whether to deploy it. */
import * as l10n from '@vscode/l10n';
import type { WhatIfChange, WhatIfChangeType } from '../../core/deployments/deploymentsApi.ts';
import type { PropertyForecast } from '../../core/deployments/propertyForecast.ts';
import { shownValue } from '../../core/deployments/shownValue.ts';
import {
  forecastOf,
  type ResourceForecast,
  type WhatIfForecast,
} from '../../core/deployments/whatIfForecast.ts';
import type { Verdict } from '../../core/document/changes.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { parameterText } from '../deployments/deploymentPage.ts';
import { resourceText } from '../deployments/resourceText.ts';
import { groupRefOfId } from '../../core/deployments/madeGroups.ts';
import { groupKey } from '../../core/model/containerGroup.ts';
import { type Html, markup } from '../shared/html.ts';
import { estimateNote, rateText } from '../cost/costText.ts';
import { moneyText } from '../cost/moneyText.ts';
import { findingText } from '../preflight/findingText.ts';
import type { TemplateGroupCheck } from './checkTemplateGroups.ts';
import type { TemplateReview } from './deployTemplate.ts';

/** `whyUnknown`: a sentence for the error where Azure gave no forecast. */
export function reviewPage(review: TemplateReview, whyUnknown: string): Html {
  const { order, forecast } = review;
  const { fileName, ref, secrets } = order;
  const known = forecast.kind === 'changes' ? forecastOf(forecast.changes, { secrets }) : undefined;
  const sentence = known ? summary(known) : l10n.t('Azure has checked the template and would take it.');
  return markup`<header>
<h1 tabindex="-1" id="title">${l10n.t('Deploy {0} to {1}?', fileName, ref.resourceGroup)}</h1>
<p>${sentence}</p>
<p class="buttons"><button id="deploy">${l10n.t('Deploy')}</button><button id="cancel" class="secondary">${l10n.t('Cancel')}</button></p>
</header>
${known && forecast.kind === 'changes' ? changeSections(known, bodies(forecast.changes), review) : unknownSection(review, whyUnknown)}
${priceNote(review)}
${parameterSection(review)}`;
}

interface Section {
  readonly change: WhatIfChangeType;
  readonly title: string;
  readonly isFolded?: true;
}

/** In the order in which they are shown. */
function sections(): readonly Section[] {
  return [
    { change: 'Delete', title: l10n.t('Deleted') },
    { change: 'Create', title: l10n.t('Created') },
    { change: 'Modify', title: l10n.t('Changed') },
    { change: 'Deploy', title: l10n.t('Sent again: Azure does not say what changes') },
    { change: 'Unsupported', title: l10n.t('Not known: Azure cannot tell') },
    { change: 'NoChange', title: l10n.t('No change'), isFolded: true },
    { change: 'Ignore', title: l10n.t('Left alone: not in the template'), isFolded: true },
  ];
}

/** `2 created, 1 changed.` */
function summary({ counts }: WhatIfForecast): string {
  const changed = counts.Modify + counts.Deploy;
  const parts = [
    counts.Create === 0 ? undefined : l10n.t('{0} created', counts.Create),
    changed === 0 ? undefined : l10n.t('{0} changed', changed),
    counts.Delete === 0 ? undefined : l10n.t('{0} deleted', counts.Delete),
    counts.Unsupported === 0 ? undefined : l10n.t('{0} not known', counts.Unsupported),
  ].filter(part => part !== undefined);
  return parts.length === 0 ? l10n.t('Nothing changes.') : `${parts.join(', ')}.`;
}

/** What is to become of resources, by their ids. */
type Bodies = ReadonlyMap<string, JsonObject>;

function bodies(changes: readonly WhatIfChange[]): Bodies {
  return new Map(changes.flatMap(({ resourceId, after }) => (after ? [[resourceId, after] as const] : [])));
}

function changeSections(
  { resources }: WhatIfForecast,
  after: Bodies,
  review: TemplateReview,
): readonly Html[] {
  return sections().flatMap(({ change, title, isFolded }) => {
    const own = resources.filter(resource => resource.change === change);
    if (own.length === 0) return [];
    const rows = own.map(resource => {
      const body = change === 'Create' ? after.get(resource.resourceId) : undefined;
      return resourceRow(resource, body && wholeResource(body, review.order.secrets), review);
    });
    return [section(`${title} (${own.length})`, markup`<ul class="changes">${rows}</ul>`, isFolded)];
  });
}

function section(title: string, content: Html, isFolded = false): Html {
  return isFolded
    ? markup`<details class="section"><summary><h2>${title}</h2></summary>${content}</details>`
    : markup`<section><h2>${title}</h2>${content}</section>`;
}

function resourceRow(resource: ResourceForecast, body: Html | undefined, review: TemplateReview): Html {
  const { resourceId, change, properties, verdict, reason } = resource;
  const { name, type } = resourceText(resourceId);
  const marks = properties.some(({ isUncertain }) => isUncertain);
  return markup`<li class="${change.toLowerCase()}"><span class="name">${name}</span><span class="about">${type}</span>
${verdict && markup`<p class="verdict ${verdict}">${verdictSentence(verdict)}</p>`}
${reason === undefined ? undefined : markup`<p>${reason}</p>`}
${checkLines(review, resourceId)}
${properties.length === 0 ? undefined : markup`<table class="properties"><tbody>${properties.map(propertyRow)}</tbody></table>`}
${marks ? markup`<p class="about">${l10n.t('* Azure often keeps or sets these by itself.')}</p>` : undefined}
${body}</li>`;
}

function propertyRow({ path, kind, before, after, isUncertain }: PropertyForecast): Html {
  const texts = { added: l10n.t('added'), removed: l10n.t('removed'), changed: l10n.t('changed') };
  const was = before === undefined ? undefined : markup`<del>${asText(before)}</del>`;
  const is = after === undefined ? undefined : markup`<ins>${asText(after)}</ins>`;
  const arrow = was && is ? markup` → ` : undefined;
  const mark = isUncertain ? '*' : '';
  return markup`<tr class="${kind}"><td><code>${path}</code></td><td class="kind">${texts[kind]}${mark}</td><td>${was}${arrow}${is}</td></tr>`;
}

function wholeResource(body: JsonObject, secrets: readonly string[]): Html {
  const text = JSON.stringify(shownValue([], body, secrets), undefined, 2);
  return markup`<details><summary>${l10n.t('All properties')}</summary><pre><code>${text}</code></pre></details>`;
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What the deployment does to a container group that is there. */
function verdictSentence(verdict: Verdict): string {
  switch (verdict) {
    case 'inPlace':
      return l10n.t(
        'Only tags change. A deployment sends the whole group all the same, and its containers may restart.',
      );
    case 'restartsAll':
      return l10n.t('Every container of the group restarts. What is in them and not on a volume is lost.');
    case 'needsRecreate':
      return l10n.t(
        'Azure cannot change this in a group that exists, and will refuse it. Delete the group first to have it re-created.',
      );
  }
}

/** Beside a container group: what it costs, and what may stand in its way. */
function checkLines({ checks, order }: TemplateReview, resourceId: string): readonly Html[] {
  const ref = groupRefOfId(order.ref.cloud, resourceId);
  const check = ref && checks.find(known => groupKey(known.ref) === groupKey(ref));
  if (!check) return [];
  const price = priceText(check);
  return [
    ...(price === undefined ? [] : [markup`<p class="about">${price}</p>`]),
    ...check.findings.map(finding => markup`<p class="verdict warning">${findingText(finding)}</p>`),
  ];
}

function priceText({ cost, costBefore }: TemplateGroupCheck): string | undefined {
  if (!cost) return undefined;
  const [was, is] = [costBefore, cost].map(one => one && moneyText(one.perHour, one.currency));
  return was === undefined || was === is
    ? l10n.t('Estimated cost: {0}', rateText(cost))
    : l10n.t('Estimated cost: {0} (until now {1} per hour)', rateText(cost), was);
}

/** What the estimates are of, where there are any. */
function priceNote({ checks }: TemplateReview): Html | undefined {
  return checks.some(({ cost }) => cost) ? markup`<p class="note">${estimateNote()}</p>` : undefined;
}

function unknownSection(review: TemplateReview, whyUnknown: string): Html {
  const rows = review.validated.validatedResources.map(id => {
    const { name, type } = resourceText(id);
    return markup`<li><span class="name">${name}</span><span class="about">${type}</span>${checkLines(review, id)}</li>`;
  });
  const resources =
    rows.length === 0
      ? undefined
      : markup`<h3>${l10n.t('Resources of the template')}</h3><ul class="changes">${rows}</ul>`;
  const more = l10n.t(
    'You can deploy it all the same. Nothing is deleted: resources that are not in the template stay as they are.',
  );
  return section(
    l10n.t('What it changes is not known'),
    markup`<p>${whyUnknown}</p><p>${more}</p>${resources}`,
  );
}

/** What is sent for each parameter. */
function parameterSection({ order, validated }: TemplateReview): Html | undefined {
  const { secrets, request } = order;
  const texts = new Map(
    Object.keys(request.parameters).map(name => [name, l10n.t('not shown')] as readonly [string, string]),
  );
  for (const [name, given] of Object.entries(validated.parameters)) texts.set(name, parameterText(given));
  if (texts.size === 0) return undefined;
  const rows = [...texts].map(
    ([name, text]) =>
      markup`<tr><td>${name}</td><td><code>${asText(shownValue([], text, secrets))}</code></td></tr>`,
  );
  const title = `${l10n.t('Parameters')} (${texts.size})`;
  return section(title, markup`<table><tbody>${rows}</tbody></table>`, true);
}
