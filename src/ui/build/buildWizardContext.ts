/** What the steps of the build wizard are, and what they need. */
import type { Clock } from '../../core/clock.ts';
import type { CreateWizardContext } from '../create/wizardContext.ts';
import type { Step } from '../shared/wizard.ts';
import type { BuildDraft } from './buildDraft.ts';
import type { BuildFolder } from './buildFolder.ts';
import type { LocalBuilder } from './localBuilders.ts';

export interface BuildWizardContext {
  readonly create: CreateWizardContext;
  readonly folder: BuildFolder;
  readonly clock: Clock;
  /** Those that may be used in this window: none where the person doesn't trust its folder. */
  readonly localBuilders: (signal: AbortSignal) => Promise<readonly LocalBuilder[]>;
  /** The registry of the last build, by its id. */
  readonly lastRegistryId?: string | undefined;
}

/** A step of the build wizard; where the start answers it already, it is not asked. */
export interface BuildStep extends Step<BuildDraft> {
  isAnswered(draft: BuildDraft): boolean;
}
