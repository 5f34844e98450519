/** Pulls that fail, and why, as far as Azure and the registry say. */
import { isDockerHub, parseImage } from '../rules/image.ts';
import { type Container, type ContainerEvent, containersOfGroup } from '../model/containerGroup.ts';
import { currentEventsOfContainer, isFailedPull } from '../model/containerEvents.ts';
import { isInState } from '../model/containerState.ts';
import {
  errorText,
  eventText,
  type Facts,
  hasStarted,
  quoteError,
  quoteEventsOf,
  quoteState,
} from './facts.ts';
import { type Evidence, type FindingParams, type ImageSource, type Step, createStep } from './finding.ts';

export type Unreachable = FindingParams['registryUnreachable']['why'];
type Reason =
  | 'limited'
  | 'firewall'
  | 'denied'
  | 'missing'
  | 'os'
  | 'architecture'
  | 'tooBig'
  | Exclude<Unreachable, 'unknown'>
  | 'unreachable'
  | 'unknown';

/** An image that can't be had. */
export interface FailedPull {
  /** Undefined: the create was refused. */
  readonly container: Container | undefined;
  readonly image: string;
  readonly reason: Reason;
  /** What the registry or the runtime said; '' where Azure says only that the pull failed. */
  readonly said: string;
  readonly evidence: readonly Evidence[];
}

/** What tells that an image is for another processor, in a pull or when it is started. */
export const otherArchitecture = /no match(?:ing)? (?:manifest )?for (?:platform|linux)|exec format error/i;
/** What tells that an image is for another operating system, or for another version of Windows than the host's. */
export const otherOs =
  /operating system .{0,80}(?:cannot be used|not supported|does not match)|os version .{0,120} not supported|os ?type .{0,200}does not match|no match(?:ing)? (?:manifest )?for windows|windows version .{0,80}incompatible/i;

/** In the order in which they are looked for: a message that says two things says the first one for a reason. */
const reasons: readonly (readonly [Reason, RegExp])[] = [
  // An Azure registry with network rules (aka.ms/acr/firewall).
  ['firewall', /is not allowed access|public network access .{0,40}(?:disabled|denied)/i],
  ['limited', /too ?many ?requests|rate ?limit|\b429\b/i],
  ['architecture', otherArchitecture],
  ['os', otherOs],
  [
    'tooBig',
    /no space left|not enough space|disk quota exceeded|(?:image|layer) .{0,60}(?:too (?:big|large)|exceeds)/i,
  ],
  ['http', /server gave HTTP response to HTTPS client/i],
  ['certificate', /x509|certificate|tls: (?!handshake timeout)/i],
  ['noSuchHost', /no such host|name resolution|server misbehaving/i],
  [
    'denied',
    /unauthorized|authentication required|forbidden|no basic auth|insufficient_scope|\bdenied\b|\b40[13]\b/i,
  ],
  [
    'missing',
    /not found|manifest[ _]unknown|name[ _](?:unknown|not known)|does not exist|no such image|invalid reference format/i,
  ],
  ['refused', /connection (?:refused|reset)|no route to host|network is unreachable/i],
  ['timeout', /time-?out|timed out|deadline exceeded|request canceled/i],
  ['unreachable', /dial tcp|\bEOF\b|\b50[0234]\b/i],
];

/** Containers and creates whose pull fails, and has not succeeded since. */
export function failedPulls(facts: Facts): readonly FailedPull[] {
  const ofContainers = containersOfGroup(facts.group).flatMap(failedPullsOf);
  return ofContainers.length > 0 ? ofContainers : failedPullFromError(facts);
}

function failedPullsOf(container: Container): readonly FailedPull[] {
  const failures = currentEventsOfContainer(container).filter(isFailedPull);
  const { image } = container;
  if (failures.length === 0) return failedPullFromState(container);
  const { reason, text } = classify(failures.map(eventText), image);
  const isBackOff = ({ message }: ContainerEvent) => /^Back-off pulling image/i.test(message);
  const evidence = quoteEventsOf(container, event => failures.includes(event) || isBackOff(event));
  return [{ container, image, reason, said: registryMessage(text), evidence }];
}

/** Azure tells of it in the state alone: `ImagePullBackOff`. */
function failedPullFromState(container: Container): readonly FailedPull[] {
  const state = container.instanceView?.currentState;
  const { image } = container;
  const isPull = /image ?pull|ErrImage|InvalidImageName|back-off pulling/i.test(state?.detailStatus ?? '');
  if (!state || !isPull || !isInState(container, 'waiting')) return [];
  const { reason } = classify([state.detailStatus], image);
  return [{ container, image, reason, said: state.detailStatus, evidence: quoteState(container) }];
}

/** Creates that failed with the events of the pull in their error (MicrosoftDocs/azure-docs#20808). */
function failedPullFromError(facts: Facts): readonly FailedPull[] {
  const text = errorText(facts);
  const [, image] = /failed to pull image [\\"']{1,3}([^\\"']{1,400})/i.exec(text) ?? [];
  if (image === undefined) return [];
  const { reason } = classify([text], image);
  return [{ container: undefined, image, reason, said: registryMessage(text), evidence: quoteError(facts) }];
}

/** The first failure that says why: later ones often don't. */
function classify(
  texts: readonly string[],
  image: string,
): { readonly reason: Reason; readonly text: string } {
  for (const text of texts) {
    const [known] = reasons.find(([, pattern]) => pattern.test(withoutNames(text, image))) ?? [];
    if (known) return { reason: known, text };
  }
  return { reason: 'unknown', text: texts[0] ?? '' };
}

/** Names of images and addresses say nothing of the reason, though they may read so: `shop/not-found:429`. */
function withoutNames(text: string, image: string): string {
  const said = text
    .replace(/\b(image|reference|repository) \\?"[^"]{0,500}"/gi, '$1')
    .replace(/https?:\/\/[^\s"',]+/gi, '');
  return image === '' ? said : said.replaceAll(image, ' ');
}

/** What follows `ApplyFailed to pull image "…":`. */
function registryMessage(text: string): string {
  const [, said] = /failed to pull image [\\"']{1,3}[^\\"']{1,400}[\\"']{1,3}:\s*([^]*)/i.exec(text) ?? [];
  return (said ?? '').trim();
}

export function restartSteps({ group }: Facts, container: Container): readonly Step[] {
  const again = createStep('restart', { command: 'duplicateGroup' });
  return group && !hasStarted(container) ? [again, createStep('neverStarted')] : [again];
}

export function nameStep(image: string): Step {
  return createStep('checkImageName', { value: image });
}

export function credentialStep(image: string): Step {
  const registry = registryOf(image);
  return createStep('addCredential', { value: isDockerHub(registry) ? 'index.docker.io' : registry });
}

/** The registry's server; '' where the reference can't be read. */
export function registryOf(image: string): string {
  const parsed = parseImage(image.slice(0, 500));
  return 'reference' in parsed ? parsed.reference.registry : '';
}

export function sourceOf(image: string): ImageSource {
  const registry = registryOf(image);
  if (isDockerHub(registry)) return 'dockerHub';
  if (registry === 'mcr.microsoft.com') return 'microsoft';
  return /\.azurecr\.(?:io|us|cn)$/.test(registry) ? 'azureRegistry' : 'other';
}
