/** Images that can't be had, or can't be run. */
import type { Container, ContainerEvent } from '../model.ts';
import { isDockerHub, parseImage } from '../rules/image.ts';
import {
  containersOf,
  errorText,
  eventsOf,
  type Facts,
  hasStarted,
  logLines,
  quoteError,
  quoteEvents,
  quoteEventsOf,
  quoteLog,
  type Rule,
  textOf,
  timeOf,
} from './facts.ts';
import { type Evidence, type Finding, type ImageSource, type Step, step } from './finding.ts';

const limited = /too ?many ?requests|rate ?limit|\b429\b/i;
const denied =
  /unauthorized|authentication required|access (?:to the resource is )?(?:denied|forbidden)|no basic auth|insufficient_scope|\b40[13]\b/i;
const missing =
  /not found|manifest[ _]unknown|name[ _]unknown|does not exist|no such image|invalid reference format/i;
const unreachable =
  /i\/o timeout|deadline exceeded|no such host|dial tcp|connection (?:refused|reset)|tls handshake|certificate/i;
const otherArchitecture = /no match(?:ing)? (?:manifest )?for (?:platform|linux|windows)|exec format error/i;
const otherOs =
  /operating system .{0,80}(?:cannot be used|not supported|does not match)|os version .{0,120} not supported|os ?type .{0,200}does not match/i;
/** What Azure's own message names: `The image 'x' in container group 'g' is not accessible.` */
const namedImage = /\bimage '([^']{1,400})'/i;
const namedRegistry = /docker registry '([^']{1,200})'/i;

/** Neither the name nor the tag is known to the registry. */
export const imageNotFound: Rule = facts =>
  failedPulls(facts, 'missing').map(({ container, evidence }) => ({
    id: 'imageNotFound',
    params: { image: container.image, source: sourceOf(container.image) },
    severity: 'error',
    container: container.name,
    evidence,
    steps: [nameStep(container.image), ...afterImage(facts, container)],
  }));

/** The registry wants a credential, or a better one. */
export const imageDenied: Rule = facts =>
  failedPulls(facts, 'denied').map(({ container, evidence }) => ({
    id: 'imageDenied',
    params: { image: container.image, source: sourceOf(container.image) },
    severity: 'error',
    container: container.name,
    evidence,
    steps: [credentialStep(container.image), nameStep(container.image), ...afterImage(facts, container)],
  }));

/** The registry can't be reached from where the group runs. */
export const registryUnreachable: Rule = facts =>
  failedPulls(facts, 'unreachable').map(({ container, evidence }) => ({
    id: 'registryUnreachable',
    params: { image: container.image },
    severity: 'error',
    container: container.name,
    evidence,
    steps: [
      step('tryAgainLater'),
      ...(facts.group && facts.group.subnetIds.length > 0 ? [step('checkSubnet')] : []),
      ...afterImage(facts, container),
    ],
  }));

/** `InaccessibleImage`, and pulls that fail without a word why: name, tag and credential are to be looked at. */
export const imageInaccessible: Rule = facts => {
  const text = errorText(facts);
  const refused = /\bInaccessibleImage\b/i.test(text)
    ? [inaccessible(namedImage.exec(text)?.[1] ?? '', undefined, quoteError(facts), [])]
    : [];
  const silent = failedPulls(facts, 'unknown').map(({ container, evidence }) =>
    inaccessible(container.image, container, evidence, afterImage(facts, container)),
  );
  return [...refused, ...silent];
};

function inaccessible(
  image: string,
  container: Container | undefined,
  evidence: readonly Evidence[],
  more: readonly Step[],
): Finding {
  return {
    id: 'imageInaccessible',
    params: { image, source: sourceOf(image) },
    severity: 'error',
    container: container?.name,
    evidence,
    steps: [nameStep(image), ...(sourceOf(image) === 'microsoft' ? [] : [credentialStep(image)]), ...more],
  };
}

/** The registry is asked too often: mostly Docker Hub, whose limit counts for everybody behind the same address. */
export const rateLimited: Rule = facts => {
  const text = errorText(facts);
  const registry = namedRegistry.exec(text)?.[1];
  const refused: readonly Finding[] =
    registry !== undefined || /\bRegistryErrorResponse\b/i.test(text)
      ? [limitedAt(registry ?? '', undefined, quoteError(facts), [])]
      : [];
  const pulls = failedPulls(facts, 'limited').map(({ container, evidence }) =>
    limitedAt(registryOf(container.image), container, evidence, afterImage(facts, container)),
  );
  return [...refused, ...pulls];
};

function limitedAt(
  registry: string,
  container: Container | undefined,
  evidence: readonly Evidence[],
  more: readonly Step[],
): Finding {
  const onDockerHub = registry === '' || isDockerHub(registry);
  return {
    id: 'rateLimited',
    params: { registry: onDockerHub ? 'Docker Hub' : registry, isDockerHub: onDockerHub },
    severity: 'error',
    container: container?.name,
    evidence,
    steps: [
      step('tryAgainLater'),
      ...(onDockerHub ? [step('pullLogin', { value: 'index.docker.io' }), step('mirrorImage')] : []),
      ...more,
    ],
  };
}

/** Made for another operating system than the group's, or for a Windows that ACI doesn't run. */
export const wrongOs: Rule = facts => {
  const text = errorText(facts);
  const oldWindows = /\bOsVersionNotSupported\b/i.test(text);
  const refused: readonly Finding[] =
    oldWindows || /\bImageOsTypeNotMatchContainerGroup\b/i.test(text) || otherOs.test(text)
      ? [ofOtherOs(namedImage.exec(text)?.[1] ?? '', undefined, quoteError(facts), oldWindows)]
      : [];
  const pulls = failedPulls(facts, 'os').map(({ container, evidence }) =>
    ofOtherOs(container.image, container, evidence, false),
  );
  return [...refused, ...pulls];
};

function ofOtherOs(
  image: string,
  container: Container | undefined,
  evidence: readonly Evidence[],
  oldWindows: boolean,
): Finding {
  return {
    id: 'wrongOs',
    params: { image },
    severity: 'error',
    container: container?.name,
    evidence,
    steps: [oldWindows ? step('useSupportedWindows') : step('useOtherOs', { command: 'duplicateGroup' })],
  };
}

/** Built for ARM, on a service that has AMD64 only: the pull or the first instruction says so. */
export const wrongArchitecture: Rule = facts =>
  containersOf(facts).flatMap((container): readonly Finding[] => {
    const events = eventsOf(container).filter(event => otherArchitecture.test(textOf(event)));
    const said = logLines(facts, container).some(line => otherArchitecture.test(line));
    if (events.length === 0 && !said) return [];
    if (isOver(container, events) && !said) return [];
    return [
      {
        id: 'wrongArchitecture',
        params: { image: container.image },
        severity: 'error',
        container: container.name,
        evidence: [
          ...quoteEvents(events.map(event => ({ container, event }))),
          ...(said ? quoteLog(facts, container) : []),
        ],
        steps: [step('rebuildForAmd64', { value: container.image })],
      },
    ];
  });

type Reason = 'limited' | 'denied' | 'missing' | 'os' | 'architecture' | 'unreachable' | 'unknown';

/** Containers whose pull failed for this reason, and has not succeeded since. */
function failedPulls(
  facts: Facts,
  reason: Reason,
): readonly { readonly container: Container; readonly evidence: readonly Evidence[] }[] {
  return containersOf(facts).flatMap(container => {
    const failures = eventsOf(container).filter(isFailedPull);
    const last = failures.reduce<ContainerEvent | undefined>(
      (latest, event) => (latest && timeOf(latest) > timeOf(event) ? latest : event),
      undefined,
    );
    if (!last || isOver(container, failures) || reasonOf(failures) !== reason) return [];
    const evidence = quoteEventsOf(
      container,
      event => isFailedPull(event) || /^Back-off pulling image/i.test(event.message),
    );
    return [{ container, evidence }];
  });
}

function isFailedPull(event: ContainerEvent): boolean {
  return /failed to (?:pull|resolve|fetch|inspect) .{0,20}image|pull(?:ing)? image .{0,400}(?:failed|error)/i.test(
    textOf(event),
  );
}

/** The first failure that says why: later ones often don't. */
function reasonOf(failures: readonly ContainerEvent[]): Reason {
  for (const failure of failures) {
    const text = textOf(failure);
    if (limited.test(text)) return 'limited';
    if (otherArchitecture.test(text)) return 'architecture';
    if (otherOs.test(text)) return 'os';
    if (denied.test(text)) return 'denied';
    if (missing.test(text)) return 'missing';
    if (unreachable.test(text)) return 'unreachable';
  }
  return 'unknown';
}

/** Whether the image has been pulled after these failures. */
function isOver(container: Container, failures: readonly ContainerEvent[]): boolean {
  const last = Math.max(0, ...failures.map(timeOf));
  return eventsOf(container).some(event => event.name === 'Pulled' && timeOf(event) >= last);
}

function afterImage({ group }: Facts, container: Container): readonly Step[] {
  const again = step('restart', { command: 'duplicateGroup' });
  return group && !hasStarted(container) ? [again, step('neverStarted')] : [again];
}

function nameStep(image: string): Step {
  return step('checkImageName', { value: image });
}

function credentialStep(image: string): Step {
  return step('addCredential', {
    value: isDockerHub(registryOf(image)) ? 'index.docker.io' : registryOf(image),
  });
}

/** The registry's server; '' where the reference can't be read. */
function registryOf(image: string): string {
  const parsed = parseImage(image.slice(0, 500));
  return 'reference' in parsed ? parsed.reference.registry : '';
}

function sourceOf(image: string): ImageSource {
  const registry = registryOf(image);
  if (isDockerHub(registry)) return 'dockerHub';
  if (registry === 'mcr.microsoft.com') return 'microsoft';
  return /\.azurecr\.(?:io|us|cn)$/.test(registry) ? 'azureRegistry' : 'other';
}
