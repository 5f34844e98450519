/** Azure's complaints about a template, at the places of it that they are about. */
import type { DeploymentError } from '../../core/deployments/deploymentsApi.ts';
import { type InnermostError, innermostErrors } from '../../core/deployments/innermostErrors.ts';
import { groupRefOfId } from '../../core/deployments/madeGroups.ts';
import type { JsonPath } from '../../core/document/jsonPath.ts';
import type { AciError } from '../../core/errors.ts';
import { groupKey } from '../../core/model/containerGroup.ts';
import type { DeploymentRef } from '../../core/deployments/deploymentsApi.ts';
import { locateError } from '../edit/errorLocation.ts';
import { causeText } from '../deployments/deploymentFailure.ts';
import type { DeployNote, DeployPlan } from './deployPlan.ts';

/** One for each innermost error; those whose place is not known stand at the beginning. */
export function templateErrorNotes(
  error: AciError,
  ref: DeploymentRef,
  { groups }: DeployPlan,
): readonly DeployNote[] {
  const whole: DeploymentError = error.armError ?? {
    code: error.code ?? '',
    message: error.message,
    details: [],
  };
  return innermostErrors(whole).map(cause => ({
    path: placeOf(cause, ref, groups),
    on: 'value',
    severity: 'error',
    code: cause.code,
    message: causeText(cause),
  }));
}

function placeOf(cause: InnermostError, ref: DeploymentRef, groups: DeployPlan['groups']): JsonPath {
  const named = cause.resourceId === undefined ? undefined : groupRefOfId(ref.cloud, cause.resourceId);
  const group = groups.find(({ name }) => named && groupKey({ ...ref, name }) === groupKey(named));
  if (!group) return [];
  const within = locateError(cause.message, group.document.body) ?? [];
  return group.pathInFile(within);
}
