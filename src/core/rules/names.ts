/** Rules for names, checked while a person types. */

export type NameProblem =
  | { readonly code: 'nameEmpty' }
  | { readonly code: 'nameTooShort'; readonly min: number }
  | { readonly code: 'nameTooLong'; readonly max: number; readonly length: number }
  | { readonly code: 'nameCapitals'; readonly suggestion: string }
  | { readonly code: 'nameCharacters'; readonly characters: string }
  | { readonly code: 'nameEdgeHyphen' }
  | { readonly code: 'nameDoubledHyphen' }
  | { readonly code: 'labelCharacters'; readonly characters: string }
  | { readonly code: 'labelFirst' }
  | { readonly code: 'labelLast' }
  | { readonly code: 'resourceGroupCharacters'; readonly characters: string }
  | { readonly code: 'resourceGroupDot' };

export const groupNameMax = 63;
const dnsLabelLength = { min: 5, max: 63 };
const resourceGroupMax = 90;

/**
 * A container group's name: 1–63 letters, digits and single inner hyphens (InvalidContainerGroupName; "Naming rules and
 * restrictions for Azure resources" on learn.microsoft.com, and the pattern that the API description has for the names
 * of container group profiles). Both want lowercase letters, but the service takes capitals: Microsoft's own
 * tutorial names its group `myContainerGroup`.
 */
export function groupNameProblem(name: string): NameProblem | undefined {
  const problem = charactersProblem(name.toLowerCase());
  if (problem) return problem;
  return name.includes('--') ? { code: 'nameDoubledHyphen' } : lengthProblem(name, groupNameMax);
}

/**
 * A container's name: the service's words in InvalidContainerName (azure-docs#15546) are
 * "[a-z0-9]([-a-z0-9]*[a-z0-9])?" and at most 63 characters. Hyphens in a row are fine: docker/compose-cli made
 * `aci--dns--sidecar` in every group.
 */
export function containerNameProblem(name: string): NameProblem | undefined {
  const problem = charactersProblem(name.toLowerCase());
  if (problem) return problem;
  if (/[A-Z]/.test(name)) return { code: 'nameCapitals', suggestion: name.toLowerCase() };
  return lengthProblem(name, groupNameMax);
}

/**
 * A volume's name: lowercase letters, digits and inner hyphens ("Troubleshoot common issues in Azure Container
 * Instances", naming conventions). The same table says 5–63 characters, but the service takes `logs`: the acceptance
 * tests of terraform-provider-azurerm use it.
 */
export function volumeNameProblem(name: string): NameProblem | undefined {
  return containerNameProblem(name);
}

/**
 * A DNS name label, in the service's words (derekbekoe/vscode-spot#38): "It can contain only lowercase letters, numbers
 * and hyphens. The first character must be a letter. The last character must be a letter or number. The value must be
 * between 5 and 63 characters long." Capitals are for `dnsLabelCapitalsProblem`.
 */
export function dnsLabelProblem(text: string): NameProblem | undefined {
  const characters = disallowedCharacters(text, /[A-Za-z0-9-]/);
  if (characters !== '') return { code: 'labelCharacters', characters };
  if (/^[^A-Za-z]/.test(text)) return { code: 'labelFirst' };
  if (text.endsWith('-')) return { code: 'labelLast' };
  if (text.length < dnsLabelLength.min) return { code: 'nameTooShort', min: dnsLabelLength.min };
  return lengthProblem(text, dnsLabelLength.max);
}

/** Capitals in a label were refused in 2018 (derekbekoe/vscode-spot#37); whether they still are is not known. */
export function dnsLabelCapitalsProblem(text: string): NameProblem | undefined {
  return /[A-Z]/.test(text) ? { code: 'nameCapitals', suggestion: text.toLowerCase() } : undefined;
}

/**
 * A resource group's name: 1–90 letters and digits of any script, `_ - . ( )`, not ending with a dot ("Naming rules and
 * restrictions for Azure resources" on learn.microsoft.com).
 */
export function resourceGroupNameProblem(name: string): NameProblem | undefined {
  if (name === '') return { code: 'nameEmpty' };
  const characters = disallowedCharacters(name, /[\p{L}\p{Nd}_\-.()]/u);
  if (characters !== '') return { code: 'resourceGroupCharacters', characters };
  if (name.endsWith('.')) return { code: 'resourceGroupDot' };
  return lengthProblem(name, resourceGroupMax);
}

/** The nearest allowed group name, `fallback` where nothing of `text` can be kept. */
export function toGroupName(text: string, fallback: string): string {
  const kept = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, groupNameMax)
    .replace(/-$/, '');
  return kept === '' ? fallback : kept;
}

/** `name`, or `name-2`, `name-3`, … : the first one that `isTaken` does not know. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  for (let count = 2; ; count++) {
    const ending = `-${count}`;
    const candidate = name.slice(0, groupNameMax - ending.length).replace(/-$/, '') + ending;
    if (!isTaken(candidate)) return candidate;
  }
}

/**
 * What every name of a container, volume or group has: lowercase letters, digits and hyphens, which don't begin or end
 * it.
 */
function charactersProblem(name: string): NameProblem | undefined {
  if (name === '') return { code: 'nameEmpty' };
  const characters = disallowedCharacters(name, /[a-z0-9-]/);
  if (characters !== '') return { code: 'nameCharacters', characters };
  return name.startsWith('-') || name.endsWith('-') ? { code: 'nameEdgeHyphen' } : undefined;
}

function lengthProblem(text: string, max: number): NameProblem | undefined {
  return text.length > max ? { code: 'nameTooLong', max, length: text.length } : undefined;
}

/** The characters of `text` that are not `allowed`, each once. */
function disallowedCharacters(text: string, allowed: RegExp): string {
  return [...new Set(text)].filter(character => !allowed.test(character)).join('');
}
