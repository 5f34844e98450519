/** The last step: every choice in a list. Choosing one asks it again and comes back here. */
import { noIdentity } from '../../core/groupIdentity.ts';
import { slotKey } from '../../core/groupSecrets.ts';
import { joinCommandLine } from '../../core/rules/commandLine.ts';
import { formatPorts } from '../../core/rules/ports.ts';
import { back, type Back, type Choice, type Prompt, runSteps, type Step } from '../wizard.ts';
import type { CreateContext, CreateStep, Section } from './context.ts';
import { type Draft, lostSecrets, openSecrets } from './draft.ts';
import { identityText } from '../identityText.ts';
import { filesText } from '../secretFiles.ts';
import { sizeText } from '../sizeText.ts';
import type { Translate } from '../translate.ts';

type Wish = 'create' | 'yaml' | Section;

/** Asks for *Create* or *Open as YAML*, and answers the draft with that wish. */
export function reviewStep({ t }: CreateContext, steps: readonly CreateStep[]): Step<Draft> {
  return {
    async ask(start, prompt) {
      let draft = start;
      for (;;) {
        // Wished already where the secrets were asked for.
        if (draft.wish === 'yaml') return draft;
        const wish = await pickWish(draft, prompt, t);
        if (wish === back) return back;
        if (wish === 'create' || wish === 'yaml') return { ...draft, wish };
        const changed = await changeSection(draft, wish, steps, prompt);
        if (changed !== back) draft = changed;
      }
    },
  };
}

/** Asks the section's steps again, and then whatever its new answers have made void. */
function changeSection(
  draft: Draft,
  section: Section,
  steps: readonly CreateStep[],
  prompt: Prompt,
): Promise<Draft | Back> {
  const wanted = steps.map((step): Step<Draft> => ({
    when: now => (step.when?.(now) ?? true) && (step.section === section || !step.answered(now)),
    ask: (now, inner) => step.ask(now, inner),
  }));
  return runSteps(draft, wanted, prompt, true);
}

function pickWish(draft: Draft, prompt: Prompt, t: Translate): Promise<Wish | Back> {
  const create: Choice<Wish> = {
    label: t('$(rocket) Create'),
    value: 'create',
    ...(draft.leftover !== undefined && {
      description: t('the group that the failed attempt left behind is deleted first'),
    }),
  };
  const yaml: Choice<Wish> = {
    label: t('$(file-code) Open as YAML'),
    description: t('what would be sent, without secrets'),
    value: 'yaml',
  };
  const rows = reviewRows(draft, t).map((row, index): Choice<Wish> => ({
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
  readonly section: Section;
  readonly label: string;
  readonly text: string;
}

/** The choices in words, secrets left out. */
function reviewRows(draft: Draft, t: Translate): readonly ReviewRow[] {
  const { resourceGroup, size, variables = [], base } = draft;
  const row = (section: Section, label: string, text: string | undefined): ReviewRow => ({
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
    row('identity', t('Managed identity'), identityText(draft.identity ?? noIdentity, t)),
    ...(base && lostSecrets(draft).length > 0 ? [row('secrets', t('Secrets'), secretsText(draft, t))] : []),
  ];
}

function imageText({ image = '', credential, signIn, pullIdentity }: Draft, t: Translate): string {
  if (signIn === 'identity' && pullIdentity) return t('{0}, pulled as {1}', image, pullIdentity.name);
  return credential ? t('{0}, pulled as {1}', image, credential.username) : image;
}

function containersText({ containerName = '', base }: Draft, t: Translate): string {
  const properties = base?.body['properties'];
  const others = containerCount(properties) - 1;
  return others > 0 ? t('{0} and {1} more, kept as they are', containerName, others) : containerName;
}

function containerCount(properties: unknown): number {
  const lists = properties as { containers?: unknown[]; initContainers?: unknown[] } | undefined;
  return Math.max(1, (lists?.containers?.length ?? 1) + (lists?.initContainers?.length ?? 0));
}

function networkText({ networkKind, ports = [], dnsNameLabel = '', subnet }: Draft, t: Translate): string {
  const open = formatPorts(ports);
  if (networkKind === 'none') return t('no address');
  if (networkKind === 'private')
    return t('subnet {0} of {1}, ports {2}', subnet?.name ?? '', subnet?.virtualNetwork ?? '', open);
  return dnsNameLabel === ''
    ? t('public, ports {0}', open)
    : t('public, ports {0}, DNS label {1}', open, dnsNameLabel);
}

function secretsText(draft: Draft, t: Translate): string {
  const missing = openSecrets(draft).length;
  if (missing > 0) return t('{0} missing', missing);
  const volumes = lostSecrets(draft).flatMap(slot => {
    const files = draft.secrets?.[slotKey(slot)];
    return slot.kind === 'secretVolume' && typeof files === 'object'
      ? [`${slot.volume}: ${filesText(files, t)}`]
      : [];
  });
  return volumes.join('; ') || t('typed again');
}
