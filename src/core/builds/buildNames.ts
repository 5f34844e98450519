/** Names of what a build makes: repository, tag, registry. */
import { parseImage, type ImageProblem } from '../rules/image.ts';

/** The nearest repository name to a folder's: lower case, single separators (distribution/reference). */
export function toRepositoryName(folderName: string): string {
  const name = folderName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/[._-]{2,}/g, '-')
    .replace(/^[._-]+|[._-]+$/g, '');
  return name === '' ? 'app' : name;
}

/** `20261129-104205`, in UTC: two builds have two tags, and later ones sort later. `now`: ms since the epoch. */
export function tagOfTime(now: number): string {
  return new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
}

/** The commit that is checked out, shortened as git does; undefined where the texts of `.git` don't tell. */
export function tagOfCommit(hash: string | undefined): string | undefined {
  const text = hash?.trim() ?? '';
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text) ? text.slice(0, 7) : undefined;
}

/** Why `repository:tag` can't be an image's name; `latest` has to be written to be had. */
export function imageNameProblem(text: string): ImageProblem | { readonly code: 'tagMissing' } | undefined {
  const parsed = parseImage(`registry.azurecr.io/${text.trim()}`);
  if (text.trim() === '') return { code: 'imageEmpty' };
  if ('problem' in parsed) return parsed.problem;
  return /:[^/]+$/.test(text.trim()) ? undefined : { code: 'tagMissing' };
}

export type RegistryNameProblem =
  | { readonly code: 'registryNameLength'; readonly min: number; readonly max: number }
  | { readonly code: 'registryNameCharacters'; readonly characters: string };

const registryNameLength = { min: 5, max: 50 };

/** 5–50 letters and digits ("Naming rules and restrictions for Azure resources", Microsoft.ContainerRegistry). */
export function registryNameProblem(name: string): RegistryNameProblem | undefined {
  const characters = [...new Set(name.replace(/[A-Za-z0-9]/g, ''))].join('');
  if (characters !== '') return { code: 'registryNameCharacters', characters };
  const { min, max } = registryNameLength;
  return name.length < min || name.length > max ? { code: 'registryNameLength', min, max } : undefined;
}

/** A registry's name made of `text`, which Azure may still know to be taken. */
export function toRegistryName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, registryNameLength.max);
  return name.length < registryNameLength.min ? `${name}registry` : name;
}
