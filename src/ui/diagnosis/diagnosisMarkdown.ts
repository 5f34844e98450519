/** A diagnosis as a Markdown document: what happened, the evidence, what to do. */
import * as l10n from '@vscode/l10n';
import { groupState } from '../../core/model/groupState.ts';
import type {
  ContainerEvent,
  ContainerGroup,
  ContainerState,
  GroupRef,
} from '../../core/model/containerGroup.ts';
import type { Evidence, Finding, Severity, Step } from '../../core/diagnosis/finding.ts';
import { secondsOf } from '../../core/diagnosis/facts.ts';
import { activityVerb } from '../../core/activity/activityEntry.ts';
import { metricUnits } from '../../core/metrics/groupMetrics.ts';
import { activityText } from '../metrics/activityWords.ts';
import { unitTexts } from '../metrics/unitTexts.ts';
import { formatValue } from '../metrics/page/formatValue.ts';
import { commandUri } from '../shared/commandUri.ts';
import { languageOfTexts } from '../shared/languageFormats.ts';
import type { GroupNode, Node } from '../tree/nodes.ts';
import { stateLabel } from '../tree/stateLabel.ts';
import { code, codeBlock } from './markdownCode.ts';
import { findingWords } from './findingWords.ts';
import { commandTitle, stepWords } from './stepWords.ts';

export interface MarkdownDeps {
  /** A time (ms since the epoch) in this machine's zone and language. */
  readonly localTime: (time: number) => string;
}

export interface Diagnosis {
  readonly ref: GroupRef;
  readonly group: ContainerGroup | undefined;
  readonly findings: readonly Finding[];
  /** When it was looked at, ms since the epoch. */
  readonly at: number;
}

/** Plain text: the caption of the document. */
export function documentTitle({ ref, findings }: Diagnosis): string {
  return isFailure(findings) ? l10n.t('Why did "{0}" fail?', ref.name) : l10n.t('How is "{0}"?', ref.name);
}

/** A warning about what runs is no failure, unless it is that it has failed before. */
function isFailure(findings: readonly Finding[]): boolean {
  return findings.some(({ severity, params }) => severity === 'error' || 'recovered' in params);
}

/** Markdown for a tab of this window, with commands as links. */
export function documentMarkdown(diagnosed: Diagnosis, words: MarkdownDeps): string {
  return markdownOf({ ...diagnosed, withLinks: true }, words);
}

/** The same for elsewhere, an issue or a chat: the links are for this window only. */
export function plainMarkdown(diagnosed: Diagnosis, words: MarkdownDeps): string {
  return markdownOf({ ...diagnosed, withLinks: false }, words);
}

function markdownOf(diagnosed: Diagnosis & DiagnosisContext, words: MarkdownDeps): string {
  const { findings, ref } = diagnosed;
  const title = isFailure(findings)
    ? l10n.t('Why did {0} fail?', code(ref.name))
    : l10n.t('How is {0}?', code(ref.name));
  return [
    `# ${title}`,
    subtitle(diagnosed, words),
    ...findings.flatMap(finding => findingParts(finding, diagnosed, words)),
    '',
  ].join('\n\n');
}

function subtitle(
  { ref, group, at, withLinks }: Diagnosis & DiagnosisContext,
  { localTime }: MarkdownDeps,
): string {
  const facts = [
    ...(group ? [stateLabel(groupState(group))] : []),
    l10n.t('resource group {0}', code(ref.resourceGroup)),
    ...(group ? [code(group.location)] : []),
    l10n.t('as of {0}', localTime(at)),
    ...(withLinks
      ? [
          link(l10n.t('Refresh'), 'aci.diagnose', groupNode(ref)),
          link(l10n.t('Copy as Markdown'), 'aci.copyDiagnosis', groupNode(ref)),
        ]
      : []),
  ];
  return facts.join(' · ');
}

const severitySigns: Readonly<Record<Severity, string>> = { error: '✖', warning: '⚠', info: 'ℹ' };

function findingParts(finding: Finding, about: DiagnosisContext, words: MarkdownDeps): readonly string[] {
  const { title, text } = findingWords(finding);
  const sign =
    finding.id === 'nothingWrong' || finding.id === 'finished' ? '✔' : severitySigns[finding.severity];
  return [
    `## ${sign} ${title}`,
    text,
    ...evidenceParts(finding.evidence, words),
    ...(finding.steps.length === 0 ? [] : [`### ${l10n.t('What to do')}`, steps(finding.steps, about)]),
  ];
}

function evidenceParts(evidence: readonly Evidence[], words: MarkdownDeps): readonly string[] {
  if (evidence.length === 0) return [];
  const points = evidence.flatMap(quoted =>
    quoted.kind === 'log' ? [] : [`- ${evidenceItem(quoted, words)}`],
  );
  const logs = evidence.flatMap(quoted => (quoted.kind === 'log' ? logParts(quoted) : []));
  return [`### ${l10n.t('Evidence')}`, ...(points.length > 0 ? [points.join('\n')] : []), ...logs];
}

function evidenceItem(quoted: Exclude<Evidence, { kind: 'log' }>, words: MarkdownDeps): string {
  switch (quoted.kind) {
    case 'event':
      return eventItem(quoted.event, words);
    case 'state':
      return stateItem(quoted, words);
    case 'error':
      return errorItem(quoted);
    case 'metric':
      return metricItem(quoted, words);
    case 'activity':
      return activityItem(quoted, words);
  }
}

function metricItem(
  { container, metric, reading }: Extract<Evidence, { kind: 'metric' }>,
  { localTime }: MarkdownDeps,
): string {
  const format = { language: languageOfTexts(), units: unitTexts() };
  const text = (value: number) => formatValue(value, metricUnits[metric], format);
  const [value, limit] = [text(reading.value), text(reading.limit)];
  const said =
    metric === 'memory'
      ? l10n.t('container {0} used {1} of {2} memory', code(container), value, limit)
      : l10n.t('container {0} used {1} of {2} on average', code(container), value, limit);
  return `${localTime(reading.at)} — ${said}`;
}

function activityItem(
  { entry }: Extract<Evidence, { kind: 'activity' }>,
  { localTime }: MarkdownDeps,
): string {
  const caller = entry.caller === undefined ? undefined : code(entry.caller);
  return `${localTime(entry.at)} — ${activityText(activityVerb(entry), caller, entry.status === 'failed')}`;
}

function errorItem({ code: name, message, requestId }: Extract<Evidence, { kind: 'error' }>): string {
  const said =
    name === undefined
      ? l10n.t('Azure said: {0}', code(message))
      : l10n.t('Azure said {0}: {1}', code(name), code(message));
  return requestId === undefined ? said : `${said} (${l10n.t('request id {0}', code(requestId))})`;
}

function eventItem(event: ContainerEvent, { localTime }: MarkdownDeps): string {
  const { firstTimestamp: first, lastTimestamp: last, count } = event;
  const time = last ?? first;
  const said = l10n.t('event {0}: {1}', code(event.name), code(event.message));
  const times = count > 1 ? ` ${l10n.t('({0} times)', count)}` : '';
  return time === undefined ? `${said}${times}` : `${localTime(time)} — ${said}${times}`;
}

function stateItem(
  { container, which, state }: Extract<Evidence, { kind: 'state' }>,
  { localTime }: MarkdownDeps,
): string {
  const words = stateText(state);
  const said =
    which === 'current'
      ? l10n.t('container {0} is {1}', code(container), words)
      : l10n.t('container {0} was {1}', code(container), words);
  return state.finishTime === undefined ? said : `${localTime(state.finishTime)} — ${said}`;
}

function stateText(state: ContainerState): string {
  const seconds = secondsOf(state);
  return [
    code(state.state),
    ...(state.detailStatus === '' ? [] : [code(state.detailStatus)]),
    ...(state.exitCode === undefined ? [] : [l10n.t('exit code {0}', code(String(state.exitCode)))]),
    ...(seconds === undefined ? [] : [l10n.t('ran for {0} seconds', seconds)]),
  ].join(', ');
}

function logParts({ container, lines }: Extract<Evidence, { kind: 'log' }>): readonly string[] {
  const shown = lines.filter(line => line.trim() !== '');
  return shown.length === 0
    ? [l10n.t('The log of {0} is empty: it has written nothing.', code(container))]
    : [l10n.t('The last lines of the log of {0}:', code(container)), codeBlock(shown)];
}

interface DiagnosisContext extends Pick<Diagnosis, 'ref' | 'group'> {
  readonly withLinks: boolean;
}

function steps(all: readonly Step[], about: DiagnosisContext): string {
  return all.map((step, index) => `${index + 1}. ${stepLine(step, about)}`).join('\n');
}

function stepLine(step: Step, about: DiagnosisContext): string {
  const words = stepWords(step);
  if (step.command === undefined || !about.withLinks) return words;
  return `${words} ${link(commandTitle(step.command), `aci.${step.command}`, nodeOf(step, about))}`;
}

function nodeOf({ container }: Step, { ref, group }: DiagnosisContext): Node {
  if (container === undefined) return groupNode(ref);
  const isInit = group?.initContainers.some(({ name }) => name === container) ?? false;
  return { kind: 'container', ref: { group: ref, container }, isInit };
}

function groupNode(ref: GroupRef): GroupNode {
  return { kind: 'group', ref };
}

function link(title: string, command: `aci.${string}`, node: Node): string {
  return `[${title}](${commandUri(command, node)})`;
}
