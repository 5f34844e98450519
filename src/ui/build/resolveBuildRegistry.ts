/** Finds the registry that a build of `tasks.json` names. */
import * as l10n from '@vscode/l10n';
import type { BuildDefinition } from '../../core/builds/buildDefinition.ts';
import type { Registry } from '../../core/model/registry.ts';
import type { Subscription } from '../../core/model/subscription.ts';
import type { AzureApi } from '../../core/azureApi.ts';

/** Looks in the named subscription, else in all of them. Only reads. Throws `AciError` where Azure can't be asked. */
export async function resolveBuildRegistry(
  aci: Pick<AzureApi, 'registries'>,
  subscriptions: readonly Subscription[],
  { registry: wanted, subscription }: Pick<BuildDefinition, 'registry' | 'subscription'>,
  signal: AbortSignal,
): Promise<
  { readonly registry: Registry; readonly subscription: Subscription } | { readonly problem: string }
> {
  const text = subscription?.toLowerCase();
  const places = subscriptions.filter(
    ({ id, displayName }) =>
      text === undefined || [id.toLowerCase(), displayName.toLowerCase()].includes(text),
  );
  if (places.length === 0)
    return { problem: l10n.t('subscription: your account has no subscription "{0}".', subscription ?? '') };
  const name = wanted.toLowerCase();
  for (const place of places) {
    const registries = await aci.registries(place.id, signal);
    const found = registries.find(each =>
      [each.name.toLowerCase(), each.loginServer.toLowerCase()].includes(name),
    );
    if (found) return { registry: found, subscription: place };
  }
  return { problem: l10n.t('registry: there is no registry "{0}" in your subscriptions.', wanted) };
}
