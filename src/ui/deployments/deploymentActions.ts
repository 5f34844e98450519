/** What one can do with a deployment. */
import * as l10n from '@vscode/l10n';
import type { Deployment } from '../../core/deployments/deploymentsApi.ts';
import type { Choice } from '../shared/wizard.ts';
import type { DeploymentCommand } from './deploymentPage.ts';
import { hasEnded } from '../../core/deployments/terminalStates.ts';

/** The commands that make sense for it as it is now, the likeliest first. */
export function deploymentActions({
  state,
  outputs,
}: Pick<Deployment, 'state' | 'outputs'>): readonly Choice<DeploymentCommand>[] {
  return [
    {
      label: l10n.t('$(info) Open Deployment'),
      description: l10n.t('its resources, errors, outputs and parameters'),
      value: 'aci.openDeployment',
    },
    ...(outputs.length > 0
      ? [{ label: l10n.t('$(output) Show Outputs…'), value: 'aci.showDeploymentOutputs' as const }]
      : []),
    { label: l10n.t('$(json) Show Template'), value: 'aci.showDeploymentTemplate' },
    hasEnded(state)
      ? { label: l10n.t('$(debug-rerun) Deploy Again…'), value: 'aci.deployAgain' }
      : { label: l10n.t('$(circle-slash) Cancel Deployment…'), value: 'aci.cancelDeployment' },
  ];
}
