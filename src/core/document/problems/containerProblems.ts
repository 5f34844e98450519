/** Rules for containers: how many, their names, images, commands, probes and variables. */
import { isList } from '../../json.ts';
import { unsplitCommandProblem } from '../../rules/commandLine.ts';
import { variableLengthProblem, variableNameProblem } from '../../rules/environmentVariables.ts';
import { type ImageProblem, parseImage } from '../../rules/image.ts';
import { containerNameProblem } from '../../rules/names.ts';
import { maxContainers } from '../../rules/size.ts';
import { allContainerNodes, isFromProfile } from './groupNodes.ts';
import { looksSecret } from '../../rules/looksSecret.ts';
import { type JsonNode, at, duplicates, equalsIgnoringCase, isPresent, items, textOf } from './jsonNode.ts';
import { error, onKey, type Problems, ruleProblem, checkText, warning } from './problem.ts';

export function* containerProblems(group: JsonNode): Problems {
  const all = allContainerNodes(group);
  const isWhole = !isFromProfile(group);
  if (isWhole) yield* missingProperties(group);
  const list = at(group, 'containers');
  if (all.length > maxContainers)
    yield onKey(warning(list, 'containersTooMany', `${all.length}`, `${maxContainers}`));
  // "For Windows containers, Azure Container Instances only supports deployment of a single container instance."
  if (all.length > 1 && equalsIgnoringCase(at(group, 'osType'), 'Windows'))
    yield onKey(error(list, 'windowsManyContainers'));
  const nameOf = (container: JsonNode) => textOf(at(container, 'name'))?.toLowerCase();
  for (const container of duplicates(all, nameOf))
    yield error(at(container, 'name'), 'containerDoubled', nameOf(container) ?? '');
  for (const container of all) {
    yield* checkText(at(container, 'name'), containerNameProblem);
    yield* checkText(at(container, 'properties', 'image'), imageProblem);
    yield* commandProblems(at(container, 'properties', 'command'));
    yield* variableProblems(at(container, 'properties', 'environmentVariables'));
  }
  for (const container of items(list)) {
    if (isWhole) yield* imageMissing(container);
    for (const probe of ['livenessProbe', 'readinessProbe'])
      yield* probeProblems(at(container, 'properties', probe));
  }
  for (const container of all) yield* privilegeProblems(group, container);
  for (const container of items(at(group, 'initContainers'))) yield* initProblems(container);
}

/** Both are `required` in the API description until profiles came. */
function* missingProperties(group: JsonNode): Problems {
  if (!isPresent(at(group, 'osType'))) yield onKey(error(group, 'osTypeMissing'));
  const list = at(group, 'containers');
  if (!isPresent(list)) yield onKey(error(group, 'containersMissing'));
  else if (isList(list.value) && list.value.length === 0) yield onKey(error(list, 'containersMissing'));
}

/** `required` in the API description, but not for init containers. */
function* imageMissing(container: JsonNode): Problems {
  if (isPresent(at(container, 'properties', 'image'))) return;
  yield onKey(error(at(container, 'properties'), 'imageMissing', textOf(at(container, 'name')) ?? ''));
}

function imageProblem(text: string): ImageProblem | undefined {
  const parsed = parseImage(text);
  return 'problem' in parsed ? parsed.problem : undefined;
}

function* commandProblems(command: JsonNode): Problems {
  if (!isList(command.value)) return;
  const words = command.value.filter(word => typeof word === 'string');
  const problem = words.length === command.value.length ? unsplitCommandProblem(words) : undefined;
  if (problem && !words.some(word => word.includes('${'))) yield ruleProblem(command, problem, 'warning');
}

/**
 * "ACI requires that 1 and only 1 of Exec and HttpGet is specified" (its team in virtual-kubelet/virtual-kubelet#280).
 */
function* probeProblems(probe: JsonNode): Problems {
  if (!isPresent(probe)) return;
  if (isPresent(at(probe, 'exec')) === isPresent(at(probe, 'httpGet')))
    yield onKey(error(probe, 'probeKind'));
  yield* commandProblems(at(probe, 'exec', 'command'));
}

/**
 * "Run an init container for setup tasks in a container group": neither resources nor ports; the API description knows
 * no probes for them either.
 */
function* initProblems(container: JsonNode): Problems {
  for (const key of ['resources', 'ports', 'livenessProbe', 'readinessProbe']) {
    const property = at(container, 'properties', key);
    const isEmpty = isList(property.value) && property.value.length === 0;
    if (isPresent(property) && !isEmpty) yield onKey(warning(property, 'initContainerProperty', key));
  }
}

/** "ACI doesn't allow privileged container operations"; terraform-provider-azurerm: but with the SKU Confidential. */
function* privilegeProblems(group: JsonNode, container: JsonNode): Problems {
  const privileged = at(container, 'properties', 'securityContext', 'privileged');
  if (privileged.value === true && !equalsIgnoringCase(at(group, 'sku'), 'Confidential'))
    yield onKey(warning(privileged, 'privileged'));
}

function* variableProblems(list: JsonNode): Problems {
  const names: string[] = [];
  for (const variable of items(list)) {
    const name = at(variable, 'name');
    const text = textOf(name) ?? '';
    yield* checkText(name, variableNameProblem);
    yield* checkText(name, variableLengthProblem, 'hint');
    // Only one of them can be meant; no refusal of it is known.
    if (text !== '' && names.includes(text))
      yield ruleProblem(name, { code: 'variableDoubled', name: text }, 'warning');
    names.push(text);
    yield* valueProblems(variable, text);
  }
}

function* valueProblems(variable: JsonNode, name: string): Problems {
  const value = at(variable, 'value');
  // "Set environment variables in container instances": secureValue *instead of* value.
  if (isPresent(value) && isPresent(at(variable, 'secureValue')))
    yield onKey(warning(value, 'variableTwoValues', name));
  else if (value.value === null && !isPresent(at(variable, 'secureValue')))
    yield onKey(warning(value, 'variableNothing', name));
  else if (looksSecret(name, textOf(value) ?? '')) yield onKey(warning(value, 'secretInPlainValue', name));
}
