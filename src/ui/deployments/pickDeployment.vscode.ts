import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Deployment } from '../../core/deployments/deploymentsApi.ts';
import { isAbort, toAciError } from '../../core/errors.ts';
import type { App } from '../app.ts';
import type { ResourceGroupRef } from '../shared/pickResourceGroup.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { deploymentRow, isAboutGroups } from './deploymentRows.ts';
import { hasEnded } from '../../core/deployments/terminalStates.ts';

interface Item extends vscode.QuickPickItem {
  readonly deployment?: Deployment;
  readonly all?: true;
}

/** So many are read: Azure keeps 800 of a resource group (Azure subscription limits). */
const mostDeployments = 100;
/** How long between two readings while one is under way (ms). */
const pollInterval = 5_000;

/**
 * The deployment that the person picks among the last ones; those without container groups only once one asks for them.
 * What is under way is shown as it goes on. Throws `AciError` where they can't be read.
 */
export function pickDeployment(app: App, scope: ResourceGroupRef): Promise<Deployment | undefined> {
  const box = window.createQuickPick<Item>();
  const controller = new AbortController();
  box.title = l10n.t('Deployments of {0}', scope.resourceGroup);
  box.placeholder = l10n.t('Loading deployments…');
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  box.busy = true;
  let deployments: readonly Deployment[] = [];
  let showsAll = false;

  const draw = () => {
    const active = box.activeItems[0]?.deployment?.ref.name;
    const shown = showsAll ? deployments : deployments.filter(isAboutGroups);
    const others = deployments.length - shown.length;
    const rows: Item[] = shown.map(one => deploymentRow(one, app.clock.now())).map(withoutUndefined);
    box.items = others === 0 ? rows : [...rows, showAllItem(others)];
    const same = box.items.find(item => active !== undefined && item.deployment?.ref.name === active);
    if (same) box.activeItems = [same];
    box.placeholder =
      deployments.length === 0
        ? l10n.t('There is no deployment in {0}.', scope.resourceGroup)
        : shown.length === 0
          ? l10n.t('No deployment here has made a container group.')
          : l10n.t('Choose a deployment');
  };

  async function read(): Promise<void> {
    for (;;) {
      deployments = await app.aci.deployments.list(scope, mostDeployments, controller.signal);
      box.busy = false;
      draw();
      if (deployments.every(({ state }) => hasEnded(state))) return;
      await app.clock.sleep(pollInterval, controller.signal);
    }
  }

  return new Promise<Deployment | undefined>((resolve, reject) => {
    box.onDidAccept(() => {
      const [item] = box.selectedItems;
      if (item?.all) {
        showsAll = true;
        box.value = '';
        draw();
      } else if (item?.deployment) {
        resolve(item.deployment);
        box.hide();
      }
    });
    box.onDidHide(() => {
      controller.abort();
      resolve(undefined);
      box.dispose();
    });
    box.show();
    read().catch((thrown: unknown) => {
      if (isAbort(thrown)) return;
      // Once there is something to choose from, it stays.
      if (deployments.length > 0) {
        app.report.log('Could not list the deployments again', toAciError(thrown));
        return;
      }
      reject(toAciError(thrown));
      box.hide();
    });
  });
}

function withoutUndefined({ detail, ...row }: ReturnType<typeof deploymentRow>): Item {
  return { ...row, ...(detail !== undefined && { detail }) };
}

function showAllItem(others: number): Item {
  return {
    label: `$(ellipsis) ${l10n.t('Show All')}`,
    description:
      others === 1
        ? l10n.t('1 deployment without container groups')
        : l10n.t('{0} deployments without container groups', others),
    alwaysShow: true,
    all: true,
  };
}
