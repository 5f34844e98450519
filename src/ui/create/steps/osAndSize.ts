/** Which system, and how much of a machine. */
import * as l10n from '@vscode/l10n';
import type { GroupCost } from '../../../core/cost/groupCost.ts';
import { likelyOsType } from '../../../core/rules/image.ts';
import {
  largestSize,
  minimumSize,
  offeredOsTypes,
  parseAmount,
  quickSizes,
  type Size,
  standardMaximum,
} from '../../../core/rules/size.ts';
import {
  back,
  type Back,
  type Choice,
  pickOne,
  type Prompt,
  type ValidationMessage,
} from '../../shared/wizard.ts';
import { capabilitiesOf, type CreateWizardContext, type CreateStep } from '../wizardContext.ts';
import { listPriceNote, rateText } from '../../cost/costText.ts';
import { pricedChoices } from '../../cost/pricedChoices.ts';
import type { CreateDraft } from '../createDraft.ts';
import { draftCost } from '../draftCost.ts';
import { sizeText } from '../../shared/sizeText.ts';
import { validationError } from '../validationMessages.ts';

export function osTypeStep(context: CreateWizardContext): CreateStep {
  const title = l10n.t('Create container group: Operating system');
  return {
    section: 'osType',
    isAnswered: draft => draft.osType !== undefined,
    async ask(draft, prompt) {
      const capabilities = await capabilitiesOf(context, prompt, title, draft);
      if (capabilities === back) return back;
      const choices = offeredOsTypes(capabilities).map(osType => ({ label: osType, value: osType }));
      const likely = draft.osType ?? likelyOsType(draft.image ?? '');
      const osType = await pickOne(prompt, {
        title,
        placeholder: l10n.t('Which operating system is the image made for?'),
        choices,
        active: choices.find(({ value }) => value === likely),
      });
      return osType === back ? back : { ...draft, osType };
    },
  };
}

export function sizeStep(context: CreateWizardContext): CreateStep {
  const { lastChoices } = context;
  const title = l10n.t('Create container group: CPU and memory');
  return {
    section: 'size',
    isAnswered: draft => draft.size !== undefined,
    async ask(draft, prompt) {
      const capabilities = await capabilitiesOf(context, prompt, title, draft);
      if (capabilities === back) return back;
      const largest = largestSize(capabilities, draft.osType ?? 'Linux');
      const known = draft.size ?? lastChoices.size ?? { cpu: 1, memoryInGB: 1.5 };
      for (;;) {
        const picked = await pickSize(context, draft, prompt, { title, largest, known });
        if (picked === back) return back;
        const size = picked === 'custom' ? await customSize(prompt, largest, known) : picked;
        if (size !== back) return { ...draft, size };
      }
    },
  };
}

function pickSize(
  { prices }: CreateWizardContext,
  draft: CreateDraft,
  prompt: Prompt,
  { title, largest, known }: { readonly title: string; readonly largest: Size; readonly known: Size },
): Promise<Size | 'custom' | Back> {
  const isKnown = (size: Size) => size.cpu === known.cpu && size.memoryInGB === known.memoryInGB;
  const quick = quickSizes(largest);
  const fits = known.cpu <= largest.cpu && known.memoryInGB <= largest.memoryInGB;
  const sizes = fits && !quick.some(isKnown) ? [known, ...quick] : quick;
  const custom: Choice<Size | 'custom'> = {
    label: l10n.t('$(edit) Custom size…'),
    description: l10n.t('up to {0}', sizeText(largest)),
    value: 'custom',
  };
  const { choices, fillIn } = pricedChoices<Size | 'custom'>(prices, draft.cloud, draft.location, rates => {
    const costs = sizes.map(size => draftCost(draft, size, rates));
    const isPriced = costs.some(cost => cost !== undefined);
    // The row below a heading shares its line: that of the custom size has room.
    return [
      ...sizes.map((size, index) => sizeChoice(size, costs[index])),
      { ...custom, heading: isPriced ? listPriceNote() : '' },
    ];
  });
  return prompt.pick({
    title,
    placeholder: l10n.t('How much the container may use; you pay by the second for it'),
    choices,
    ...(fillIn && { fillIn }),
    active: choices[sizes.findIndex(isKnown)],
  });
}

function sizeChoice(size: Size, cost: GroupCost | undefined): Choice<Size> {
  return {
    label: sizeText(size),
    value: size,
    ...(cost && { description: rateText(cost) }),
  };
}

async function customSize(prompt: Prompt, largest: Size, known: Size): Promise<Size | Back> {
  let cpu = known.cpu;
  for (;;) {
    const typed = await prompt.input({
      id: 'cpu',
      title: l10n.t('Create container group: vCPUs'),
      prompt: l10n.t('vCPUs, from {0} to {1}, with at most one decimal', minimumSize.cpu, largest.cpu),
      value: `${cpu}`,
      validate: text => validateAmount(text, minimumSize.cpu, largest.cpu, standardMaximum.cpu),
    });
    if (typed === back) return back;
    cpu = amountOf(typed, largest.cpu);
    const memory = await prompt.input({
      id: 'memory',
      title: l10n.t('Create container group: Memory'),
      prompt: l10n.t(
        'Memory in GB, from {0} to {1}, with at most one decimal',
        minimumSize.memoryInGB,
        largest.memoryInGB,
      ),
      value: `${known.memoryInGB}`,
      validate: text =>
        validateAmount(text, minimumSize.memoryInGB, largest.memoryInGB, standardMaximum.memoryInGB),
    });
    if (memory !== back) return { cpu, memoryInGB: amountOf(memory, largest.memoryInGB) };
  }
}

/** What the box let through is a number. */
function amountOf(text: string, max: number): number {
  const parsed = parseAmount(text, 0, max);
  return 'amount' in parsed ? parsed.amount : max;
}

function validateAmount(
  text: string,
  min: number,
  max: number,
  usual: number,
): ValidationMessage | undefined {
  const parsed = parseAmount(text, min, max);
  if ('problem' in parsed) return validationError(parsed.problem);
  if (parsed.amount <= usual) return undefined;
  return { severity: 'info', message: l10n.t('More than {0} may need more quota from Azure.', usual) };
}
