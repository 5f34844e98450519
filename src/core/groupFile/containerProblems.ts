/** Rules for containers: how many, their names, images, commands, probes and variables. */
import { isList } from '../json.ts';
import { oneWordProblem } from '../rules/commandLine.ts';
import { variableLength, variableNameProblem } from '../rules/environment.ts';
import { type ImageProblem, parseImage } from '../rules/image.ts';
import { containerNameProblem } from '../rules/names.ts';
import { looksSecret } from '../rules/secrets.ts';
import {
  at,
  doubled,
  error,
  isThere,
  items,
  onKey,
  type Place,
  type Problems,
  ruleAt,
  ruled,
  says,
  textOf,
  warning,
} from './problem.ts';

/** "Resource availability & quota limits for ACI". */
const maxContainers = 60;

/** Every container of the group at `group`, init containers last. */
export function containersOf(group: Place): ReturnType<typeof items> {
  return [...items(at(group, 'containers')), ...items(at(group, 'initContainers'))];
}

export function* containerProblems(group: Place): Problems {
  const all = containersOf(group);
  // A group from a profile takes from there what it does not say itself.
  const isFromProfile = isThere(at(group, 'containerGroupProfile'));
  if (!isFromProfile) yield* missing(group);
  const list = at(group, 'containers');
  if (all.length > maxContainers)
    yield onKey(warning(list, 'containersTooMany', `${all.length}`, `${maxContainers}`));
  // "For Windows containers, Azure Container Instances only supports deployment of a single container instance."
  if (all.length > 1 && says(at(group, 'osType'), 'Windows'))
    yield onKey(error(list, 'windowsManyContainers'));
  const nameOf = (container: Place) => textOf(at(container, 'name'))?.toLowerCase();
  for (const container of doubled(all, nameOf))
    yield error(at(container, 'name'), 'containerDoubled', nameOf(container) ?? '');
  for (const container of all) {
    yield* ruled(at(container, 'name'), containerNameProblem);
    yield* ruled(at(container, 'properties', 'image'), imageProblem);
    yield* commandProblems(at(container, 'properties', 'command'));
    yield* variableProblems(at(container, 'properties', 'environmentVariables'));
  }
  for (const container of items(list)) {
    if (!isFromProfile) yield* imageMissing(container);
    for (const probe of ['livenessProbe', 'readinessProbe'])
      yield* probeProblems(at(container, 'properties', probe));
  }
  for (const container of all) yield* privilegeProblems(group, container);
  for (const container of items(at(group, 'initContainers'))) yield* initProblems(container);
}

/** Both are `required` in the API description until profiles came. */
function* missing(group: Place): Problems {
  if (!isThere(at(group, 'osType'))) yield onKey(error(group, 'osTypeMissing'));
  const list = at(group, 'containers');
  if (!isThere(list)) yield onKey(error(group, 'containersMissing'));
  else if (isList(list.value) && list.value.length === 0) yield onKey(error(list, 'containersMissing'));
}

/** `required` in the API description, but not for init containers. */
function* imageMissing(container: Place): Problems {
  if (isThere(at(container, 'properties', 'image'))) return;
  yield onKey(error(at(container, 'properties'), 'imageMissing', textOf(at(container, 'name')) ?? ''));
}

function imageProblem(text: string): ImageProblem | undefined {
  const parsed = parseImage(text);
  return 'problem' in parsed ? parsed.problem : undefined;
}

function* commandProblems(command: Place): Problems {
  if (!isList(command.value)) return;
  const words = command.value.filter(word => typeof word === 'string');
  const problem = words.length === command.value.length ? oneWordProblem(words) : undefined;
  if (problem && !words.some(word => word.includes('${'))) yield ruleAt(command, problem, 'warning');
}

/** "ACI requires that 1 and only 1 of Exec and HttpGet is specified" (its team in virtual-kubelet/virtual-kubelet#280). */
function* probeProblems(probe: Place): Problems {
  if (!isThere(probe)) return;
  if (isThere(at(probe, 'exec')) === isThere(at(probe, 'httpGet'))) yield onKey(error(probe, 'probeKind'));
  yield* commandProblems(at(probe, 'exec', 'command'));
}

/**
 * "Run an init container for setup tasks in a container group": neither resources nor ports; the API description knows
 * no probes for them either.
 */
function* initProblems(container: Place): Problems {
  for (const key of ['resources', 'ports', 'livenessProbe', 'readinessProbe']) {
    const property = at(container, 'properties', key);
    const isEmpty = isList(property.value) && property.value.length === 0;
    if (isThere(property) && !isEmpty) yield onKey(warning(property, 'initContainerProperty', key));
  }
}

/** "ACI doesn't allow privileged container operations"; terraform-provider-azurerm: but with the SKU Confidential. */
function* privilegeProblems(group: Place, container: Place): Problems {
  const privileged = at(container, 'properties', 'securityContext', 'privileged');
  if (privileged.value === true && !says(at(group, 'sku'), 'Confidential'))
    yield onKey(warning(privileged, 'privileged'));
}

function* variableProblems(list: Place): Problems {
  const taken: string[] = [];
  for (const variable of items(list)) {
    const name = at(variable, 'name');
    const text = textOf(name) ?? '';
    yield* ruled(name, variableNameProblem);
    yield* ruled(name, variableLength, 'hint');
    // Only one of them can be meant; no refusal of it is known.
    if (text !== '' && taken.includes(text))
      yield ruleAt(name, { code: 'variableDoubled', name: text }, 'warning');
    taken.push(text);
    yield* valueProblems(variable, text);
  }
}

function* valueProblems(variable: Place, name: string): Problems {
  const value = at(variable, 'value');
  // "Set environment variables in container instances": secureValue *instead of* value.
  if (isThere(value) && isThere(at(variable, 'secureValue')))
    yield onKey(warning(value, 'variableTwoValues', name));
  else if (value.value === null && !isThere(at(variable, 'secureValue')))
    yield onKey(warning(value, 'variableNothing', name));
  else if (looksSecret(name, textOf(value) ?? '')) yield onKey(warning(value, 'secretInPlainValue', name));
}
