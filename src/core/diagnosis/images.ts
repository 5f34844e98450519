/** Images that can't be had, or can't be run. */
import { isDockerHub } from '../rules/image.ts';
import { currentEventsOfContainer } from '../model/containerEvents.ts';
import {
  errorText,
  type Facts,
  logLines,
  quoteError,
  quoteEvents,
  quoteLog,
  type Rule,
  eventText,
} from './facts.ts';
import { failures, isFailedStart } from './failures.ts';
import { type Evidence, type Finding, createStep, type Step } from './finding.ts';
import {
  restartSteps,
  credentialStep,
  type FailedPull,
  failedPulls,
  nameStep,
  otherArchitecture,
  otherOs,
  registryOf,
  sourceOf,
  type Unreachable,
} from './failedPulls.ts';

/** A pull that fails, by its reason. */
export const pullFailed: Rule = facts => failedPulls(facts).map(pull => findings[pull.reason](pull, facts));

type FindingOf = (pull: FailedPull, facts: Facts) => Finding;

const findings: Readonly<Record<FailedPull['reason'], FindingOf>> = {
  /** The registry does not know the name or the tag. */
  missing: (pull, facts) => ({
    id: 'imageNotFound',
    params: { image: pull.image, source: sourceOf(pull.image) },
    ...pullFindingFields(pull, facts, [nameStep(pull.image)]),
  }),
  /** The registry wants a credential, or a better one. */
  denied: (pull, facts) => ({
    id: 'imageDenied',
    params: { image: pull.image, source: sourceOf(pull.image) },
    ...pullFindingFields(pull, facts, [credentialStep(pull.image), nameStep(pull.image)]),
  }),
  /** The registry's network rules let only some addresses in, and Azure's is none of them (aka.ms/acr/firewall). */
  firewall: (pull, facts) => {
    const source = sourceOf(pull.image);
    const address = /client with IP '([^']{1,60})'/i.exec(pull.said)?.[1] ?? '';
    const inside =
      source === 'azureRegistry' ? [createStep('useIdentity'), createStep('privateEndpoint')] : [];
    return {
      id: 'registryFirewall',
      params: { image: pull.image, source, address },
      ...pullFindingFields(pull, facts, [...inside, createStep('allowAddress')]),
    };
  },
  /** It doesn't fit: the documented limit is 15 GB (learn.microsoft.com, "Frequently asked questions about ACI"). */
  tooBig: (pull, facts) => ({
    id: 'imageTooBig',
    params: { image: pull.image },
    ...pullFindingFields(pull, facts, [createStep('smallerImage')]),
  }),
  limited: (pull, facts) => {
    const finding = rateLimitedFinding(registryOf(pull.image));
    return { ...finding, ...pullFindingFields(pull, facts, finding.steps) };
  },
  os: ({ image, container, evidence, said }) => wrongOsFinding(image, container?.name, evidence, said),
  architecture: ({ image, container, evidence }) =>
    wrongArchitectureFinding(image, container?.name, evidence),
  certificate: (pull, facts) =>
    unreachableFinding(pull, facts, 'certificate', [createStep('fixCertificate'), createStep('mirrorImage')]),
  http: (pull, facts) =>
    unreachableFinding(pull, facts, 'http', [createStep('useHttps'), createStep('mirrorImage')]),
  noSuchHost: (pull, facts) =>
    unreachableFinding(pull, facts, 'noSuchHost', [
      createStep('checkRegistryName', { value: registryOf(pull.image) }),
      ...subnetSteps(facts),
    ]),
  refused: (pull, facts) =>
    unreachableFinding(pull, facts, 'refused', [createStep('tryAgainLater'), ...subnetSteps(facts)]),
  timeout: (pull, facts) =>
    unreachableFinding(pull, facts, 'timeout', [createStep('tryAgainLater'), ...subnetSteps(facts)]),
  unreachable: (pull, facts) =>
    unreachableFinding(pull, facts, 'unknown', [createStep('tryAgainLater'), ...subnetSteps(facts)]),
  /** For a reason that isn't known here: name, tag and credential are to be looked at. */
  unknown: (pull, facts) => inaccessibleFinding(pull, facts),
};

/** What findings about a pull have in common. */
function pullFindingFields({ container, evidence }: FailedPull, facts: Facts, steps: readonly Step[]) {
  const more = container ? restartSteps(facts, container) : [];
  return { severity: 'error' as const, container: container?.name, evidence, steps: [...steps, ...more] };
}

/** The registry can't be reached from where the group runs, or not as ACI pulls: by https, with a known certificate. */
function unreachableFinding(
  pull: FailedPull,
  facts: Facts,
  why: Unreachable,
  steps: readonly Step[],
): Finding {
  return {
    id: 'registryUnreachable',
    params: { image: pull.image, why },
    ...pullFindingFields(pull, facts, steps),
  };
}

function subnetSteps({ group }: Facts): readonly Step[] {
  return group && group.subnetIds.length > 0 ? [createStep('checkSubnet')] : [];
}

function inaccessibleFinding(pull: FailedPull, facts: Facts): Finding {
  const { image, said } = pull;
  const source = sourceOf(image);
  const credential = source === 'microsoft' ? [] : [credentialStep(image)];
  return {
    id: 'imageInaccessible',
    params: { image, source, said },
    ...pullFindingFields(pull, facts, [nameStep(image), ...credential]),
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
    return [
      inaccessibleFinding({ container: undefined, image, reason: 'unknown', said: '', evidence }, facts),
    ];
  }
  const registry = namedRegistry.exec(text)?.[1];
  if (registry !== undefined || /\bRegistryErrorResponse\b|\bpull rate limit\b/i.test(text)) {
    return [{ ...rateLimitedFinding(registry ?? ''), evidence }];
  }
  const isOther = /\b(?:OsVersionNotSupported|ImageOsTypeNotMatchContainerGroup)\b/i.test(text);
  return isOther || otherOs.test(text) ? [wrongOsFinding(image, undefined, evidence, text)] : [];
};

/** The registry is asked too often: mostly Docker Hub, whose limit counts for everybody behind the same address. */
function rateLimitedFinding(registry: string): Finding<'rateLimited'> {
  const onDockerHub = registry === '' || isDockerHub(registry);
  return {
    id: 'rateLimited',
    params: { registry: onDockerHub ? 'Docker Hub' : registry, isDockerHub: onDockerHub },
    severity: 'error',
    container: undefined,
    evidence: [],
    steps: [
      createStep('tryAgainLater'),
      ...(onDockerHub
        ? [createStep('pullLogin', { value: 'index.docker.io' }), createStep('mirrorImage')]
        : []),
    ],
  };
}

/**
 * Made for another operating system than the group's, or for a Windows that ACI doesn't run: known only when it is
 * started.
 */
export const wrongOs: Rule = facts =>
  failures(facts).flatMap(({ container }): readonly Finding[] => {
    const said = currentEventsOfContainer(container).filter(
      event => isFailedStart(event) && otherOs.test(eventText(event)),
    );
    const evidence = quoteEvents(said.map(event => ({ container, event })));
    const text = said.map(eventText).join(' ');
    return said.length === 0 ? [] : [wrongOsFinding(container.image, container.name, evidence, text)];
  });

function wrongOsFinding(
  image: string,
  container: string | undefined,
  evidence: readonly Evidence[],
  said: string,
): Finding {
  // Windows' words where only the versions differ: learn.microsoft.com "Windows container version compatibility".
  const isOtherVersion = /version|does not match the (?:host )?operating system/i.test(said);
  return {
    id: 'wrongOs',
    params: { image },
    severity: 'error',
    container,
    evidence,
    steps: [
      isOtherVersion
        ? createStep('useSupportedWindows')
        : createStep('useOtherOs', { command: 'duplicateGroup' }),
    ],
  };
}

/** Built for ARM, on a service that has AMD64 only: known when it is started, or by its first instruction. */
export const wrongArchitecture: Rule = facts =>
  failures(facts).flatMap(({ container }): readonly Finding[] => {
    const said = currentEventsOfContainer(container).filter(
      event => isFailedStart(event) && otherArchitecture.test(eventText(event)),
    );
    const isInLog = logLines(facts, container).some(line => otherArchitecture.test(line));
    if (said.length === 0 && !isInLog) return [];
    const evidence = quoteEvents(said.map(event => ({ container, event })));
    const log = isInLog ? quoteLog(facts, container) : [];
    return [wrongArchitectureFinding(container.image, container.name, [...evidence, ...log])];
  });

function wrongArchitectureFinding(
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
    steps: [createStep('rebuildForAmd64', { value: image })],
  };
}
