import type { JsonPath } from '../document/jsonPath.ts';
import type { AzureOnlyCause } from './azureOnly.ts';

/** What is wrong with an expression. Names are written as the template has them. */
export type ExpressionFault =
  /** `position` counts characters from the value's start. */
  | { readonly kind: 'expressionSyntax'; readonly position: number }
  | { readonly kind: 'functionUnknown'; readonly name: string }
  | { readonly kind: 'functionArguments'; readonly name: string }
  /** The template itself says so, by `fail()`. */
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'parameterUndeclared'; readonly name: string }
  | { readonly kind: 'variableUndeclared'; readonly name: string }
  /** A name that no lambda around it declares. */
  | { readonly kind: 'lambdaVariableUndeclared'; readonly name: string }
  /** A loop's name, '' where the expression names none. */
  | { readonly kind: 'loopUndeclared'; readonly name: string }
  /** The variables in the order in which they refer to each other, the first one again at the end. */
  | { readonly kind: 'variableCycle'; readonly names: readonly string[] }
  | { readonly kind: 'propertyMissing'; readonly name: string }
  | { readonly kind: 'indexMissing'; readonly index: number }
  | Extract<AzureFault, { readonly kind: 'tooLarge' }>;

/** What is wrong with a parameter's value. `name` leads to the part of it: `settings.size`. */
export type ParameterFault =
  | { readonly kind: 'parameterType'; readonly name: string; readonly type: string }
  | { readonly kind: 'parameterNotAllowed'; readonly name: string; readonly allowed: readonly string[] }
  | {
      readonly kind: 'parameterLimit';
      readonly name: string;
      readonly limit: 'minValue' | 'maxValue' | 'minLength' | 'maxLength';
      readonly bound: number;
    }
  | { readonly kind: 'parameterPartMissing'; readonly name: string }
  | { readonly kind: 'parameterPartUnknown'; readonly name: string };

/** What can't be looked into here, though nothing is wrong with it: Azure deploys it all the same. */
export type AzureFault =
  | { readonly kind: 'azureOnly'; readonly cause: AzureOnlyCause }
  | { readonly kind: 'linkedTemplate'; readonly name: string }
  /** An inner deployment that goes to another resource group, subscription or scope. */
  | { readonly kind: 'otherScope'; readonly name: string }
  | { readonly kind: 'deploymentsTooDeep' }
  /** A value, or the whole template, is more than is evaluated here. */
  | { readonly kind: 'tooLarge' };

export type TemplateFault =
  | ExpressionFault
  | ParameterFault
  | AzureFault
  | { readonly kind: 'notTemplate' }
  | { readonly kind: 'noGroups' }
  /** There are groups, but the conditions of all are false. */
  | { readonly kind: 'noGroupDeployed' }
  | { readonly kind: 'parameterMissing'; readonly name: string }
  | { readonly kind: 'parameterNotDeclared'; readonly name: string }
  /** An inner deployment that deploys nothing, as those that only count a module's use. */
  | { readonly kind: 'deploymentEmpty'; readonly name: string }
  /** A copy loop's count is no whole number from 0 to `max`. */
  | { readonly kind: 'copyCount'; readonly max: number }
  /** A condition is neither true nor false. */
  | { readonly kind: 'conditionType' }
  | { readonly kind: 'conditionFalse'; readonly name: string }
  | { readonly kind: 'groupNameMissing' }
  | { readonly kind: 'groupTwice'; readonly name: string }
  | { readonly kind: 'apiVersionMissing' };

/** Something to report about a template; `path` leads to the value it is about. */
export interface TemplateProblem {
  /** `error`: Azure would surely refuse the template. */
  readonly severity: 'error' | 'warning' | 'hint';
  readonly path: JsonPath;
  readonly what: TemplateFault;
}

export type ReportProblem = (path: JsonPath, what: TemplateFault) => void;

const severities: Partial<Readonly<Record<TemplateFault['kind'], TemplateProblem['severity']>>> = {
  azureOnly: 'hint',
  linkedTemplate: 'hint',
  otherScope: 'hint',
  deploymentsTooDeep: 'hint',
  tooLarge: 'hint',
  noGroups: 'warning',
  noGroupDeployed: 'warning',
  parameterNotDeclared: 'warning',
  conditionFalse: 'hint',
  deploymentEmpty: 'hint',
};

export function severityOf(what: TemplateFault): TemplateProblem['severity'] {
  const isMisspeltPerhaps = what.kind === 'azureOnly' && what.cause.kind === 'unknownFunction';
  return isMisspeltPerhaps ? 'warning' : (severities[what.kind] ?? 'error');
}

const azureFaults: ReadonlySet<string> = new Set([
  'azureOnly',
  'linkedTemplate',
  'otherScope',
  'deploymentsTooDeep',
  'tooLarge',
] satisfies readonly AzureFault['kind'][]);

/** Whether something of the template could not be looked into: there may be more in it than was found. */
export function isAzureFault({ kind }: { readonly kind: string }): boolean {
  return azureFaults.has(kind);
}
