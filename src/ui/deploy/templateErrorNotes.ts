/** Azure's complaints about a template, at the places of it that they are about. */
import { type LocatedError, locateErrors } from '../../core/deployments/errorLocation.ts';
import { innermostErrors } from '../../core/deployments/innermostErrors.ts';
import { groupRefOfId } from '../../core/deployments/madeGroups.ts';
import type { JsonPath } from '../../core/document/jsonPath.ts';
import type { AciError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { groupKey } from '../../core/model/containerGroup.ts';
import type { TemplateContext } from '../../core/template/evaluateTemplate.ts';
import { causeText } from '../deployments/deploymentFailure.ts';
import { locateError } from '../edit/errorLocation.ts';
import { type DeployNote, type DeployPlan, type DeployTarget, refOfPlanned } from './deployPlan.ts';

export interface SentTemplate {
  readonly template: JsonObject;
  /** What it was deployed with. */
  readonly context: TemplateContext;
  readonly target: DeployTarget;
  /** The container groups that are known here. */
  readonly plan: DeployPlan;
}

/** One for each innermost error; those whose place is not known stand at the beginning. */
export function templateErrorNotes(error: AciError, sent: SentTemplate): readonly DeployNote[] {
  const whole = error.armError ?? { code: error.code ?? '', message: error.message, details: [] };
  return locateErrors(innermostErrors(whole), sent.template, sent.context).map(cause => ({
    path: pathInGroup(cause, sent) ?? cause.path ?? [],
    on: 'value',
    severity: 'error',
    code: cause.code,
    message: causeText(cause),
  }));
}

/** Where the value is written that Azure complains about in a container group; undefined where that is not known. */
function pathInGroup(
  { resourceId, message }: LocatedError,
  { target, plan }: SentTemplate,
): JsonPath | undefined {
  const named = resourceId === undefined ? undefined : groupRefOfId(target.cloud, resourceId);
  if (!named) return undefined;
  const group = plan.groups.find(planned => groupKey(refOfPlanned(planned, target)) === groupKey(named));
  const within = group && locateError(message, group.document.body);
  return within && group.pathInFile(within);
}
