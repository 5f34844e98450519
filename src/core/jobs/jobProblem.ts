/** What can be wrong with a job of `tasks.json`. */
import type { RuleProblem } from '../document/problems/problem.ts';

export type JobFault =
  | { readonly code: 'missing' }
  | { readonly code: 'empty' }
  | { readonly code: 'textWanted' }
  | { readonly code: 'lineOrListWanted' }
  | { readonly code: 'objectOfTextsWanted' }
  | { readonly code: 'registryWanted' }
  /** A secret that stands in the file itself. */
  | { readonly code: 'referenceWanted' }
  | { readonly code: 'choiceWanted'; readonly choices: readonly string[] }
  | { readonly code: 'environmentUnset'; readonly name: string }
  /** A rule that the wizard has as well. */
  | { readonly code: 'rule'; readonly problem: RuleProblem };

/** What is wrong, and with which property: `env.LOG_LEVEL`. */
export interface JobProblem {
  readonly property: string;
  readonly fault: JobFault;
}
