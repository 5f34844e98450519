/** What an account must be allowed to do at a resource group to deploy a template there. */
import type { TemplateResources } from './templateResources.ts';

/**
 * "You need write access on the resources you're deploying and access to all operations on the
 * Microsoft.Resources/deployments resource type"; what-if needs the same (learn.microsoft.com "Deploy resources with ARM
 * templates and Azure CLI"). These are the operations that we use.
 */
const ofDeployment = ['write', 'read', 'validate/action', 'whatIf/action'].map(
  operation => `Microsoft.Resources/deployments/${operation}`,
);

/**
 * The actions, each once. Of resources only those that the evaluator sees: a linked template may need more, and so may
 * identities and subnets that a group uses (`putGroupRequirements`).
 */
export function neededActions({ resources }: TemplateResources): readonly string[] {
  const seen = new Map(
    resources.map(({ type }) => [type.toLowerCase(), `${type.replace(/\/$/, '')}/write`] as const),
  );
  return [...ofDeployment, ...seen.values()];
}
