import * as l10n from '@vscode/l10n';
import { type AciError, isAbort, toAciError } from '../../core/errors.ts';
import type { CloudId } from '../../core/model/cloud.ts';
import type { Capability } from '../../core/model/location.ts';
import type { Subscription } from '../../core/model/subscription.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import type { KnownPrices } from '../cost/pricedChoices.ts';
import { back, type Back, type Prompt, type Step } from '../shared/wizard.ts';
import type { CreateDraft } from './createDraft.ts';
import type { LastChoices } from './lastChoices.ts';

/** What the steps need. */
export interface CreateWizardContext {
  readonly aci: AzureApi;
  readonly cloud: CloudId;
  readonly prices: KnownPrices;
  readonly lastChoices: LastChoices;
  readonly subscriptions: (signal: AbortSignal) => Promise<readonly Subscription[]>;
  /** Names of the container groups that are known to be there, for suggestions. */
  readonly knownGroupNames: (subscriptionId: string, resourceGroup: string) => readonly string[];
  /** The sentence for what failed. */
  readonly errorMessage: (what: string, error: AciError) => string;
  readonly readClipboard: () => Promise<string>;
}

/** The parts of a group that the review shows, one row each. */
export type ReviewSection =
  | 'subscription'
  | 'resourceGroup'
  | 'image'
  | 'name'
  | 'containerName'
  | 'location'
  | 'osType'
  | 'size'
  | 'network'
  | 'restartPolicy'
  | 'command'
  | 'variables'
  | 'identity'
  | 'secrets';

/** A step of the create wizard. */
export interface CreateStep extends Step<CreateDraft> {
  readonly section: ReviewSection;
  /** Whether the draft has this answer already: a wizard that starts from such a draft doesn't ask again. */
  isAnswered(draft: CreateDraft): boolean;
}

/** Waits for `work`. A failure is told in the box, where one may try again, go back or close. */
export async function loadWithRetry<T>(
  { errorMessage }: Pick<CreateWizardContext, 'errorMessage'>,
  prompt: Prompt,
  title: string,
  what: { readonly loading: string; readonly failed: string },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | Back> {
  for (;;) {
    try {
      return await prompt.wait({ title, placeholder: what.loading }, work);
    } catch (error) {
      if (isAbort(error)) throw error;
      const again = await prompt.pick({
        title,
        placeholder: errorMessage(what.failed, toAciError(error)),
        choices: [{ label: l10n.t('$(refresh) Try again'), value: 'again' }],
      });
      if (again === back) return back;
    }
  }
}

/** What the location can give; nothing where Azure doesn't say, which the rules take as the standard offer. */
export function capabilitiesOf(
  { aci }: CreateWizardContext,
  prompt: Prompt,
  title: string,
  { subscription, location }: CreateDraft,
): Promise<readonly Capability[] | Back> {
  return prompt.wait({ title }, async signal => {
    if (!subscription || location === undefined) return [];
    try {
      return await aci.capabilities(subscription.id, location, signal);
    } catch (error) {
      if (isAbort(error)) throw error;
      return [];
    }
  });
}
