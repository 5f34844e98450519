/** A deployment as a page: what became of it, of each resource, its outputs and parameters. */
import * as l10n from '@vscode/l10n';
import type {
  DeployedOutput,
  Deployment,
  DeploymentOperation,
  DeploymentRef,
} from '../../core/deployments/deploymentsApi.ts';
import type { DeploymentProgress } from '../../core/deployments/progress.ts';
import { asObject, asText, isObject, type Json } from '../../core/json.ts';
import { commandUri } from '../shared/commandUri.ts';
import { type Html, markup } from '../shared/html.ts';
import { hasEnded, outcomeOf } from '../../core/deployments/terminalStates.ts';
import { durationText } from './durationText.ts';
import { errorTreeHtml } from './errorHtml.ts';
import { outputText } from './outputText.ts';
import { resourceOperations } from './progressText.ts';
import { resourceText } from './resourceText.ts';
import { stateText } from './stateText.ts';

export interface DeploymentWords {
  /** Writes a time (ms since the epoch). */
  readonly localTime: (time: number) => string;
}

/** What a link on the page can run; each takes the deployment. */
export const deploymentPageCommands = [
  'aci.showDeploymentOutputs',
  'aci.showDeploymentTemplate',
  'aci.deployAgain',
  'aci.cancelDeployment',
  'aci.openDeployment',
] as const;

export type DeploymentCommand = (typeof deploymentPageCommands)[number];

export function deploymentPage({ deployment, operations }: DeploymentProgress, words: DeploymentWords): Html {
  const { ref, state, error } = deployment;
  return markup`<h1>${l10n.t('Deployment {0}', ref.name)}</h1>
    <p class="state ${outcomeOf(state) ?? 'running'}">${summary(deployment, words)}</p>
    <p class="actions">${actions(deployment)}</p>
    ${
      error &&
      section(
        l10n.t('What went wrong'),
        markup`<ul class="errors">
          ${errorTreeHtml(error)}
        </ul>`,
      )
    }
    ${section(l10n.t('Resources'), resources(operations))} ${section(l10n.t('Outputs'), outputs(deployment))}
    ${section(l10n.t('Parameters'), parameters(deployment))}`;
}

function section(title: string, content: Html): Html {
  return markup`<section>
    <h2>${title}</h2>
    ${content}
  </section>`;
}

function summary({ ref, state, timestamp, duration }: Deployment, { localTime }: DeploymentWords): string {
  const when = hasEnded(state)
    ? l10n.t('{0} after {1}, at {2}', stateText(state), durationText(duration), localTime(timestamp))
    : l10n.t('{0} for {1}', stateText(state), durationText(duration));
  return `${when} · ${ref.resourceGroup}`;
}

function actions({ ref, state, outputs }: Deployment): readonly Html[] {
  const link = (command: DeploymentCommand, title: string) =>
    markup`<a href="${commandUri(command, refOf(ref))}">${title}</a> `;
  return [
    ...(outputs.length > 0 ? [link('aci.showDeploymentOutputs', l10n.t('Copy Outputs…'))] : []),
    link('aci.showDeploymentTemplate', l10n.t('Show Template')),
    ...(hasEnded(state)
      ? [link('aci.deployAgain', l10n.t('Deploy Again…'))]
      : [link('aci.cancelDeployment', l10n.t('Cancel Deployment…'))]),
    link('aci.openDeployment', l10n.t('Refresh')),
  ];
}

/** Nothing but what identifies it. */
function refOf({ cloud, subscriptionId, resourceGroup, name }: DeploymentRef): DeploymentRef {
  return { cloud, subscriptionId, resourceGroup, name };
}

function resources(operations: readonly DeploymentOperation[]): Html {
  const rows = resourceOperations(operations).map(({ target, state, duration, error }) => {
    const { name, type } = resourceText(target.id);
    const why =
      error &&
      markup`<ul class="errors">
        ${errorTreeHtml(error)}
      </ul>`;
    return markup`<tr>
      <td class="state ${outcomeOf(state) ?? 'running'}">${stateText(state)}</td>
      <td>${name}${why}</td>
      <td>${type}</td>
      <td class="number">${durationText(duration)}</td>
    </tr>`;
  });
  if (rows.length === 0) return none();
  return table([l10n.t('State'), l10n.t('Name'), l10n.t('Type'), l10n.t('Duration')], rows);
}

function outputs({ outputs: all }: Deployment): Html {
  if (all.length === 0) return none();
  const rows = all.map(
    (output: DeployedOutput) =>
      markup`<tr>
        <td>${output.name}</td>
        <td>${output.type}</td>
        <td><code>${outputText(output)}</code></td>
      </tr>`,
  );
  return table([l10n.t('Name'), l10n.t('Type'), l10n.t('Value')], rows);
}

function parameters({ parameters: all }: Deployment): Html {
  const rows = Object.entries(all).map(([name, given]) => {
    const type = asText(asObject(given)['type']);
    return markup`<tr>
      <td>${name}</td>
      <td>${type}</td>
      <td><code>${parameterText(given)}</code></td>
    </tr>`;
  });
  return rows.length === 0 ? none() : table([l10n.t('Name'), l10n.t('Type'), l10n.t('Value')], rows);
}

/** As ARM answers it: a secure one has no value, one from a vault a reference. */
export function parameterText(given: Json | undefined): string {
  if (!isObject(given)) return '';
  if (isObject(given['reference'])) {
    const vault = asText(asObject(given['reference']['keyVault'])['id']).split('/').at(-1);
    return l10n.t(
      'the secret "{0}" of the key vault "{1}"',
      asText(given['reference']['secretName']),
      vault ?? '',
    );
  }
  const value = given['value'];
  if (value === undefined) return l10n.t('not shown');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function none(): Html {
  return markup`<p class="none">${l10n.t('None.')}</p>`;
}

function table(heads: readonly string[], rows: readonly Html[]): Html {
  return markup`<table>
    <thead>
      <tr>
        ${heads.map(head => markup`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
