/** The long story of a row, as Markdown. Everything that comes from Azure is escaped. */
import { eventTime, sortableTime } from '../../core/model/containerEvents.ts';
import type { AciError, ErrorKind } from '../../core/errors.ts';
import { groupState } from '../../core/model/groupState.ts';
import type {
  Container,
  ContainerEvent,
  ContainerGroup,
  ContainerState,
  GroupRef,
} from '../../core/model/containerGroup.ts';
import type { Subscription } from '../../core/model/subscription.ts';
import { hasProblem } from '../../core/model/groupHealth.ts';
import { commandUri } from '../shared/commandUri.ts';
import { containerStateLabel } from './looks.ts';
import { escapeMarkdown, fact, lines, paragraphs } from './tooltipMarkdown.ts';
import type { Translate } from '../shared/translate.ts';
import { stateLabel } from './stateLabel.ts';
import { groupIdentityText } from '../shared/groupIdentityText.ts';
import { sizeText } from '../shared/sizeText.ts';
import { ago } from './ago.ts';

interface TooltipDeps {
  readonly t: Translate;
  readonly advice: (kind: ErrorKind, host?: string) => string;
  readonly now: number;
  readonly localTime: (time: number) => string;
}

/** Most tags shown; ARM allows 50. */
const mostTags = 15;

export function groupTooltip(
  group: ContainerGroup,
  failure: AciError | undefined,
  words: TooltipDeps,
): string {
  const { t } = words;
  const state = groupState(group);
  const address = group.ipAddress;
  const ports = address?.ports.map(({ port, protocol }) => `${port}/${protocol}`).join(', ') ?? '';
  const size = totalSize(group, t);
  return paragraphs([
    title(group.ref.name, state === 'unknown' ? undefined : stateLabel(state, t)),
    failure &&
      `${escapeMarkdown(t('Its state could not be read.'))} ${escapeMarkdown(words.advice(failure.kind, failure.host))}`,
    lines([
      ...group.containers.map(container => fact(t('Image'), container.image)),
      size === '' ? undefined : fact(t('Size'), size),
      fact(t('OS'), group.osType),
      address?.fqdn === undefined ? undefined : fact(t('FQDN'), address.fqdn),
      address === undefined
        ? fact(t('Address'), t('none'))
        : fact(t('Address'), `${address.ip ?? t('none yet')} (${addressKind(address.type, t)})`),
      ports === '' ? undefined : fact(t('Ports'), ports),
    ]),
    lines([
      fact(t('Restart policy'), group.restartPolicy),
      fact(t('Location'), group.location),
      fact(t('Resource group'), group.ref.resourceGroup),
      fact(t('Provisioning state'), group.provisioningState),
      group.identity && fact(t('Managed identity'), groupIdentityText(group.identity, t)),
      group.sku === 'Standard' ? undefined : fact(t('SKU'), group.sku),
      group.priority === 'Regular' ? undefined : fact(t('Priority'), group.priority),
    ]),
    lines(tagLines(group.tags, t)),
    lastEvent([...group.events, ...group.containers.flatMap(c => c.instanceView?.events ?? [])], words),
    hasProblem(group) ? diagnoseLink(group.ref, t) : undefined,
  ]);
}

/** The one link of a tooltip, and the one command that `rows.ts` lets a tooltip run. */
function diagnoseLink(ref: GroupRef, t: Translate): string {
  return `[${escapeMarkdown(t('Why did it fail?'))}](${commandUri('aci.diagnose', { kind: 'group', ref })})`;
}

export function containerTooltip(container: Container, words: TooltipDeps): string {
  const { t } = words;
  const view = container.instanceView;
  const ports = container.ports.map(({ port, protocol }) => `${port}/${protocol}`).join(', ');
  const size = sizeOf(container, t);
  return paragraphs([
    title(container.name, containerStateLabel(container, t)),
    lines([
      container.isInit ? escapeMarkdown(t('Init container: runs before the others.')) : undefined,
      fact(t('Image'), container.image),
      size === '' ? undefined : fact(t('Size'), size),
      ports === '' ? undefined : fact(t('Ports'), ports),
      container.command.length === 0 ? undefined : fact(t('Command'), container.command.join(' ')),
    ]),
    view &&
      lines([
        fact(t('Restart count'), String(view.restartCount)),
        ...stateLines(view.currentState, words),
        ...previousLines(view.previousState, words),
      ]),
    lastEvent(view?.events ?? [], words),
  ]);
}

export function subscriptionTooltip(subscription: Subscription, t: Translate): string {
  return paragraphs([
    title(subscription.displayName, undefined),
    lines([
      fact(t('Subscription'), subscription.id),
      fact(t('Tenant'), subscription.tenantId),
      fact(t('State'), subscription.state),
    ]),
  ]);
}

export function folderTooltip(text: string): string {
  return escapeMarkdown(text);
}

/** What failed, what to do, and ARM's own words. */
export function errorTooltip(
  what: string,
  error: AciError,
  { t, advice }: Pick<TooltipDeps, 't' | 'advice'>,
): string {
  return paragraphs([
    title(what, undefined),
    escapeMarkdown(advice(error.kind, error.host)),
    lines([
      escapeMarkdown(error.message),
      error.code === undefined ? undefined : fact(t('Code'), error.code),
      error.requestId === undefined ? undefined : fact(t('Request id'), error.requestId),
    ]),
  ]);
}

function title(name: string, state: string | undefined): string {
  const bold = `**${escapeMarkdown(name)}**`;
  return state === undefined ? bold : `${bold} — ${escapeMarkdown(state)}`;
}

function addressKind(type: 'Public' | 'Private', t: Translate): string {
  return type === 'Public' ? t('public') : t('private');
}

function sizeOf({ cpu, memoryInGB }: Container, t: Translate): string {
  return cpu === undefined || memoryInGB === undefined ? '' : sizeText({ cpu, memoryInGB }, t);
}

function totalSize({ containers }: ContainerGroup, t: Translate): string {
  const sum = (of: (container: Container) => number | undefined) =>
    Math.round(containers.reduce((total, container) => total + (of(container) ?? 0), 0) * 100) / 100;
  const size = { cpu: sum(container => container.cpu), memoryInGB: sum(container => container.memoryInGB) };
  return size.cpu === 0 ? '' : sizeText(size, t);
}

function tagLines(tags: Readonly<Record<string, string>>, t: Translate): readonly string[] {
  const all = Object.entries(tags);
  const shown = all.slice(0, mostTags).map(([name, value]) => fact(t('Tag'), `${name}: ${value}`));
  return all.length > mostTags
    ? [...shown, escapeMarkdown(t('and {0} more tags', all.length - mostTags))]
    : shown;
}

function stateLines(state: ContainerState | undefined, words: TooltipDeps): readonly (string | undefined)[] {
  if (!state) return [];
  const { t } = words;
  return [
    state.exitCode === undefined ? undefined : fact(t('Exit code'), String(state.exitCode)),
    state.detailStatus === '' ? undefined : fact(t('Detail'), state.detailStatus),
    state.startTime === undefined ? undefined : fact(t('Started'), timeText(state.startTime, words)),
    state.finishTime === undefined ? undefined : fact(t('Finished'), timeText(state.finishTime, words)),
  ];
}

/** What the former run ended with: of interest once a container has been restarted. */
function previousLines(state: ContainerState | undefined, words: TooltipDeps): readonly string[] {
  if (state?.exitCode === undefined) return [];
  const { t } = words;
  const ended = state.finishTime === undefined ? '' : `, ${timeText(state.finishTime, words)}`;
  return [fact(t('Former run'), `${t('exit code {0}', state.exitCode)}${ended}`)];
}

function lastEvent(events: readonly ContainerEvent[], words: TooltipDeps): string | undefined {
  const last = events.reduce<ContainerEvent | undefined>(
    (latest, event) => (latest && sortableTime(latest) > sortableTime(event) ? latest : event),
    undefined,
  );
  if (!last) return undefined;
  const time = eventTime(last);
  const count = last.count > 1 ? ` (×${last.count})` : '';
  const at = time === undefined ? '' : ` — ${timeText(time, words)}`;
  return fact(words.t('Last event'), `${last.name}: ${last.message}${count}${at}`);
}

function timeText(time: number, { t, now, localTime }: TooltipDeps): string {
  return `${localTime(time)} (${ago(now - time, t)})`;
}
