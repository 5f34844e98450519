import type { AzureApi } from '../../../src/core/azureApi.ts';
import { type PreflightDeps, runPreflight } from '../../../src/core/preflight/preflight.ts';
import type { Preflight } from '../../../src/ui/preflight/checkBeforeSending.ts';

/** As the extension has it on the emulator: registries and names on the internet are not asked. */
export function preflightOf(aci: AzureApi, more: Partial<PreflightDeps> = {}): Preflight {
  const deps: PreflightDeps = {
    aci,
    inspectImage: () => Promise.resolve({ kind: 'unknown' }),
    resolves: () => Promise.resolve(undefined),
    dnsSuffix: () => undefined,
    ...more,
  };
  return (subject, signal, reportWaiting) => runPreflight(deps, subject, signal, reportWaiting);
}
