/** How far a deployment is, in a line. */
import * as l10n from '@vscode/l10n';
import type { DeploymentOperation } from '../../core/deployments/deploymentsApi.ts';
import { outcomeOf } from '../../core/deployments/terminalStates.ts';
import { resourceLabel } from './resourceText.ts';

/** What the deployment makes: without its inner deployments, whose operations are among these, and without outputs. */
export function resourceOperations(
  operations: readonly DeploymentOperation[],
): readonly (DeploymentOperation & Required<Pick<DeploymentOperation, 'target'>>)[] {
  const made = operations.flatMap(operation => {
    const { target } = operation;
    const isResource = target && target.type.toLowerCase() !== 'microsoft.resources/deployments';
    return isResource && operation.operation.toLowerCase() === 'create' ? [{ ...operation, target }] : [];
  });
  // A resource that is tried again has an operation for each time.
  return [...new Map(made.map(operation => [operation.target.id.toLowerCase(), operation])).values()];
}

/** `2 of 3 resources done. Creating web (container group)…`: of those that Azure has begun with. */
export function progressText(operations: readonly DeploymentOperation[]): string {
  const all = resourceOperations(operations);
  if (all.length === 0) return l10n.t('Waiting for Azure…');
  const done = all.filter(({ state }) => outcomeOf(state) === 'succeeded').length;
  const failed = all.filter(({ state }) => outcomeOf(state) === 'failed').length;
  const [running] = all.filter(({ state }) => outcomeOf(state) === undefined);
  const texts = [
    all.length === 1
      ? l10n.t('{0} of 1 resource done.', done)
      : l10n.t('{0} of {1} resources done.', done, all.length),
    ...(failed === 0 ? [] : [failed === 1 ? l10n.t('1 failed.') : l10n.t('{0} failed.', failed)]),
    ...(running ? [l10n.t('Creating {0}…', resourceLabel(running.target.id))] : []),
  ];
  return texts.join(' ');
}
