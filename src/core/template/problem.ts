import type { Path } from '../groupFile/path.ts';

/** What is wrong with an expression. Names are written as the template has them. */
export type ExpressionFault =
  /** `position` counts characters from the value's start. */
  | { readonly kind: 'expressionSyntax'; readonly position: number }
  | { readonly kind: 'functionUnknown'; readonly name: string }
  | { readonly kind: 'functionArguments'; readonly name: string }
  | { readonly kind: 'parameterUndeclared'; readonly name: string }
  | { readonly kind: 'variableUndeclared'; readonly name: string }
  /** The variables in the order in which they refer to each other, the first one again at the end. */
  | { readonly kind: 'variableCycle'; readonly names: readonly string[] }
  | { readonly kind: 'propertyMissing'; readonly name: string }
  | { readonly kind: 'indexMissing'; readonly index: number }
  | { readonly kind: 'tooLarge' };

export type TemplateFault =
  | ExpressionFault
  | { readonly kind: 'notTemplate' }
  | { readonly kind: 'noGroups' }
  | { readonly kind: 'parameterMissing'; readonly name: string }
  | { readonly kind: 'parameterNotDeclared'; readonly name: string }
  | { readonly kind: 'parameterType'; readonly name: string; readonly type: string }
  | { readonly kind: 'parameterNotAllowed'; readonly name: string; readonly allowed: readonly string[] }
  | { readonly kind: 'parameterFromVault'; readonly name: string }
  | { readonly kind: 'resourceLeftOut'; readonly type: string; readonly name: string }
  | { readonly kind: 'nestedDeployment'; readonly name: string }
  | { readonly kind: 'copyLoop' }
  | { readonly kind: 'condition' }
  | { readonly kind: 'groupNameMissing' }
  | { readonly kind: 'groupTwice'; readonly name: string }
  | { readonly kind: 'apiVersionMissing' };

/** Something to tell about a template; `path` leads to the value it is about. */
export interface TemplateProblem {
  /** With an error nothing may be sent. */
  readonly severity: 'error' | 'warning';
  readonly path: Path;
  readonly what: TemplateFault;
}
