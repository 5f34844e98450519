/** What a check of a group's file finds. */
import type { CommandLineProblem } from '../../rules/commandLine.ts';
import type { EnvironmentProblem } from '../../rules/environmentVariables.ts';
import type { ImageProblem } from '../../rules/image.ts';
import type { NameProblem } from '../../rules/names.ts';
import type { PortProblem } from '../../rules/ports.ts';
import { hasSecretReference } from '../../rules/secretReference.ts';
import type { SizeProblem } from '../../rules/size.ts';
import type { JsonPath } from '../jsonPath.ts';
import { type JsonNode, textOf } from './jsonNode.ts';

/** What the rules for single values find; the wizard has a message for each. */
export type RuleProblem =
  NameProblem | PortProblem | SizeProblem | ImageProblem | EnvironmentProblem | CommandLineProblem;

/** What is between the braces are the `args`. */
export type ProblemKind =
  /** {name}: what `rule` says. */
  | 'rule'
  | 'notAGroup'
  /** {type} */
  | 'typeOther'
  /** {version} */
  | 'apiVersionText'
  /** {property, needed, given} */
  | 'apiVersionTooOld'
  /** {property, given} */
  | 'apiVersionTooNew'
  | 'nameMissing'
  /** {count, max} */
  | 'tagsTooMany'
  /** {character} */
  | 'tagCharacter'
  /** {max} */
  | 'tagTooLong'
  | 'locationMissing'
  | 'osTypeMissing'
  | 'containersMissing'
  /** {count, max} */
  | 'containersTooMany'
  | 'windowsManyContainers'
  /** {container} */
  | 'containerDoubled'
  /** {container} */
  | 'imageMissing'
  /** {container} */
  | 'requestsMissing'
  | 'sizeNotPositive'
  /** {limit, request} */
  | 'limitBelowRequest'
  /** {limit, total} */
  | 'limitAboveGroup'
  /** {property} */
  | 'initContainerProperty'
  | 'probeKind'
  | 'privileged'
  /** {total, max} */
  | 'groupCpuTooBig'
  /** {total, max} */
  | 'groupMemoryTooBig'
  /** {total, min} */
  | 'groupCpuSmall'
  /** {total, min} */
  | 'groupMemorySmall'
  /** {variable} */
  | 'secretInPlainValue'
  /** {variable} */
  | 'variableTwoValues'
  /** {variable} */
  | 'variableNothing'
  /** {text} */
  | 'variableInQuotes'
  /** {volume} */
  | 'volumeUnknown'
  /** {volume} */
  | 'volumeDoubled'
  /** {volume} */
  | 'volumeKind'
  /** {count, max} */
  | 'volumesTooMany'
  /** {volume} */
  | 'volumeWindows'
  /** {file} */
  | 'secretNotBase64'
  /** {directory} */
  | 'gitDirectory'
  /** {mountPath} */
  | 'mountColon'
  /** {mountPath} */
  | 'mountDoubled'
  /** {server} */
  | 'credentialWhich'
  /** {server} */
  | 'credentialDoubled'
  /** {identity} */
  | 'credentialIdentityUnknown'
  /** {identity} */
  | 'identityId'
  | 'identityWindows'
  | 'addressPortsMissing'
  /** {port} */
  | 'groupPortUnused'
  | 'subnetPublic'
  | 'labelPrivate'
  | 'privateWithoutSubnet'
  /** {id} */
  | 'subnetId'
  /** {count} */
  | 'subnetsTooMany'
  /** {workspaceId} */
  | 'workspaceId'
  | 'logMetadata'
  /** {count} */
  | 'zonesTooMany'
  | 'zonesSpot'
  /** {sku} */
  | 'zonesSku'
  | 'spotAddress'
  /** {sku} */
  | 'spotSku'
  | 'spotSubnet'
  | 'spotGpu'
  | 'gpuRetired'
  | 'gpuWindows'
  | 'gpuSubnet'
  | 'confidentialWindows';

/** `args` fill the message that the editor has for `kind`. */
export interface Problem {
  readonly path: JsonPath;
  /** What to underline: the key at `path`, or its value. */
  readonly on: 'key' | 'value';
  /** An error is refused by Azure; a warning fails in other ways or in most subscriptions; a hint may be intended. */
  readonly severity: 'error' | 'warning' | 'hint';
  readonly kind: ProblemKind;
  readonly args: readonly string[];
  /** Present for the kind `rule`. */
  readonly rule?: RuleProblem;
}

/** Problems of something that is missing: not to be reported where a part of the file could not be read. */
export const absenceProblems: readonly ProblemKind[] = [
  ...(['nameMissing', 'locationMissing', 'osTypeMissing', 'containersMissing', 'imageMissing'] as const),
  ...(['requestsMissing', 'volumeUnknown', 'addressPortsMissing', 'groupPortUnused'] as const),
  ...(['privateWithoutSubnet', 'credentialIdentityUnknown', 'credentialWhich'] as const),
  ...(['volumeKind', 'probeKind'] as const),
];

export type Problems = Generator<Problem, void, undefined>;

export function error({ path }: JsonNode, kind: ProblemKind, ...args: readonly string[]): Problem {
  return { path, on: 'value', severity: 'error', kind, args };
}

export function warning({ path }: JsonNode, kind: ProblemKind, ...args: readonly string[]): Problem {
  return { path, on: 'value', severity: 'warning', kind, args };
}

export function hint({ path }: JsonNode, kind: ProblemKind, ...args: readonly string[]): Problem {
  return { path, on: 'value', severity: 'hint', kind, args };
}

/** The problem that a rule for single values found at `node`. */
export function ruleProblem(
  node: JsonNode,
  rule: RuleProblem,
  severity: Problem['severity'] = 'error',
): Problem {
  const text = 'text' in rule ? rule.text : (textOf(node) ?? '');
  return { path: node.path, on: 'value', severity, kind: 'rule', args: [text], rule };
}

export function onKey(problem: Problem): Problem {
  return { ...problem, on: 'key' };
}

/** The problem that a rule finds in the text at `node`. */
export function* checkText(
  node: JsonNode,
  check: (text: string) => RuleProblem | undefined,
  severity: Problem['severity'] = 'error',
): Problems {
  const text = textOf(node);
  if (text === undefined || hasSecretReference(text)) return;
  const rule = check(text);
  if (!rule) return;
  // az leaves it alone in quotes only (custom.py: an implicit resolver, which PyYAML asks for plain scalars).
  const isVariable = /\$\{[^{}]+\}/.test(text);
  yield isVariable
    ? { ...error(node, 'variableInQuotes', text), severity }
    : ruleProblem(node, rule, severity);
}
