/** Azure Resource Manager's rules for tags ("Use tags to organize your Azure resources", limitations). */
import { asObject } from '../../json.ts';
import { type JsonNode, at, textOf } from './jsonNode.ts';
import { error, onKey, type Problems } from './problem.ts';

const limits = { tags: 50, name: 512, value: 256 };

export function* tagProblems(file: JsonNode): Problems {
  const tags = at(file, 'tags');
  const names = Object.keys(asObject(tags.value));
  if (names.length > limits.tags)
    yield onKey(error(tags, 'tagsTooMany', `${names.length}`, `${limits.tags}`));
  for (const name of names) {
    const tag = at(tags, name);
    // The portal's own tags (`hidden-link:/…`) have slashes.
    const [wrong] = name.startsWith('hidden-') ? [] : (/[<>%&\\?/]/.exec(name) ?? []);
    if (wrong !== undefined) yield onKey(error(tag, 'tagCharacter', wrong));
    if (name.length > limits.name) yield onKey(error(tag, 'tagTooLong', `${limits.name}`));
    if ((textOf(tag) ?? '').length > limits.value) yield error(tag, 'tagTooLong', `${limits.value}`);
  }
}
