/** A group as a file to keep: no secret in it, a placeholder for each. */
import {
  fillSecrets,
  missingSecrets,
  type MissingSecret,
  secretKey,
  withoutSecrets,
} from './missingSecrets.ts';
import { toAzFile } from './azFile.ts';
import type { JsonObject } from '../json.ts';
import type { GroupRef, RawContainerGroup } from '../model/containerGroup.ts';

/** A secret that was left out, and what stands in its place (nothing for what is no text). */
export interface OmittedSecret {
  readonly slot: MissingSecret;
  readonly placeholder: string | undefined;
}

/** The group as such a file holds it, secrets replaced by `${env:NAME}`. */
export function toFileWithPlaceholders(
  ref: GroupRef,
  document: RawContainerGroup,
): { readonly content: JsonObject; readonly leftOut: readonly OmittedSecret[] } {
  const bare = withoutSecrets(document.body);
  const leftOut = assignPlaceholders(missingSecrets(bare));
  const answers = Object.fromEntries(
    leftOut.flatMap(({ slot, placeholder }) =>
      placeholder === undefined ? [] : [[secretKey(slot), placeholder]],
    ),
  );
  const { body } = fillSecrets({ ...document, body: bare }, answers);
  return {
    content: toAzFile(ref, { ...document, body }),
    leftOut,
  };
}

function assignPlaceholders(slots: readonly MissingSecret[]): readonly OmittedSecret[] {
  const used = new Set<string>();
  return slots.map(slot => {
    const wish = placeholderName(slot);
    if (wish === undefined) return { slot, placeholder: undefined };
    let name = wish;
    for (let count = 2; used.has(name); count++) name = `${wish}_${count}`;
    used.add(name);
    return { slot, placeholder: `\${env:${name}}` };
  });
}

function placeholderName(slot: MissingSecret): string | undefined {
  switch (slot.kind) {
    case 'variable':
      return slot.name;
    case 'registryPassword':
      return 'REGISTRY_PASSWORD';
    case 'storageKey':
      return 'STORAGE_ACCOUNT_KEY';
    case 'workspaceKey':
      return 'WORKSPACE_KEY';
    case 'secretVolume':
    case 'extensionSettings':
      return undefined;
  }
}
