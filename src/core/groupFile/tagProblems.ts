/** Azure Resource Manager's rules for tags ("Use tags to organize your Azure resources", limitations). */
import { asObject } from '../json.ts';
import { at, error, onKey, type Place, type Problems, textOf } from './problem.ts';

const most = { tags: 50, name: 512, value: 256 };

export function* tagProblems(file: Place): Problems {
  const tags = at(file, 'tags');
  const names = Object.keys(asObject(tags.value));
  if (names.length > most.tags) yield onKey(error(tags, 'tagsTooMany', `${names.length}`, `${most.tags}`));
  for (const name of names) {
    const tag = at(tags, name);
    // The portal's own tags (`hidden-link:/…`) have slashes.
    const [wrong] = name.startsWith('hidden-') ? [] : (/[<>%&\\?/]/.exec(name) ?? []);
    if (wrong !== undefined) yield onKey(error(tag, 'tagCharacter', wrong));
    if (name.length > most.name) yield onKey(error(tag, 'tagTooLong', `${most.name}`));
    if ((textOf(tag) ?? '').length > most.value) yield error(tag, 'tagTooLong', `${most.value}`);
  }
}
