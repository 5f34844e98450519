/** The long story of a row, as Markdown. Everything that comes from Azure is escaped. */
import * as l10n from '@vscode/l10n';
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
import { stateLabel } from './stateLabel.ts';
import { groupIdentityText } from '../shared/groupIdentityText.ts';
import { sizeText } from '../shared/sizeText.ts';
import { ago } from './ago.ts';
import { formatList } from '../shared/languageFormats.ts';

interface TooltipDeps {
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
  const state = groupState(group);
  const address = group.ipAddress;
  const ports = formatList(address?.ports.map(({ port, protocol }) => `${port}/${protocol}`) ?? []);
  const size = totalSize(group);
  return paragraphs([
    title(group.ref.name, state === 'unknown' ? undefined : stateLabel(state)),
    failure &&
      `${escapeMarkdown(l10n.t('Its state could not be read.'))} ${escapeMarkdown(words.advice(failure.kind, failure.host))}`,
    lines([
      ...group.containers.map(container => fact(l10n.t('Image'), container.image)),
      size === '' ? undefined : fact(l10n.t('Size'), size),
      fact(l10n.t('OS'), group.osType),
      address?.fqdn === undefined ? undefined : fact(l10n.t('FQDN'), address.fqdn),
      address === undefined
        ? fact(l10n.t('Address'), l10n.t('none'))
        : fact(l10n.t('Address'), `${address.ip ?? l10n.t('none yet')} (${addressKind(address.type)})`),
      ports === '' ? undefined : fact(l10n.t('Ports'), ports),
    ]),
    lines([
      fact(l10n.t('Restart policy'), group.restartPolicy),
      fact(l10n.t('Location'), group.location),
      fact(l10n.t('Resource group'), group.ref.resourceGroup),
      fact(l10n.t('Provisioning state'), group.provisioningState),
      group.identity && fact(l10n.t('Managed identity'), groupIdentityText(group.identity)),
      group.sku === 'Standard' ? undefined : fact(l10n.t('SKU'), group.sku),
      group.priority === 'Regular' ? undefined : fact(l10n.t('Priority'), group.priority),
    ]),
    lines(tagLines(group.tags)),
    lastEvent([...group.events, ...group.containers.flatMap(c => c.instanceView?.events ?? [])], words),
    hasProblem(group) ? diagnoseLink(group.ref) : undefined,
  ]);
}

/** The one link of a tooltip, and the one command that `rows.ts` lets a tooltip run. */
function diagnoseLink(ref: GroupRef): string {
  return `[${escapeMarkdown(l10n.t('Why did it fail?'))}](${commandUri('aci.diagnose', { kind: 'group', ref })})`;
}

export function containerTooltip(container: Container, words: TooltipDeps): string {
  const view = container.instanceView;
  const ports = formatList(container.ports.map(({ port, protocol }) => `${port}/${protocol}`));
  const size = sizeOf(container);
  return paragraphs([
    title(container.name, containerStateLabel(container)),
    lines([
      container.isInit ? escapeMarkdown(l10n.t('Init container: runs before the others.')) : undefined,
      fact(l10n.t('Image'), container.image),
      size === '' ? undefined : fact(l10n.t('Size'), size),
      ports === '' ? undefined : fact(l10n.t('Ports'), ports),
      container.command.length === 0 ? undefined : fact(l10n.t('Command'), container.command.join(' ')),
    ]),
    view &&
      lines([
        fact(l10n.t('Restart count'), String(view.restartCount)),
        ...stateLines(view.currentState, words),
        ...previousLines(view.previousState, words),
      ]),
    lastEvent(view?.events ?? [], words),
  ]);
}

export function subscriptionTooltip(subscription: Subscription): string {
  return paragraphs([
    title(subscription.displayName, undefined),
    lines([
      fact(l10n.t('Subscription'), subscription.id),
      fact(l10n.t('Tenant'), subscription.tenantId),
      fact(l10n.t('State'), subscription.state),
    ]),
  ]);
}

export function folderTooltip(text: string): string {
  return escapeMarkdown(text);
}

/** What failed, what to do, and ARM's own words. */
export function errorTooltip(what: string, error: AciError, { advice }: Pick<TooltipDeps, 'advice'>): string {
  return paragraphs([
    title(what, undefined),
    escapeMarkdown(advice(error.kind, error.host)),
    lines([
      escapeMarkdown(error.message),
      error.code === undefined ? undefined : fact(l10n.t('Code'), error.code),
      error.requestId === undefined ? undefined : fact(l10n.t('Request id'), error.requestId),
    ]),
  ]);
}

function title(name: string, state: string | undefined): string {
  const bold = `**${escapeMarkdown(name)}**`;
  return state === undefined ? bold : `${bold} — ${escapeMarkdown(state)}`;
}

function addressKind(type: 'Public' | 'Private'): string {
  return type === 'Public' ? l10n.t('public') : l10n.t('private');
}

function sizeOf({ cpu, memoryInGB }: Container): string {
  return cpu === undefined || memoryInGB === undefined ? '' : sizeText({ cpu, memoryInGB });
}

function totalSize({ containers }: ContainerGroup): string {
  const sum = (of: (container: Container) => number | undefined) =>
    Math.round(containers.reduce((total, container) => total + (of(container) ?? 0), 0) * 100) / 100;
  const size = { cpu: sum(container => container.cpu), memoryInGB: sum(container => container.memoryInGB) };
  return size.cpu === 0 ? '' : sizeText(size);
}

function tagLines(tags: Readonly<Record<string, string>>): readonly string[] {
  const all = Object.entries(tags);
  const shown = all.slice(0, mostTags).map(([name, value]) => fact(l10n.t('Tag'), `${name}: ${value}`));
  return all.length > mostTags
    ? [...shown, escapeMarkdown(l10n.t('and {0} more tags', all.length - mostTags))]
    : shown;
}

function stateLines(state: ContainerState | undefined, words: TooltipDeps): readonly (string | undefined)[] {
  if (!state) return [];
  return [
    state.exitCode === undefined ? undefined : fact(l10n.t('Exit code'), String(state.exitCode)),
    state.detailStatus === '' ? undefined : fact(l10n.t('Detail'), state.detailStatus),
    state.startTime === undefined ? undefined : fact(l10n.t('Started'), timeText(state.startTime, words)),
    state.finishTime === undefined ? undefined : fact(l10n.t('Finished'), timeText(state.finishTime, words)),
  ];
}

/** What the former run ended with: of interest once a container has been restarted. */
function previousLines(state: ContainerState | undefined, words: TooltipDeps): readonly string[] {
  if (state?.exitCode === undefined) return [];
  const ended = state.finishTime === undefined ? '' : `, ${timeText(state.finishTime, words)}`;
  return [fact(l10n.t('Former run'), `${l10n.t('exit code {0}', state.exitCode)}${ended}`)];
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
  return fact(l10n.t('Last event'), `${last.name}: ${last.message}${count}${at}`);
}

function timeText(time: number, { now, localTime }: TooltipDeps): string {
  return `${localTime(time)} (${ago(now - time)})`;
}
