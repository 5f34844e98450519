/** The last step: every choice in a list. Choosing one asks it again and comes back here. */
import { noIdentity } from '../../../core/document/groupIdentity.ts';
import { secretKey } from '../../../core/document/secretLocations.ts';
import { joinCommandLine } from '../../../core/rules/commandLine.ts';
import { formatPorts } from '../../../core/rules/ports.ts';
import { back, type Back, type Choice, type Prompt, runSteps, type Step } from '../../shared/wizard.ts';
import type { CreateWizardContext, CreateStep, ReviewSection } from '../wizardContext.ts';
import { type CreateDraft, secretsToEnter, secretsNotEntered } from '../createDraft.ts';
import { groupIdentityText } from '../../shared/groupIdentityText.ts';
import { secretFilesText } from '../../shared/askSecretFiles.ts';
import { sizeText } from '../../shared/sizeText.ts';
import type { Translate } from '../../shared/translate.ts';

type ReviewChoice = 'create' | 'yaml' | ReviewSection;

/** Asks for *Create* or *Open as YAML*, and answers the draft with that wish. */
export function reviewStep({ t }: CreateWizardContext, steps: readonly CreateStep[]): Step<CreateDraft> {
  return {
    async ask(start, prompt) {
      let draft = start;
      for (;;) {
        // Wished already where the secrets were asked for.
        if (draft.reviewChoice === 'yaml') return draft;
        const reviewChoice = await pickReviewChoice(draft, prompt, t);
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

function pickReviewChoice(draft: CreateDraft, prompt: Prompt, t: Translate): Promise<ReviewChoice | Back> {
  const create: Choice<ReviewChoice> = {
    label: t('$(rocket) Create'),
    value: 'create',
    ...(draft.failedGroupKey !== undefined && {
      description: t('the group that the failed attempt left behind is deleted first'),
    }),
  };
  const yaml: Choice<ReviewChoice> = {
    label: t('$(file-code) Open as YAML'),
    description: t('what would be sent, without secrets'),
    value: 'yaml',
  };
  const rows = reviewRows(draft, t).map((row, index): Choice<ReviewChoice> => ({
    label: row.label,
    description: row.text,
    value: row.section,
    ...(index === 0 && { heading: t('Choices: choose one to change it') }),
  }));
  return prompt.pick({
    title: t('Create container group: Review'),
    placeholder: t('Nothing has been sent yet. Create, or change a choice'),
    choices: [create, yaml, ...rows],
    active: create,
  });
}

interface ReviewRow {
  readonly section: ReviewSection;
  readonly label: string;
  readonly text: string;
}

/** The choices in words, secrets left out. */
function reviewRows(draft: CreateDraft, t: Translate): readonly ReviewRow[] {
  const { resourceGroup, size, variables = [], base } = draft;
  const row = (section: ReviewSection, label: string, text: string | undefined): ReviewRow => ({
    section,
    label,
    text: text ?? '',
  });
  return [
    row('subscription', t('Subscription'), draft.subscription?.displayName),
    row(
      'resourceGroup',
      t('Resource group'),
      resourceGroup?.isNew
        ? t('{0} (new, in {1})', resourceGroup.name, resourceGroup.location ?? '')
        : resourceGroup?.name,
    ),
    row('image', t('Image'), imageText(draft, t)),
    row('name', t('Name'), draft.name),
    row('containerName', t('Container'), containersText(draft, t)),
    row('location', t('Location'), draft.location),
    row('osType', t('Operating system'), draft.osType),
    row('size', t('CPU and memory'), size && sizeText(size, t)),
    row('network', t('Network'), networkText(draft, t)),
    row('restartPolicy', t('Restart policy'), draft.restartPolicy),
    row(
      'command',
      t('Command line'),
      joinCommandLine(draft.command ?? [], draft.osType) || t('of the image'),
    ),
    row(
      'variables',
      t('Environment variables'),
      variables.map(({ name, secure }) => (secure ? t('{0} (secure)', name) : name)).join(', ') || t('none'),
    ),
    row('identity', t('Managed identity'), groupIdentityText(draft.identity ?? noIdentity, t)),
    ...(base && secretsToEnter(draft).length > 0
      ? [row('secrets', t('Secrets'), secretsText(draft, t))]
      : []),
  ];
}

function imageText({ image = '', credential, signIn, pullIdentity }: CreateDraft, t: Translate): string {
  if (signIn === 'identity' && pullIdentity) return t('{0}, pulled as {1}', image, pullIdentity.name);
  return credential ? t('{0}, pulled as {1}', image, credential.username) : image;
}

function containersText({ containerName = '', base }: CreateDraft, t: Translate): string {
  const properties = base?.body['properties'];
  const others = containerCount(properties) - 1;
  return others > 0 ? t('{0} and {1} more, kept as they are', containerName, others) : containerName;
}

function containerCount(properties: unknown): number {
  const lists = properties as { containers?: unknown[]; initContainers?: unknown[] } | undefined;
  return Math.max(1, (lists?.containers?.length ?? 1) + (lists?.initContainers?.length ?? 0));
}

function networkText(
  { networkKind, ports = [], dnsNameLabel = '', subnet }: CreateDraft,
  t: Translate,
): string {
  const open = formatPorts(ports);
  if (networkKind === 'none') return t('no address');
  if (networkKind === 'private')
    return t('subnet {0} of {1}, ports {2}', subnet?.name ?? '', subnet?.virtualNetwork ?? '', open);
  return dnsNameLabel === ''
    ? t('public, ports {0}', open)
    : t('public, ports {0}, DNS label {1}', open, dnsNameLabel);
}

function secretsText(draft: CreateDraft, t: Translate): string {
  const missing = secretsNotEntered(draft).length;
  if (missing > 0) return t('{0} missing', missing);
  const volumes = secretsToEnter(draft).flatMap(secret => {
    const files = draft.secrets?.[secretKey(secret)];
    return secret.kind === 'secretVolume' && typeof files === 'object'
      ? [`${secret.volume}: ${secretFilesText(files, t)}`]
      : [];
  });
  return volumes.join('; ') || t('typed again');
}
