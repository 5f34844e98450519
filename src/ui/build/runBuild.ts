/** A finished order from its first request to the image: makes what is new, and builds where it was asked for. */
import * as l10n from '@vscode/l10n';
import { resourceGroupScope, subscriptionScope } from '../../core/access/rbac.ts';
import type { NamedAccessRequirement } from '../../core/access/accessRequirements.ts';
import { AciError } from '../../core/errors.ts';
import type { Registry } from '../../core/model/registry.ts';
import { type BuildOrder, isNewRegistry } from './buildDraft.ts';
import { buildInAzure, type BuildDeps, type BuildOutput, type BuildResult } from './buildInAzure.ts';
import { buildLocally } from './buildLocally.ts';
import type { RunLocally } from './localBuilders.ts';

export interface RunBuildDeps extends BuildDeps {
  readonly run: RunLocally;
  /** Where the folder of the build is on this machine. */
  readonly localPath: string | undefined;
}

/** What one has to be allowed to do for it. */
export function buildRequirements({
  place,
  registry,
  builder,
}: BuildOrder): readonly NamedAccessRequirement[] {
  const { cloud, subscription, resourceGroup } = place;
  if (!isNewRegistry(registry)) {
    const { id, name } = registry;
    return builder === 'azure' ? [{ operation: 'buildImage', scope: { cloud, id }, name }] : [];
  }
  if (!subscription || !resourceGroup) return [];
  const subscriptionId = subscription.id;
  if (resourceGroup.isNew) {
    const scope = subscriptionScope({ cloud, subscriptionId });
    return [{ operation: 'createResourceGroup', scope, name: resourceGroup.name }];
  }
  const scope = resourceGroupScope({ cloud, subscriptionId, resourceGroup: resourceGroup.name });
  return [{ operation: 'createRegistry', scope, name: registry.name }];
}

/** Answers the registry, too, which may be new. Throws `AciError`, or the signal's reason. */
export async function runBuild(
  deps: RunBuildDeps,
  order: BuildOrder,
  output: BuildOutput,
  signal: AbortSignal,
): Promise<{ readonly registry: Registry; readonly result: BuildResult }> {
  const registry = isNewRegistry(order.registry)
    ? await makeRegistry(deps, order, output, signal)
    : order.registry;
  const { builder } = order;
  if (builder === 'azure')
    return { registry, result: await buildInAzure(deps, registry, order, output, signal) };
  const { localPath, run } = deps;
  if (localPath === undefined)
    throw new AciError(
      'settings',
      l10n.t(
        'The folder is not on this machine, where {0} could read it. Build in Azure instead.',
        builder.name,
      ),
    );
  const local = { builder, folder: localPath, run };
  return { registry, result: await buildLocally(deps, local, registry, order, output, signal) };
}

async function makeRegistry(
  { aci }: BuildDeps,
  { place, registry: { name } }: BuildOrder,
  output: BuildOutput,
  signal: AbortSignal,
): Promise<Registry> {
  const { subscription, resourceGroup } = place;
  const location = place.location ?? resourceGroup?.location;
  if (!subscription || !resourceGroup || location === undefined)
    throw new AciError('unexpected', 'A registry was wanted without a place.');
  const subscriptionId = subscription.id;
  if (resourceGroup.isNew && !(await aci.resourceGroupExists(subscriptionId, resourceGroup.name, signal))) {
    output.reportStep(l10n.t('Creating the resource group "{0}"', resourceGroup.name));
    const wanted = { subscriptionId, name: resourceGroup.name, location: resourceGroup.location ?? location };
    await aci.createResourceGroup(wanted, signal);
  }
  const { isAvailable, reason } = await aci.builds.nameAvailable(subscriptionId, name, signal);
  if (!isAvailable)
    throw new AciError('nameTaken', reason ?? l10n.t('The name "{0}" is not free in Azure.', name));
  output.reportStep(l10n.t('Creating the registry "{0}"', name));
  return aci.builds.createRegistry(
    { subscriptionId, resourceGroup: resourceGroup.name, name, location },
    signal,
  );
}
