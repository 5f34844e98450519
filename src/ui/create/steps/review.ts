/** The last step: every choice in a list. Choosing one asks it again and comes back here. */
import * as l10n from '@vscode/l10n';
import { noIdentity } from '../../../core/document/groupIdentity.ts';
import { secretKey } from '../../../core/document/secretLocations.ts';
import { joinCommandLine } from '../../../core/rules/commandLine.ts';
import { formatPorts } from '../../../core/rules/ports.ts';
import { back, type Back, type Choice, type Prompt, runSteps, type Step } from '../../shared/wizard.ts';
import type { RegionRates } from '../../../core/cost/regionRates.ts';
import { estimateNote, rateText } from '../../cost/costText.ts';
import { type KnownPrices, pricedChoices } from '../../cost/pricedChoices.ts';
import { draftCost } from '../draftCost.ts';
import type { CreateWizardContext, CreateStep, ReviewSection } from '../wizardContext.ts';
import { type CreateDraft, secretsToEnter, secretsNotEntered } from '../createDraft.ts';
import { groupIdentityText } from '../../shared/groupIdentityText.ts';
import { secretFilesText } from '../../shared/askSecretFiles.ts';
import { sizeText } from '../../shared/sizeText.ts';
import { formatList } from '../../shared/languageFormats.ts';

type ReviewChoice = 'create' | 'yaml' | ReviewSection;

/** Asks for *Create* or *Open as YAML*, and answers the draft with that choice. */
export function reviewStep(
  { prices }: Pick<CreateWizardContext, 'prices'>,
  steps: readonly CreateStep[],
): Step<CreateDraft> {
  return {
    async ask(start, prompt) {
      let draft = start;
      for (;;) {
        // Wished already where the secrets were asked for.
        if (draft.reviewChoice === 'yaml') return draft;
        const reviewChoice = await pickReviewChoice(prices, draft, prompt);
        if (reviewChoice === back) return back;
        if (reviewChoice === 'create' || reviewChoice === 'yaml') return { ...draft, reviewChoice };
        const changed = await changeSection(draft, reviewChoice, steps, prompt);
        if (changed !== back) draft = changed;
      }
    },
  };
}

/** Asks the section's steps again, and then whatever its new answers have made void. */
function changeSection(
  draft: CreateDraft,
  section: ReviewSection,
  steps: readonly CreateStep[],
  prompt: Prompt,
): Promise<CreateDraft | Back> {
  const wanted = steps.map((step): Step<CreateDraft> => ({
    when: now => (step.when?.(now) ?? true) && (step.section === section || !step.isAnswered(now)),
    ask: (now, inner) => step.ask(now, inner),
  }));
  return runSteps(draft, wanted, prompt, true);
}

function pickReviewChoice(
  prices: KnownPrices,
  draft: CreateDraft,
  prompt: Prompt,
): Promise<ReviewChoice | Back> {
  const yaml: Choice<ReviewChoice> = {
    label: l10n.t('$(file-code) Open as YAML'),
    description: l10n.t('what would be sent, without secrets'),
    value: 'yaml',
  };
  const rows = reviewRows(draft).map((row, index): Choice<ReviewChoice> => ({
    label: row.label,
    description: row.text,
    value: row.section,
    ...(index === 0 && { heading: l10n.t('Choices: choose one to change it') }),
  }));
  const { choices, fillIn } = pricedChoices(prices, draft.cloud, draft.location, rates => [
    createChoice(draft, rates),
    yaml,
    ...rows,
  ]);
  return prompt.pick({
    title: l10n.t('Create container group: Review'),
    placeholder: l10n.t('Nothing has been sent yet. Create, or change a choice'),
    choices,
    ...(fillIn && { fillIn }),
    active: choices[0],
  });
}

function createChoice(draft: CreateDraft, rates: RegionRates | undefined): Choice<ReviewChoice> {
  const cost = draft.size && draftCost(draft, draft.size, rates);
  return {
    label: l10n.t('$(rocket) Create'),
    value: 'create',
    ...(draft.failedGroupKey !== undefined && {
      description: l10n.t('the group that the failed attempt left behind is deleted first'),
    }),
    ...(cost && { detail: `${rateText(cost)} · ${estimateNote()}` }),
  };
}

export interface ReviewRow {
  readonly section: ReviewSection;
  readonly label: string;
  readonly text: string;
}

/** The choices in words, secrets left out. */
export function reviewRows(draft: CreateDraft): readonly ReviewRow[] {
  const { resourceGroup, size, variables = [], base } = draft;
  const row = (section: ReviewSection, label: string, text: string | undefined): ReviewRow => ({
    section,
    label,
    text: text ?? '',
  });
  return [
    row('subscription', l10n.t('Subscription'), draft.subscription?.displayName),
    row(
      'resourceGroup',
      l10n.t('Resource group'),
      resourceGroup?.isNew
        ? l10n.t('{0} (new, in {1})', resourceGroup.name, resourceGroup.location ?? '')
        : resourceGroup?.name,
    ),
    row('image', l10n.t('Image'), imageText(draft)),
    row('name', l10n.t('Name'), draft.name),
    row('containerName', l10n.t('Container'), containersText(draft)),
    row('location', l10n.t('Location'), draft.location),
    row('osType', l10n.t('Operating system'), draft.osType),
    row('size', l10n.t('CPU and memory'), size && sizeText(size)),
    row('network', l10n.t('Network'), networkText(draft)),
    row('restartPolicy', l10n.t('Restart policy'), draft.restartPolicy),
    row(
      'command',
      l10n.t('Command line'),
      joinCommandLine(draft.command ?? [], draft.osType) || imageCommandText(draft),
    ),
    row(
      'variables',
      l10n.t('Environment variables'),
      formatList(variables.map(({ name, secure }) => (secure ? l10n.t('{0} (secure)', name) : name))) ||
        l10n.t('none'),
    ),
    row('identity', l10n.t('Managed identity'), groupIdentityText(draft.identity ?? noIdentity)),
    ...(base && secretsToEnter(draft).length > 0
      ? [row('secrets', l10n.t('Secrets'), secretsText(draft))]
      : []),
  ];
}

function imageText({ image = '', credential, signIn, pullIdentity }: CreateDraft): string {
  if (signIn === 'identity' && pullIdentity) return l10n.t('{0}, pulled as {1}', image, pullIdentity.name);
  return credential ? l10n.t('{0}, pulled as {1}', image, credential.username) : image;
}

function imageCommandText({ imageCommand }: CreateDraft): string {
  return imageCommand === undefined ? l10n.t('of the image') : l10n.t('of the image: {0}', imageCommand);
}

function containersText({ containerName = '', base }: CreateDraft): string {
  const properties = base?.body['properties'];
  const others = containerCount(properties) - 1;
  return others > 0 ? l10n.t('{0} and {1} more, kept as they are', containerName, others) : containerName;
}

function containerCount(properties: unknown): number {
  const lists = properties as { containers?: unknown[]; initContainers?: unknown[] } | undefined;
  return Math.max(1, (lists?.containers?.length ?? 1) + (lists?.initContainers?.length ?? 0));
}

function networkText({ networkKind, ports = [], dnsNameLabel = '', subnet }: CreateDraft): string {
  const open = formatPorts(ports);
  if (networkKind === 'none') return l10n.t('no address');
  if (networkKind === 'private')
    return l10n.t('subnet {0} of {1}, ports {2}', subnet?.name ?? '', subnet?.virtualNetwork ?? '', open);
  return dnsNameLabel === ''
    ? l10n.t('public, ports {0}', open)
    : l10n.t('public, ports {0}, DNS label {1}', open, dnsNameLabel);
}

function secretsText(draft: CreateDraft): string {
  const missing = secretsNotEntered(draft).length;
  if (missing > 0) return l10n.t('{0} missing', missing);
  const volumes = secretsToEnter(draft).flatMap(secret => {
    const files = draft.secrets?.[secretKey(secret)];
    return secret.kind === 'secretVolume' && typeof files === 'object'
      ? [`${secret.volume}: ${secretFilesText(files)}`]
      : [];
  });
  return volumes.join('; ') || l10n.t('typed again');
}
