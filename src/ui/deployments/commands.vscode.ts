import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';

export const deploymentsCommands: readonly Command[] = [
  {
    id: 'aci.showDeployments',
    failure: () => l10n.t('Could not list the deployments'),
    async run(app, argument) {
      const { chooseResourceGroup } = await import('./deploymentTarget.vscode.ts');
      const scope = await chooseResourceGroup(app, argument);
      if (!scope) return;
      const { showDeployments } = await import('./showDeployments.vscode.ts');
      await showDeployments(app, scope);
    },
  },
  {
    id: 'aci.openDeployment',
    failure: () => l10n.t('Could not open the deployment'),
    async run(app, argument) {
      const { chooseDeployment } = await import('./deploymentTarget.vscode.ts');
      const ref = await chooseDeployment(app, argument);
      if (!ref) return;
      const { openDeployment } = await import('./openDeployment.vscode.ts');
      await openDeployment(app, ref);
    },
  },
  {
    id: 'aci.showDeploymentOutputs',
    failure: () => l10n.t('Could not read the outputs of the deployment'),
    async run(app, argument) {
      const { chooseDeployment } = await import('./deploymentTarget.vscode.ts');
      const ref = await chooseDeployment(app, argument);
      if (!ref) return;
      const { showOutputs } = await import('./showOutputs.vscode.ts');
      await showOutputs(app, ref);
    },
  },
  {
    id: 'aci.showDeploymentTemplate',
    failure: () => l10n.t('Could not read the template of the deployment'),
    async run(app, argument) {
      const { chooseDeployment } = await import('./deploymentTarget.vscode.ts');
      const ref = await chooseDeployment(app, argument);
      if (ref) await app.readonlyDocuments.showDeploymentTemplate(ref);
    },
  },
  /** Sends the template of a deployment once more, with its parameters to begin with. */
  {
    id: 'aci.deployAgain',
    failure: () => l10n.t('Could not deploy again'),
    async run(app, argument) {
      const { chooseDeployment } = await import('./deploymentTarget.vscode.ts');
      const ref = await chooseDeployment(app, argument);
      if (ref) await app.yamlEditor.deployAgain(ref);
    },
  },
  {
    id: 'aci.cancelDeployment',
    failure: () => l10n.t('Could not cancel the deployment'),
    async run(app, argument) {
      const { chooseDeployment } = await import('./deploymentTarget.vscode.ts');
      const ref = await chooseDeployment(app, argument);
      if (!ref) return;
      const { cancelDeployment } = await import('./cancelDeployment.vscode.ts');
      await cancelDeployment(app, ref);
    },
  },
];
