/** What there is to tell about a template's evaluation, at its places. */
import type { TemplateProblem } from '../../core/template/templateProblem.ts';
import type { DeployNote } from './deployPlan.ts';
import { templateText } from './templateMessages.ts';

/** Only what Azure would surely refuse is an error; what only Azure knows is a hint. */
export function templateNotes(problems: readonly TemplateProblem[]): readonly DeployNote[] {
  return problems.map(({ path, severity, what }) => ({
    path,
    severity,
    on: 'value',
    code: what.kind,
    message: templateText(what),
  }));
}
