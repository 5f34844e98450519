/** Which system, and how much of a machine. */
import { likelySystem } from '../../../core/rules/image.ts';
import {
  largestSize,
  minimum,
  offeredSystems,
  parseAmount,
  quickSizes,
  type Size,
  standard,
} from '../../../core/rules/size.ts';
import { back, type Back, type Choice, pickOne, type Prompt, type Remark } from '../../wizard.ts';
import { capabilitiesOf, type CreateContext, type CreateStep } from '../context.ts';
import { sizeText } from '../../sizeText.ts';
import { errorOf } from '../words.ts';

export function systemStep(context: CreateContext): CreateStep {
  const { t } = context;
  const title = t('Create container group: Operating system');
  return {
    section: 'osType',
    answered: draft => draft.osType !== undefined,
    async ask(draft, prompt) {
      const capabilities = await capabilitiesOf(context, prompt, title, draft);
      if (capabilities === back) return back;
      const choices = offeredSystems(capabilities).map(osType => ({ label: osType, value: osType }));
      const likely = draft.osType ?? likelySystem(draft.image ?? '');
      const osType = await pickOne(prompt, {
        title,
        placeholder: t('Which operating system is the image made for?'),
        choices,
        active: choices.find(({ value }) => value === likely),
      });
      return osType === back ? back : { ...draft, osType };
    },
  };
}

export function sizeStep(context: CreateContext): CreateStep {
  const { t, last } = context;
  const title = t('Create container group: CPU and memory');
  return {
    section: 'size',
    answered: draft => draft.size !== undefined,
    async ask(draft, prompt) {
      const capabilities = await capabilitiesOf(context, prompt, title, draft);
      if (capabilities === back) return back;
      const largest = largestSize(capabilities, draft.osType ?? 'Linux');
      const known = draft.size ?? last.size ?? { cpu: 1, memoryInGB: 1.5 };
      for (;;) {
        const picked = await pickSize(context, prompt, title, largest, known);
        if (picked === back) return back;
        const size = picked === 'custom' ? await customSize(context, prompt, largest, known) : picked;
        if (size !== back) return { ...draft, size };
      }
    },
  };
}

function pickSize(
  { t }: CreateContext,
  prompt: Prompt,
  title: string,
  largest: Size,
  known: Size,
): Promise<Size | 'custom' | Back> {
  const isKnown = (size: Size) => size.cpu === known.cpu && size.memoryInGB === known.memoryInGB;
  const quick = quickSizes(largest);
  const fits = known.cpu <= largest.cpu && known.memoryInGB <= largest.memoryInGB;
  const sizes = fits && !quick.some(isKnown) ? [known, ...quick] : quick;
  const choices = sizes.map((size): Choice<Size | 'custom'> => ({ label: sizeText(size, t), value: size }));
  const custom: Choice<Size | 'custom'> = {
    label: t('$(edit) Custom size…'),
    description: t('up to {0}', sizeText(largest, t)),
    value: 'custom',
  };
  return prompt.pick({
    title,
    placeholder: t('How much the container may use; you pay by the second for it'),
    choices: [...choices, custom],
    active: choices[sizes.findIndex(isKnown)],
  });
}

async function customSize(
  { t }: CreateContext,
  prompt: Prompt,
  largest: Size,
  known: Size,
): Promise<Size | Back> {
  let cpu = known.cpu;
  for (;;) {
    const typed = await prompt.input({
      id: 'cpu',
      title: t('Create container group: vCPUs'),
      prompt: t('vCPUs, from {0} to {1}, with at most one decimal', minimum.cpu, largest.cpu),
      value: `${cpu}`,
      remark: text => amountRemark(text, minimum.cpu, largest.cpu, standard.cpu, t),
    });
    if (typed === back) return back;
    cpu = amountOf(typed, largest.cpu);
    const memory = await prompt.input({
      id: 'memory',
      title: t('Create container group: Memory'),
      prompt: t(
        'Memory in GB, from {0} to {1}, with at most one decimal',
        minimum.memoryInGB,
        largest.memoryInGB,
      ),
      value: `${known.memoryInGB}`,
      remark: text => amountRemark(text, minimum.memoryInGB, largest.memoryInGB, standard.memoryInGB, t),
    });
    if (memory !== back) return { cpu, memoryInGB: amountOf(memory, largest.memoryInGB) };
  }
}

/** What the box let through is a number. */
function amountOf(text: string, max: number): number {
  const parsed = parseAmount(text, 0, max);
  return 'amount' in parsed ? parsed.amount : max;
}

function amountRemark(
  text: string,
  min: number,
  max: number,
  usual: number,
  t: CreateContext['t'],
): Remark | undefined {
  const parsed = parseAmount(text, min, max);
  if ('problem' in parsed) return errorOf(parsed.problem, t);
  if (parsed.amount <= usual) return undefined;
  return { severity: 'info', message: t('More than {0} may need more quota from Azure.', usual) };
}
