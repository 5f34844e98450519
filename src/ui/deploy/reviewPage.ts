/** What a template would change, as a page with the question whether to deploy it. */
import * as l10n from '@vscode/l10n';
import type { WhatIfChange, WhatIfChangeType } from '../../core/deployments/deploymentsApi.ts';
import { changesBetween, type Verdict, verdictOf } from '../../core/document/changes.ts';
import type { JsonObject } from '../../core/json.ts';
import { groupRefOfId } from '../../core/deployments/madeGroups.ts';
import { parameterText } from '../deployments/deploymentPage.ts';
import { resourceText } from '../deployments/resourceText.ts';
import { html, type Html } from '../shared/html.ts';
import type { TemplateReview } from './deployTemplate.ts';
import { propertyLines, type PropertyLine, shownValue } from './propertyLines.ts';

/** `whyUnknown`: a sentence for the error where Azure gave no forecast. */
export function reviewPage(review: TemplateReview, whyUnknown: string): Html {
  const { order, forecast } = review;
  const { fileName, ref } = order;
  return html`<header>
      <h1 tabindex="-1" id="title">${l10n.t('Deploy {0} to {1}?', fileName, ref.resourceGroup)}</h1>
      <p>
        ${forecast.kind === 'changes' ? summary(forecast.changes) : l10n.t('Azure has checked the template and would take it.')}
      </p>
      <p class="buttons">
        <button id="deploy">${l10n.t('Deploy')}</button>
        <button id="cancel" class="secondary">${l10n.t('Cancel')}</button>
      </p>
    </header>
    ${forecast.kind === 'changes' ? changeSections(review, forecast.changes) : unknownSection(review, whyUnknown)}
    ${parameterSection(review)}`;
}

/** In the order in which they are shown. */
const sections: readonly {
  readonly types: readonly WhatIfChangeType[];
  readonly title: () => string;
  readonly isFolded?: true;
}[] = [
  { types: ['Delete'], title: () => l10n.t('Deleted') },
  { types: ['Create'], title: () => l10n.t('Created') },
  { types: ['Modify'], title: () => l10n.t('Changed') },
  { types: ['Deploy'], title: () => l10n.t('Deployed again: Azure does not say what changes') },
  { types: ['Unsupported'], title: () => l10n.t('Not known: Azure cannot tell') },
  { types: ['NoChange'], title: () => l10n.t('No change'), isFolded: true },
  { types: ['Ignore'], title: () => l10n.t('Left alone: not in the template'), isFolded: true },
];

/** `2 created, 1 changed.` */
function summary(changes: readonly WhatIfChange[]): string {
  const count = (...types: readonly WhatIfChangeType[]) =>
    changes.filter(({ type }) => types.includes(type)).length;
  const [created, changed, deleted] = [count('Create'), count('Modify', 'Deploy'), count('Delete')];
  const unknown = count('Unsupported');
  const parts = [
    created === 0 ? undefined : l10n.t('{0} created', created),
    changed === 0 ? undefined : l10n.t('{0} changed', changed),
    deleted === 0 ? undefined : l10n.t('{0} deleted', deleted),
    unknown === 0 ? undefined : l10n.t('{0} not known', unknown),
  ].filter(part => part !== undefined);
  return parts.length === 0 ? l10n.t('Nothing changes.') : `${parts.join(', ')}.`;
}

function changeSections(review: TemplateReview, changes: readonly WhatIfChange[]): readonly Html[] {
  return sections.flatMap(({ types, title, isFolded }) => {
    const own = changes.filter(({ type }) => types.includes(type));
    if (own.length === 0) return [];
    const rows = html`<ul class="changes">
      ${own.map(change => changeRow(review, change))}
    </ul>`;
    const heading = `${title()} (${own.length})`;
    return isFolded
      ? html`<details class="section">
          <summary><h2>${heading}</h2></summary>
          ${rows}
        </details>`
      : html`<section>
          <h2>${heading}</h2>
          ${rows}
        </section>`;
  });
}

function changeRow({ order }: TemplateReview, change: WhatIfChange): Html {
  const { resourceId, type, after, unsupportedReason } = change;
  const { name, type: resourceType } = resourceText(resourceId);
  const verdict = groupRefOfId(order.ref.cloud, resourceId) && verdictRow(change);
  const lines = type === 'Modify' ? propertyLines(change.delta, order.secrets) : [];
  const whole = type === 'Create' && after ? wholeResource(after, order.secrets) : undefined;
  return html`<li class="${type.toLowerCase()}">
    <span class="name">${name}</span> <span class="about">${resourceType}</span>${verdict}
    ${unsupportedReason === undefined ? undefined : html`<p>${unsupportedReason}</p>`}
    ${
      lines.length === 0
        ? undefined
        : html`<table class="properties">
            <tbody>
              ${lines.map(propertyRow)}
            </tbody>
          </table>`
    }
    ${whole}
  </li>`;
}

function propertyRow({ path, kind, before, after }: PropertyLine): Html {
  const texts = { added: l10n.t('added'), removed: l10n.t('removed'), changed: l10n.t('changed') };
  const was = before === undefined ? undefined : html`<del>${before}</del>`;
  const is = after === undefined ? undefined : html`<ins>${after}</ins>`;
  const arrow = was && is ? html` → ` : undefined;
  return html`<tr class="${kind}">
    <td><code>${path}</code></td>
    <td class="kind">${texts[kind]}</td>
    <td>${was}${arrow}${is}</td>
  </tr>`;
}

function wholeResource(after: JsonObject, secrets: readonly string[]): Html {
  return html`<details>
    <summary>${l10n.t('All properties')}</summary>
    <pre><code>${shownValue('', after, secrets)}</code></pre>
  </details>`;
}

/** What a deployment does to a container group that is there: every one that is sent restarts its containers. */
function verdictRow({ type, before, after }: WhatIfChange): Html | undefined {
  if (!before || !after) return undefined;
  if (type !== 'Modify' && type !== 'Deploy') return undefined;
  const verdict = verdictOf(changesBetween(before, after)) ?? 'restartsAll';
  return html`<p class="verdict ${verdict}">${verdictSentence(verdict)}</p>`;
}

function verdictSentence(verdict: Verdict): string {
  switch (verdict) {
    case 'inPlace':
      return l10n.t(
        'Only tags change. Azure sends the whole group all the same, and may restart its containers.',
      );
    case 'restartsAll':
      return l10n.t('Every container of the group restarts. What is in them and not on a volume is lost.');
    case 'needsRecreate':
      return l10n.t(
        'Azure cannot change this in a group that exists and will refuse it: delete the group first, then deploy again.',
      );
  }
}

function unknownSection({ validated }: TemplateReview, whyUnknown: string): Html {
  const rows = validated.validatedResources.map(id => {
    const { name, type } = resourceText(id);
    return html`<li><span class="name">${name}</span> <span class="about">${type}</span></li>`;
  });
  const resources =
    rows.length === 0
      ? undefined
      : html`<h3>${l10n.t('Resources of the template')}</h3>
          <ul class="changes">
            ${rows}
          </ul>`;
  return html`<section>
    <h2>${l10n.t('What it changes is not known')}</h2>
    <p>${whyUnknown}</p>
    <p>
      ${l10n.t('You can deploy it all the same. Nothing is deleted: resources that are not in the template stay as they are.')}
    </p>
    ${resources}
  </section>`;
}

/** What is sent for each parameter. */
function parameterSection({ order, validated }: TemplateReview): Html | undefined {
  const sent = Object.keys(order.request.parameters);
  const all = new Map<string, string>();
  for (const [name, given] of Object.entries(validated.parameters)) all.set(name, parameterText(given));
  for (const name of sent) if (!all.has(name)) all.set(name, l10n.t('not shown'));
  if (all.size === 0) return undefined;
  const rows = [...all].map(
    ([name, text]) =>
      html`<tr>
        <td>${name}</td>
        <td><code>${shownValue('', text, order.secrets)}</code></td>
      </tr>`,
  );
  return html`<details class="section">
    <summary><h2>${l10n.t('Parameters')} (${all.size})</h2></summary>
    <table>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </details>`;
}
