/** Why agents may change nothing in this window, in a sentence for a model; undefined where they may. */
export function changesForbidden({
  isFolderTrusted,
  isAllowed,
}: {
  readonly isFolderTrusted: boolean;
  /** The setting `aci.agents.allowChanges`. */
  readonly isAllowed: boolean;
}): string | undefined {
  if (!isAllowed)
    return 'Agents may change nothing here: the setting "aci.agents.allowChanges" is off. Tell the person what to do instead; only they can turn it on.';
  if (!isFolderTrusted)
    return 'Agents may change nothing in a folder that is not trusted. Tell the person what to do instead; only they can trust the folder.';
  return undefined;
}
