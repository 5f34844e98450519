/** A group as a file to keep: no secret in it, a placeholder for each. */
import { fillSecrets, missingSecrets, type SecretSlot, slotKey, withoutSecrets } from './groupSecrets.ts';
import { toFile } from './groupFile/shape.ts';
import type { GroupDocument, GroupRef, JsonObject } from './model.ts';

/** A secret that was left out, and what stands in its place (nothing for what is no text). */
export interface LeftOut {
  readonly slot: SecretSlot;
  readonly placeholder: string | undefined;
}

/** The group as such a file holds it, secrets replaced by `${env:NAME}`. */
export function fileShape(
  ref: GroupRef,
  document: GroupDocument,
): { readonly content: JsonObject; readonly leftOut: readonly LeftOut[] } {
  const bare = withoutSecrets(document.body);
  const leftOut = named(missingSecrets(bare));
  const answers = Object.fromEntries(
    leftOut.flatMap(({ slot, placeholder }) =>
      placeholder === undefined ? [] : [[slotKey(slot), placeholder]],
    ),
  );
  const { body } = fillSecrets({ ...document, body: bare }, answers);
  return {
    content: toFile(ref, { ...document, body }),
    leftOut,
  };
}

function named(slots: readonly SecretSlot[]): readonly LeftOut[] {
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

function placeholderName(slot: SecretSlot): string | undefined {
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
