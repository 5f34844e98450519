/** Images that can't be had, or can't be run. */
import { isDockerHub } from '../rules/image.ts';
import { presentEventsOf } from '../trouble.ts';
import {
  errorText,
  type Facts,
  logLines,
  quoteError,
  quoteEvents,
  quoteLog,
  type Rule,
  textOf,
} from './facts.ts';
import { failures, isFailedStart } from './failures.ts';
import { type Evidence, type Finding, step, type Step } from './finding.ts';
import {
  afterImage,
  credentialStep,
  type FailedPull,
  failedPulls,
  nameStep,
  otherArchitecture,
  otherOs,
  registryOf,
  sourceOf,
  type Unreachable,
} from './pulls.ts';

/** A pull that fails, by its reason. */
export const pullFailed: Rule = facts => failedPulls(facts).map(pull => findings[pull.reason](pull, facts));

type FindingOf = (pull: FailedPull, facts: Facts) => Finding;

const findings: Readonly<Record<FailedPull['reason'], FindingOf>> = {
  /** The registry does not know the name or the tag. */
  missing: (pull, facts) => ({
    id: 'imageNotFound',
    params: { image: pull.image, source: sourceOf(pull.image) },
    ...about(pull, facts, [nameStep(pull.image)]),
  }),
  /** The registry wants a credential, or a better one. */
  denied: (pull, facts) => ({
    id: 'imageDenied',
    params: { image: pull.image, source: sourceOf(pull.image) },
    ...about(pull, facts, [credentialStep(pull.image), nameStep(pull.image)]),
  }),
  /** The registry's network rules let only some addresses in, and Azure's is none of them (aka.ms/acr/firewall). */
  firewall: (pull, facts) => {
    const source = sourceOf(pull.image);
    const address = /client with IP '([^']{1,60})'/i.exec(pull.said)?.[1] ?? '';
    const inside = source === 'azureRegistry' ? [step('useIdentity'), step('privateEndpoint')] : [];
    return {
      id: 'registryFirewall',
      params: { image: pull.image, source, address },
      ...about(pull, facts, [...inside, step('allowAddress')]),
    };
  },
  /** It doesn't fit: the documented limit is 15 GB (learn.microsoft.com, "Frequently asked questions about ACI"). */
  tooBig: (pull, facts) => ({
    id: 'imageTooBig',
    params: { image: pull.image },
    ...about(pull, facts, [step('smallerImage')]),
  }),
  limited: (pull, facts) => {
    const finding = limitedAt(registryOf(pull.image));
    return { ...finding, ...about(pull, facts, finding.steps) };
  },
  os: ({ image, container, evidence, said }) => ofOtherOs(image, container?.name, evidence, said),
  architecture: ({ image, container, evidence }) => ofOtherArchitecture(image, container?.name, evidence),
  certificate: (pull, facts) =>
    unreachable(pull, facts, 'certificate', [step('fixCertificate'), step('mirrorImage')]),
  http: (pull, facts) => unreachable(pull, facts, 'http', [step('useHttps'), step('mirrorImage')]),
  noSuchHost: (pull, facts) =>
    unreachable(pull, facts, 'noSuchHost', [
      step('checkRegistryName', { value: registryOf(pull.image) }),
      ...network(facts),
    ]),
  refused: (pull, facts) => unreachable(pull, facts, 'refused', [step('tryAgainLater'), ...network(facts)]),
  timeout: (pull, facts) => unreachable(pull, facts, 'timeout', [step('tryAgainLater'), ...network(facts)]),
  unreachable: (pull, facts) =>
    unreachable(pull, facts, 'unknown', [step('tryAgainLater'), ...network(facts)]),
  /** For a reason that isn't known here: name, tag and credential are to be looked at. */
  unknown: (pull, facts) => inaccessible(pull, facts),
};

/** What findings about a pull have in common. */
function about({ container, evidence }: FailedPull, facts: Facts, steps: readonly Step[]) {
  const more = container ? afterImage(facts, container) : [];
  return { severity: 'error' as const, container: container?.name, evidence, steps: [...steps, ...more] };
}

/** The registry can't be reached from where the group runs, or not as ACI pulls: by https, with a known certificate. */
function unreachable(pull: FailedPull, facts: Facts, why: Unreachable, steps: readonly Step[]): Finding {
  return {
    id: 'registryUnreachable',
    params: { image: pull.image, why },
    ...about(pull, facts, steps),
  };
}

function network({ group }: Facts): readonly Step[] {
  return group && group.subnetIds.length > 0 ? [step('checkSubnet')] : [];
}

function inaccessible(pull: FailedPull, facts: Facts): Finding {
  const { image, said } = pull;
  const source = sourceOf(image);
  const credential = source === 'microsoft' ? [] : [credentialStep(image)];
  return {
    id: 'imageInaccessible',
    params: { image, source, said },
    ...about(pull, facts, [nameStep(image), ...credential]),
  };
}

/** What Azure's own message names: `The image 'x' in container group 'g' is not accessible.` */
const namedImage = /\bimage '([^']{1,400})'/i;
const namedRegistry = /docker registry '([^']{1,200})'/i;

/** A create that Azure refused because of its image, without the events of a pull. */
export const imageRefused: Rule = facts => {
  const text = errorText(facts);
  const image = namedImage.exec(text)?.[1] ?? '';
  const evidence = quoteError(facts);
  if (/\bInaccessibleImage\b/i.test(text)) {
    return [inaccessible({ container: undefined, image, reason: 'unknown', said: '', evidence }, facts)];
  }
  const registry = namedRegistry.exec(text)?.[1];
  if (registry !== undefined || /\bRegistryErrorResponse\b/i.test(text)) {
    return [{ ...limitedAt(registry ?? ''), evidence }];
  }
  const isOther = /\b(?:OsVersionNotSupported|ImageOsTypeNotMatchContainerGroup)\b/i.test(text);
  return isOther || otherOs.test(text) ? [ofOtherOs(image, undefined, evidence, text)] : [];
};

/** The registry is asked too often: mostly Docker Hub, whose limit counts for everybody behind the same address. */
function limitedAt(registry: string): Finding<'rateLimited'> {
  const onDockerHub = registry === '' || isDockerHub(registry);
  return {
    id: 'rateLimited',
    params: { registry: onDockerHub ? 'Docker Hub' : registry, isDockerHub: onDockerHub },
    severity: 'error',
    container: undefined,
    evidence: [],
    steps: [
      step('tryAgainLater'),
      ...(onDockerHub ? [step('pullLogin', { value: 'index.docker.io' }), step('mirrorImage')] : []),
    ],
  };
}

/** Made for another operating system than the group's, or for a Windows that ACI doesn't run: told when it is started. */
export const wrongOs: Rule = facts =>
  failures(facts).flatMap(({ container }): readonly Finding[] => {
    const said = presentEventsOf(container).filter(
      event => isFailedStart(event) && otherOs.test(textOf(event)),
    );
    const evidence = quoteEvents(said.map(event => ({ container, event })));
    const text = said.map(textOf).join(' ');
    return said.length === 0 ? [] : [ofOtherOs(container.image, container.name, evidence, text)];
  });

function ofOtherOs(
  image: string,
  container: string | undefined,
  evidence: readonly Evidence[],
  said: string,
): Finding {
  const isOtherVersion = /version/i.test(said);
  return {
    id: 'wrongOs',
    params: { image },
    severity: 'error',
    container,
    evidence,
    steps: [isOtherVersion ? step('useSupportedWindows') : step('useOtherOs', { command: 'duplicateGroup' })],
  };
}

/** Built for ARM, on a service that has AMD64 only: told when it is started, or by its first instruction. */
export const wrongArchitecture: Rule = facts =>
  failures(facts).flatMap(({ container }): readonly Finding[] => {
    const said = presentEventsOf(container).filter(
      event => isFailedStart(event) && otherArchitecture.test(textOf(event)),
    );
    const isInLog = logLines(facts, container).some(line => otherArchitecture.test(line));
    if (said.length === 0 && !isInLog) return [];
    const evidence = quoteEvents(said.map(event => ({ container, event })));
    const log = isInLog ? quoteLog(facts, container) : [];
    return [ofOtherArchitecture(container.image, container.name, [...evidence, ...log])];
  });

function ofOtherArchitecture(
  image: string,
  container: string | undefined,
  evidence: readonly Evidence[],
): Finding {
  return {
    id: 'wrongArchitecture',
    params: { image },
    severity: 'error',
    container,
    evidence,
    steps: [step('rebuildForAmd64', { value: image })],
  };
}
