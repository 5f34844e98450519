/** Rules for names, checked as one types. Sources: FACTS §5 (container group limits), ARM's resource name rules. */

export type NameProblem =
  | { readonly code: 'nameEmpty' }
  | { readonly code: 'nameTooShort'; readonly min: number }
  | { readonly code: 'nameTooLong'; readonly max: number; readonly length: number }
  | { readonly code: 'nameCapitals'; readonly suggestion: string }
  | { readonly code: 'nameCharacters'; readonly characters: string }
  | { readonly code: 'nameEdgeHyphen' }
  | { readonly code: 'nameDoubledHyphen' }
  | { readonly code: 'labelCharacters'; readonly characters: string }
  | { readonly code: 'resourceGroupCharacters'; readonly characters: string }
  | { readonly code: 'resourceGroupDot' };

const groupNameMax = 63;
const label = { min: 5, max: 63 };
const volumeMin = 5;
const resourceGroupMax = 90;

/** A container group's or container's name: 1–63 lowercase letters, digits and single inner hyphens. */
export function groupNameProblem(name: string): NameProblem | undefined {
  if (name === '') return { code: 'nameEmpty' };
  if (/[A-Z]/.test(name)) return { code: 'nameCapitals', suggestion: toGroupName(name, 'web') };
  const characters = strangers(name, /[a-z0-9-]/);
  if (characters !== '') return { code: 'nameCharacters', characters };
  if (name.startsWith('-') || name.endsWith('-')) return { code: 'nameEdgeHyphen' };
  if (name.includes('--')) return { code: 'nameDoubledHyphen' };
  return tooLong(name, groupNameMax);
}

/** A volume's name: 5–63 lowercase letters, digits and single inner hyphens. */
export function volumeNameProblem(name: string): NameProblem | undefined {
  const problem = groupNameProblem(name);
  return problem ?? (name.length < volumeMin ? { code: 'nameTooShort', min: volumeMin } : undefined);
}

/** A DNS name label: 5–63 letters, digits and inner hyphens; case does not matter. */
export function dnsLabelProblem(text: string): NameProblem | undefined {
  const characters = strangers(text, /[A-Za-z0-9-]/);
  if (characters !== '') return { code: 'labelCharacters', characters };
  if (text.startsWith('-') || text.endsWith('-')) return { code: 'nameEdgeHyphen' };
  if (text.length < label.min) return { code: 'nameTooShort', min: label.min };
  return tooLong(text, label.max);
}

/** A resource group's name: 1–90 letters and digits of any script, `_ - . ( )`, not ending with a dot. */
export function resourceGroupNameProblem(name: string): NameProblem | undefined {
  if (name === '') return { code: 'nameEmpty' };
  const characters = strangers(name, /[\p{L}\p{Nd}_\-.()]/u);
  if (characters !== '') return { code: 'resourceGroupCharacters', characters };
  if (name.endsWith('.')) return { code: 'resourceGroupDot' };
  return tooLong(name, resourceGroupMax);
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

function tooLong(text: string, max: number): NameProblem | undefined {
  return text.length > max ? { code: 'nameTooLong', max, length: text.length } : undefined;
}

/** The characters of `text` that are not `allowed`, each once. */
function strangers(text: string, allowed: RegExp): string {
  return [...new Set(text)].filter(character => !allowed.test(character)).join('');
}
