/** What a deployment's page says while it is read, and where it can't be. */
import * as l10n from '@vscode/l10n';
import type { DeploymentRef } from '../../core/deployments/deploymentsApi.ts';
import { commandUri } from '../shared/commandUri.ts';
import { type Html, markup } from '../shared/html.ts';

export function readingPage({ name }: DeploymentRef): Html {
  return markup`<h1>${l10n.t('Reading "{0}"…', name)}</h1>`;
}

export function signedOutPage(ref: DeploymentRef): Html {
  const sentence = l10n.t('Nobody is signed in, so this deployment cannot be looked at.');
  return page(ref, sentence, l10n.t('Sign in to Azure'), commandUri('aci.signIn'));
}

export function otherCloudPage(ref: DeploymentRef): Html {
  const sentence = l10n.t('This deployment is in another cloud than the one that is chosen now.');
  return page(ref, sentence, l10n.t('Account and Cloud…'), commandUri('aci.showAccount'));
}

/** `sentence`: what a person is told about the error. */
export function failedPage(ref: DeploymentRef, sentence: string): Html {
  return page(ref, sentence, l10n.t('Refresh'), commandUri('aci.openDeployment', ref));
}

function page({ name, resourceGroup }: DeploymentRef, sentence: string, title: string, target: string): Html {
  return markup`<h1>${l10n.t('Deployment {0}', name)}</h1>
    <p>${resourceGroup}</p>
    <p>${sentence}</p>
    <p class="actions"><a href="${target}">${title}</a></p>`;
}
