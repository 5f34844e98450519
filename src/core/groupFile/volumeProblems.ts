/** Rules for volumes and where they are mounted (FACTS §5). */
import { volumeNameProblem } from '../rules/names.ts';
import { containersOf } from './containerProblems.ts';
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
  textOf,
} from './problem.ts';

const maxVolumes = 20;
/** `secretReference` is newer than the saved API description (FACTS §1). */
const kinds = ['azureFile', 'emptyDir', 'secret', 'gitRepo', 'secretReference'];

export function* volumeProblems(group: Place): Problems {
  const list = at(group, 'volumes');
  const volumes = items(list);
  if (volumes.length > maxVolumes)
    yield onKey(error(list, 'volumesTooMany', `${volumes.length}`, `${maxVolumes}`));
  for (const volume of doubled(volumes, nameOf))
    yield error(at(volume, 'name'), 'volumeDoubled', nameOf(volume) ?? '');
  for (const volume of volumes) yield* oneVolume(volume);
  const known = volumes.map(nameOf);
  for (const container of containersOf(group)) yield* mountProblems(container, known);
}

function nameOf(volume: Place): string | undefined {
  return textOf(at(volume, 'name'));
}

function* oneVolume(volume: Place): Problems {
  yield* ruled(at(volume, 'name'), volumeNameProblem);
  const count = kinds.filter(kind => isThere(at(volume, kind))).length;
  if (count !== 1) yield error(at(volume, 'name'), 'volumeKind', nameOf(volume) ?? '');
}

function* mountProblems(container: Place, known: readonly (string | undefined)[]): Problems {
  const mounts = items(at(container, 'properties', 'volumeMounts'));
  const pathOf = (mount: Place) => textOf(at(mount, 'mountPath'));
  for (const mount of mounts) {
    const name = nameOf(mount);
    if (name !== undefined && !known.includes(name)) yield error(at(mount, 'name'), 'volumeUnknown', name);
    const path = pathOf(mount);
    // C:\data is the one use of a colon that a Windows container has.
    if (path?.replace(/^[A-Za-z]:[\\/]/, '').includes(':'))
      yield error(at(mount, 'mountPath'), 'mountColon', path);
  }
  for (const mount of doubled(mounts, pathOf))
    yield error(at(mount, 'mountPath'), 'mountDoubled', pathOf(mount) ?? '');
}
