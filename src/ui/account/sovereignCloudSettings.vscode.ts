/**
 * VS Code signs in to one other cloud than the public one at a time: the one that its settings
 * `microsoft-sovereign-cloud.…` name. Signing in while they name another would go to the wrong one.
 */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { AciError } from '../../core/errors.ts';
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import { window } from '../shared/plainWindow.vscode.ts';

const section = 'microsoft-sovereign-cloud';

type SovereignCloud = Pick<
  CloudEndpoints,
  'id' | 'displayName' | 'resourceManagerEndpoint' | 'authorityHost' | 'portalUrl' | 'scope'
>;

/** VS Code's name for the cloud. */
function environmentOf({ id }: SovereignCloud): 'ChinaCloud' | 'USGovernment' | 'custom' {
  if (id === 'china') return 'ChinaCloud';
  return id === 'usGovernment' ? 'USGovernment' : 'custom';
}

/** Throws `AciError('settings')` where VS Code's settings name another cloud. */
export function assertSovereignCloudConfigured(wanted: SovereignCloud): void {
  if (isSovereignCloudConfigured(wanted)) return;
  const setting = vscode.workspace.getConfiguration(section).get<string>('environment');
  const message = setting
    ? l10n.t(
        'VS Code signs in to another cloud than {0}: its setting "{1}" is "{2}".',
        wanted.displayName,
        `${section}.environment`,
        setting,
      )
    : l10n.t(
        'VS Code does not know that you want to sign in to {0}: its setting "{1}" is not set.',
        wanted.displayName,
        `${section}.environment`,
      );
  throw new AciError('settings', message);
}

/** Offers to set VS Code's settings where they name another cloud. Throws where the person doesn't want that. */
export async function offerToConfigureSovereignCloud(wanted: SovereignCloud): Promise<void> {
  try {
    assertSovereignCloudConfigured(wanted);
  } catch (error) {
    const detail = l10n.t(
      'It becomes "{0}" in your user settings. Other extensions that go by it sign in there, too.',
      environmentOf(wanted),
    );
    const set = l10n.t('Change the setting');
    const chosen = await window.showWarningMessage(
      `${error instanceof Error ? error.message : ''} ${l10n.t('Change it to sign in?')}`,
      { modal: true, detail },
      set,
    );
    if (chosen !== set) throw new AciError('signedOut', 'The person did not consent to change the setting.');
    await configureSovereignCloud(wanted);
  }
}

/** Whether VS Code's settings name this cloud. */
export function isSovereignCloudConfigured(wanted: SovereignCloud): boolean {
  const settings = vscode.workspace.getConfiguration(section);
  if (settings.get<string>('environment') !== environmentOf(wanted)) return false;
  if (environmentOf(wanted) !== 'custom') return true;
  const custom = settings.get<Record<string, unknown>>('customEnvironment') ?? {};
  return (
    isSame(custom['activeDirectoryEndpointUrl'], wanted.authorityHost) &&
    isSame(custom['resourceManagerEndpointUrl'], wanted.resourceManagerEndpoint)
  );
}

async function configureSovereignCloud(wanted: SovereignCloud): Promise<void> {
  const settings = vscode.workspace.getConfiguration(section);
  const environment = environmentOf(wanted);
  if (environment === 'custom') {
    const { displayName, resourceManagerEndpoint, authorityHost, portalUrl, scope } = wanted;
    const custom = {
      name: displayName,
      portalUrl: portalUrl ?? resourceManagerEndpoint,
      managementEndpointUrl: resourceManagerEndpoint,
      resourceManagerEndpointUrl: resourceManagerEndpoint,
      activeDirectoryEndpointUrl: `${authorityHost}/`,
      activeDirectoryResourceId: scope.replace(/\/\.default$/, ''),
    };
    await settings.update('customEnvironment', custom, vscode.ConfigurationTarget.Global);
  }
  await settings.update('environment', environment, vscode.ConfigurationTarget.Global);
}

function isSame(setting: unknown, address: string): boolean {
  return typeof setting === 'string' && setting.replace(/\/+$/, '').toLowerCase() === address.toLowerCase();
}
