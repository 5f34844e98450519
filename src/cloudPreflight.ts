/** Whether a group fits: the place where `azure` asks what the preflight wants to know of images and names. */
import type { AzureApi } from './core/azureApi.ts';
import type { CloudId } from './core/model/cloud.ts';
import type { InspectImage } from './core/preflight/imageFindings.ts';
import { type PreflightDeps, runPreflight } from './core/preflight/preflight.ts';
import type { Preflight } from './ui/preflight/checkBeforeSending.ts';

/** Registries and names on the internet say nothing about the emulator's groups. */
export function createPreflight(aci: AzureApi, account: { readonly cloud: CloudId }): Preflight {
  const isOnInternet = () => account.cloud !== 'emulator';
  let inspectImage: InspectImage | undefined;
  const deps: PreflightDeps = {
    aci,
    async inspectImage(image, signal) {
      if (!isOnInternet()) return { kind: 'unknown' };
      inspectImage ??= (await import('./azure/api/imageInspector.ts')).createImageInspector();
      return inspectImage(image, signal);
    },
    resolves: async (host, signal) => {
      const { hostResolves } = await import('./azure/http/hostResolves.ts');
      return isOnInternet() ? hostResolves(host, signal) : undefined;
    },
    // "Deploy a container instance": <label>.<region>.azurecontainer.io. Those of other clouds are not documented.
    dnsSuffix: cloud => (cloud === 'azure' ? 'azurecontainer.io' : undefined),
  };
  return (subject, signal, reportWaiting) => runPreflight(deps, subject, signal, reportWaiting);
}
