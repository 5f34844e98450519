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

/** What the rules for single values find; the wizard has a sentence for each. */
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

/** `args` fill the sentence that the editor has for `kind`. */
export interface Problem {
  readonly path: JsonPath;
  /** What to underline: the key at `path`, or its value. */
  readonly on: 'key' | 'value';
  /** An error is refused by Azure; a warning goes wrong in other ways, or is refused to most; a hint may be meant. */
  readonly severity: 'error' | 'warning' | 'hint';
  readonly kind: ProblemKind;
  readonly args: readonly string[];
  /** Present for the kind `rule`. */
  readonly rule?: RuleProblem;
}

/** What is concluded from something that isn't there: nothing to say where a part of the file could not be read. */
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

/** What a rule for single values found at `place`. */
export function ruleProblem(
  place: JsonNode,
  rule: RuleProblem,
  severity: Problem['severity'] = 'error',
): Problem {
  const text = 'text' in rule ? rule.text : (textOf(place) ?? '');
  return { path: place.path, on: 'value', severity, kind: 'rule', args: [text], rule };
}

export function onKey(problem: Problem): Problem {
  return { ...problem, on: 'key' };
}

/** What a rule found at `place`, if it did. */
export function* checkText(
  place: JsonNode,
  judge: (text: string) => RuleProblem | undefined,
  severity: Problem['severity'] = 'error',
): Problems {
  const text = textOf(place);
  if (text === undefined || hasSecretReference(text)) return;
  const rule = judge(text);
  if (!rule) return;
  // az leaves it alone in quotes only (custom.py: an implicit resolver, which PyYAML asks for plain scalars).
  const isVariable = /\$\{[^{}]+\}/.test(text);
  yield isVariable
    ? { ...error(place, 'variableInQuotes', text), severity }
    : ruleProblem(place, rule, severity);
}
