/** Rules for volumes and where they are mounted. */
import { hasSecretReference } from '../../rules/secretReference.ts';
import { asObject } from '../../json.ts';
import { volumeNameProblem } from '../../rules/names.ts';
import { allContainerNodes, isFromProfile } from './groupNodes.ts';
import { type JsonNode, at, duplicates, equalsIgnoringCase, isPresent, items, textOf } from './jsonNode.ts';
import { error, onKey, type Problems, checkText, warning } from './problem.ts';

/** "Resource availability & quota limits for ACI". */
const maxVolumes = 20;
const kinds = ['azureFile', 'emptyDir', 'secret', 'gitRepo', 'secretReference'];

export function* volumeProblems(group: JsonNode): Problems {
  const list = at(group, 'volumes');
  const volumes = items(list);
  if (volumes.length > maxVolumes)
    yield onKey(warning(list, 'volumesTooMany', `${volumes.length}`, `${maxVolumes}`));
  for (const volume of duplicates(volumes, nameOf))
    yield error(at(volume, 'name'), 'volumeDoubled', nameOf(volume) ?? '');
  const isWindows = equalsIgnoringCase(at(group, 'osType'), 'Windows');
  for (const volume of volumes) {
    yield* problemsOfVolume(volume);
    if (isWindows) yield* windowsProblems(volume);
  }
  const known = isFromProfile(group) ? undefined : volumes.map(nameOf);
  for (const container of allContainerNodes(group)) yield* mountProblems(container, known);
}

function nameOf(volume: JsonNode): string | undefined {
  return textOf(at(volume, 'name'));
}

function* problemsOfVolume(volume: JsonNode): Problems {
  // The documentation's word only, and its word on their length is wrong: see `volumeNameProblem`.
  yield* checkText(at(volume, 'name'), volumeNameProblem, 'warning');
  // terraform-provider-azurerm: "only one of `empty_dir` volume, `git_repo` volume, `secret` volume or storage account".
  const count = kinds.filter(kind => isPresent(at(volume, kind))).length;
  if (count !== 1) yield error(at(volume, 'name'), 'volumeKind', nameOf(volume) ?? '');
  yield* secretProblems(at(volume, 'secret'));
  // The API description: "Must not contain or start with '..'."
  const directory = at(volume, 'gitRepo', 'directory');
  if (textOf(directory)?.includes('..') === true)
    yield error(directory, 'gitDirectory', textOf(directory) ?? '');
}

/**
 * WindowsContainersVolumeNotSupported: "Azure file volumes are not supported for Windows containers."
 * (virtual-kubelet/virtual-kubelet#367). Of the other kinds only the overview in the documentation says so.
 */
function* windowsProblems(volume: JsonNode): Problems {
  for (const kind of kinds) {
    const node = at(volume, kind);
    if (!isPresent(node)) continue;
    const problem = kind === 'azureFile' ? error : warning;
    yield onKey(problem(node, 'volumeWindows', nameOf(volume) ?? ''));
  }
}

/** "Mount a secret volume in Azure Container Instances": the values are base64 (MicrosoftDocs/azure-docs#93836). */
function* secretProblems(secret: JsonNode): Problems {
  for (const file of Object.keys(asObject(secret.value))) {
    const node = at(secret, file);
    const text = textOf(node);
    if (text !== undefined && !hasSecretReference(text) && !isBase64(text))
      yield error(node, 'secretNotBase64', file);
  }
}

/** Its lines may be broken. A blank is no letter of it: `My first secret FOO` was refused. */
function isBase64(text: string): boolean {
  const letters = text.replace(/[\r\n]/g, '');
  return letters.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(letters);
}

function* mountProblems(container: JsonNode, known: readonly (string | undefined)[] | undefined): Problems {
  const mounts = items(at(container, 'properties', 'volumeMounts'));
  const pathOf = (mount: JsonNode) => textOf(at(mount, 'mountPath'));
  for (const mount of mounts) {
    const name = nameOf(mount);
    const isOpen = [name, ...(known ?? [])].some(other => other !== undefined && hasSecretReference(other));
    if (name !== undefined && !isOpen && known?.includes(name) === false)
      yield error(at(mount, 'name'), 'volumeUnknown', name);
    // InvalidVolumeMountPath: "It can't contain ':'" on Windows too (virtual-kubelet/virtual-kubelet#367).
    const path = pathOf(mount);
    if (path?.includes(':') === true && !hasSecretReference(path))
      yield error(at(mount, 'mountPath'), 'mountColon', path);
  }
  for (const mount of duplicates(mounts, pathOf))
    yield error(at(mount, 'mountPath'), 'mountDoubled', pathOf(mount) ?? '');
}
