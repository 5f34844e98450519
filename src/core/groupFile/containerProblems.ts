/** Rules for containers: how many, their names, images and variables (FACTS §5). */
import { isList } from '../json.ts';
import { looksSecret, variableNameProblem } from '../rules/environment.ts';
import { parseImage } from '../rules/image.ts';
import { groupNameProblem } from '../rules/names.ts';
import {
  at,
  doubled,
  error,
  isThere,
  items,
  onKey,
  type Place,
  type Problems,
  ruled,
  says,
  textOf,
  warning,
} from './problem.ts';

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
    yield onKey(error(list, 'containersTooMany', `${all.length}`, `${maxContainers}`));
  if (all.length > 1 && says(at(group, 'osType'), 'Windows'))
    yield onKey(error(list, 'windowsManyContainers'));
  const nameOf = (container: Place) => textOf(at(container, 'name'))?.toLowerCase();
  for (const container of doubled(all, nameOf))
    yield error(at(container, 'name'), 'containerDoubled', nameOf(container) ?? '');
  for (const container of all) {
    yield* ruled(at(container, 'name'), groupNameProblem);
    yield* imageProblems(container, isFromProfile);
    yield* variableProblems(at(container, 'properties', 'environmentVariables'));
  }
}

function* missing(group: Place): Problems {
  if (!isThere(at(group, 'osType'))) yield onKey(error(group, 'osTypeMissing'));
  const list = at(group, 'containers');
  if (!isThere(list)) yield onKey(error(group, 'containersMissing'));
  else if (isList(list.value) && list.value.length === 0) yield onKey(error(list, 'containersMissing'));
}

function* imageProblems(container: Place, isFromProfile: boolean): Problems {
  const image = at(container, 'properties', 'image');
  if (!isThere(image)) {
    const name = textOf(at(container, 'name')) ?? '';
    if (!isFromProfile) yield onKey(error(at(container, 'properties'), 'imageMissing', name));
    return;
  }
  yield* ruled(image, text => {
    const parsed = parseImage(text);
    return 'problem' in parsed ? parsed.problem : undefined;
  });
}

function* variableProblems(list: Place): Problems {
  const taken: string[] = [];
  for (const variable of items(list)) {
    const name = at(variable, 'name');
    yield* ruled(name, text => variableNameProblem(text, taken));
    const text = textOf(name) ?? '';
    taken.push(text);
    const value = at(variable, 'value');
    if (isThere(value) && isThere(at(variable, 'secureValue')))
      yield onKey(error(value, 'variableTwoValues', text));
    else if (looksSecret(text) && textOf(value) !== undefined && textOf(value) !== '')
      yield onKey(warning(value, 'secretInPlainValue', text));
  }
}
