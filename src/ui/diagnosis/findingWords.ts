/** What happened, in words. Foreign text stands in code quotes, so what is answered is Markdown. */
import type { ErrorKind } from '../../core/errors.ts';
import type { Finding, FindingId, FindingParams, ImageSource } from '../../core/diagnosis/finding.ts';
import { advice } from '../advice.ts';
import type { Translate } from '../translate.ts';
import { code } from './code.ts';

/** Markdown. */
export interface FindingWords {
  readonly title: string;
  readonly text: string;
}

type Table = { readonly [K in FindingId]: (params: FindingParams[K], t: Translate) => FindingWords };

export function findingWords<K extends FindingId>(finding: Finding<K>, t: Translate): FindingWords {
  return table[finding.id](finding.params, t);
}

/** A finding without words does not compile. */
const table: Table = {
  imageNotFound: ({ image, source }, t) => ({
    title: t('The image {0} was not found', code(image)),
    text: join(
      t('The registry knows no image of that name and tag.'),
      source === 'dockerHub'
        ? t('The name has no registry in front, so Azure looks for it on Docker Hub.')
        : '',
    ),
  }),
  imageDenied: ({ image, source }, t) => ({
    title: t('The registry does not give out the image {0}', code(image)),
    text: join(
      t('It wants a user name and password (or an identity), or those it was given are wrong.'),
      source === 'dockerHub'
        ? t('Docker Hub says the same of an image that does not exist: check the name, too.')
        : '',
    ),
  }),
  imageInaccessible: ({ image, source }, t) => ({
    title: image === '' ? t('The image cannot be pulled') : t('The image {0} cannot be pulled', code(image)),
    text: join(
      t('Azure does not say why. It is one of three: the name, the tag, or the credential of the registry.'),
      sourceHint(source, t),
    ),
  }),
  registryUnreachable: ({ image }, t) => ({
    title: t('The registry of {0} cannot be reached', code(image)),
    text: t(
      'The pull broke off on the way. The registry may be down, or the network of the group does not let it out.',
    ),
  }),
  rateLimited: ({ registry, isDockerHub }, t) => ({
    title: t('{0} refuses to be asked so often', code(registry)),
    text: isDockerHub
      ? t(
          'This is Docker Hub’s limit on anonymous pulls. Everybody who pulls from the same Azure addresses shares it, so it is reached without your doing. Nothing is wrong with your image.',
        )
      : t('The registry answered with an error instead of the image.'),
  }),
  wrongOs: ({ image }, t) => ({
    title:
      image === ''
        ? t('The image is for another system')
        : t('The image {0} is for another system', code(image)),
    text: t('Its operating system, or its version of Windows, is not one that this container group can run.'),
  }),
  wrongArchitecture: ({ image }, t) => ({
    title: t('The image {0} is built for another processor', code(image)),
    text: t(
      'Azure Container Instances runs AMD64 (x86-64) only. An image built on an ARM machine, such as a Mac with Apple silicon, does not start there.',
    ),
  }),
  commandNotFound: (params, t) => ({
    title: ended(t('The command does not exist'), params, t),
    text: join(
      params.command === ''
        ? t('The image starts a program that is not in it.')
        : t('{0} is not in the image, or not where it is looked for.', code(params.command)),
      again(params, t),
    ),
  }),
  notExecutable: (params, t) => ({
    title: ended(t('The command cannot be run'), params, t),
    text: join(
      params.command === ''
        ? t('What the image starts is there, but is not a program that may be run.')
        : t('{0} is there, but is not a program that may be run.', code(params.command)),
      again(params, t),
    ),
  }),
  outOfMemory: (params, t) => ({
    title: ended(t('Out of memory'), params, t),
    text: join(
      params.memoryInGB === undefined
        ? t('It needed more memory than there is.')
        : t('It needed more than the {0} GB that it has.', params.memoryInGB),
      again(params, t),
    ),
  }),
  killed: (params, t) => ({
    title: ended(t('It was killed'), params, t),
    text: join(
      t('Exit code 137 means SIGKILL: it had to end at once.'),
      params.memoryInGB === undefined
        ? t('Mostly the reason is memory.')
        : t(
            'Mostly the reason is memory: it has {0} GB. It is also what happens to a program that does not end when it is asked to.',
            params.memoryInGB,
          ),
      again(params, t),
    ),
  }),
  segmentationFault: (params, t) => ({
    title: ended(t('The program crashed'), params, t),
    text: join(
      t('Exit code 139 means a segmentation fault: a defect of the program or of a native library it uses.'),
      again(params, t),
    ),
  }),
  terminated: (params, t) => ({
    title: ended(t('It was asked to end'), params, t),
    text: join(
      t(
        'Exit code 143 means SIGTERM: a stop, a restart, or a move to another machine. The program did as it was told.',
      ),
      again(params, t),
    ),
  }),
  platformMaintenance: (params, t) => ({
    title: ended(t('Azure did maintenance'), params, t),
    text: join(
      t(
        'Exit codes 7147 and 7148 come from the platform: Azure took the machine away. Your program is not the reason.',
      ),
      again(params, t),
    ),
  }),
  exited: (params, t) => ({
    title: ended(t('The program failed'), params, t),
    text: join(
      t('The program itself ended with {0}. Its last words are in its log.', code(String(params.exitCode))),
      again(params, t),
    ),
  }),
  endedAtOnce: ({ container, seconds, restarts }, t) => ({
    title: t('Container {0} does its work and is started over and over', code(container)),
    text: join(
      seconds === undefined
        ? t('It ended well (exit code 0).')
        : t('It ended well (exit code 0) after {0} seconds.', seconds),
      t(
        'The restart policy of the group is Always, so Azure starts it again whenever it ends: {0} times so far, ever more slowly. Azure calls the group Running all the same.',
        restarts,
      ),
    ),
  }),
  infrastructure: ({ container, detail }, t) => ({
    title: t('Container {0} ended because of Azure', code(container)),
    text: t(
      'It ended with {0}, and without an exit code: the platform failed, not your program.',
      code(detail),
    ),
  }),
  probeFailing: ({ container, probe, why }, t) => ({
    title:
      probe === 'readiness'
        ? t('Container {0} is not ready', code(container))
        : t('Container {0} does not pass its probe', code(container)),
    text: join(probeText(probe, t), probeReason(why, t)),
  }),
  mountFailed: ({ why }, t) => ({
    title: t('A volume cannot be mounted'),
    text: mountReason(why, t),
  }),
  portInUse: ({ container, ports }, t) => ({
    title: t('Container {0} wants a port that is taken', code(container)),
    text: join(
      t('All containers of a group share one network: each port can belong to one of them only.'),
      ports === '' ? '' : t('It declares {0}.', code(ports)),
    ),
  }),
  portElsewhere: ({ container, listens, open }, t) => ({
    title: t('Container {0} listens on another port', code(container)),
    text: join(
      t('Its log says that it listens on {0}. The group opens {1}.', code(listens), code(open)),
      t('Azure Container Instances cannot map one port to another.'),
    ),
  }),
  listensOnLoopback: ({ container, port }, t) => ({
    title: t('Container {0} cannot be reached from outside', code(container)),
    text: t(
      'Its log says that it listens on the address 127.0.0.1, port {0}: only containers of the same group can reach that.',
      port,
    ),
  }),
  portNotExposed: ({ container, ports, open }, t) => ({
    title: t('A port of container {0} is not open', code(container)),
    text: t(
      'It declares {0}; the address of the group opens {1}. From outside the others cannot be reached.',
      code(ports),
      open === '' ? t('none') : code(open),
    ),
  }),
  quota: ({ quota, region, limit, usage, requested }, t) => ({
    title: region === '' ? t('A quota is used up') : t('A quota is used up in {0}', code(region)),
    text: quotaText({ quota, limit, usage, requested }, t),
  }),
  capacity: ({ region, request }, t) => ({
    title: region === '' ? t('The location is full') : t('{0} is full', code(region)),
    text: join(
      t('Azure has no room there for a group of this size at the moment. It is not about your quota.'),
      request === '' ? '' : t('It was asked for {0}.', code(request)),
    ),
  }),
  dnsLabelTaken: ({ label }, t) => ({
    title: label === '' ? t('The DNS label is taken') : t('The DNS label {0} is taken', code(label)),
    text: t(
      'A label can be used once per location, by anybody in Azure, also by one of your own groups. Azure offers no way to ask beforehand.',
    ),
  }),
  subnet: ({ step }, t) => ({
    title: t('The group cannot join its subnet'),
    text: join(
      step === '' ? '' : t('The step {0} failed.', code(step)),
      t(
        'The subnet must be empty or delegated to container groups, have free addresses, and let the group out to what it needs.',
      ),
    ),
  }),
  slowPull: ({ image, minutes }, t) => ({
    title: t('The image {0} takes long to pull', code(image)),
    text: t('It has been pulled for {0} minutes. Large images take that long; the limit is 15 GB.', minutes),
  }),
  stuck: ({ state, minutes }, t) => ({
    title: t('The group has been in transition for {0} minutes', minutes),
    text: t(
      'Azure says {0}. Half a minute is usual; after half an hour Azure gives up by itself.',
      code(state),
    ),
  }),
  starting: ({ state }, t) => ({
    title: t('The group is on its way'),
    text: t('Azure says {0}. Nothing is wrong so far.', code(state)),
  }),
  spotEvicted: (_, t) => ({
    title: t('Azure has taken its Spot capacity back'),
    text: t(
      'The group has the priority Spot: it is cheaper, and ends when Azure needs the room for somebody else. Your containers are not the reason.',
    ),
  }),
  refused: ({ kind }, t) => ({ title: t('Azure refused to create it'), text: refusedText(kind, t) }),
  unexplained: ({ state }, t) => ({
    title: t('It failed, and Azure does not say why'),
    text: t('Azure says {0}. This is all that it tells:', code(state)),
  }),
  stoppedByClient: (_, t) => ({
    title: t('Somebody stopped it'),
    text: t(
      'It was stopped on request; nothing has failed. While it is stopped it costs nothing, and has no address.',
    ),
  }),
  stopped: (_, t) => ({
    title: t('It is stopped'),
    text: t(
      'Azure does not say whether somebody stopped it. While it is stopped it costs nothing, and has no address.',
    ),
  }),
  finished: ({ containers }, t) => ({
    title: t('It has done its work'),
    text:
      containers === 1
        ? t('Its container has ended with exit code 0.')
        : t('All of its {0} containers have ended with exit code 0.', containers),
  }),
  doneBeside: ({ container }, t) => ({
    title: t('Container {0} is done', code(container)),
    text: t(
      'It has ended with exit code 0. Azure calls the group Running as long as another container runs.',
    ),
  }),
  nothingWrong: ({ containers }, t) => ({
    title: t('Nothing is wrong'),
    text:
      containers === 1
        ? t('Its container runs, and Azure reports no trouble.')
        : t('Its {0} containers run, and Azure reports no trouble.', containers),
  }),
  gone: (_, t) => ({
    title: t('It no longer exists'),
    text: t('Azure knows no container group of that name.'),
  }),
};

type Ended = FindingParams['exited'];

function ended(what: string, { container, exitCode }: Ended, t: Translate): string {
  return t('{0}: container {1}, exit code {2}', what, code(container), exitCode);
}

function again({ restarts, looping, recovered }: Ended, t: Translate): string {
  if (looping) {
    return t(
      'Azure keeps starting it, ever more slowly: {0} restarts so far. It calls the group Running all the same.',
      restarts,
    );
  }
  return recovered ? t('It runs again since; it has been restarted {0} times.', restarts) : '';
}

function sourceHint(source: ImageSource, t: Translate): string {
  switch (source) {
    case 'dockerHub':
      return t('It is looked for on Docker Hub, because its name has no other registry in front.');
    case 'azureRegistry':
      return t('An Azure registry always wants a credential, also from groups of the same subscription.');
    case 'microsoft':
      return t('Microsoft’s registry wants no credential, so it is the name or the tag.');
    case 'other':
      return '';
  }
}

function probeText(probe: FindingParams['probeFailing']['probe'], t: Translate): string {
  switch (probe) {
    case 'readiness':
      return t('Its readiness probe fails, so no traffic reaches it.');
    case 'liveness':
      return t('Its liveness probe fails, so Azure kills it and starts it again.');
    case 'startup':
    case 'unknown':
      return t('A probe fails, so Azure does not take it for healthy.');
  }
}

function probeReason(why: FindingParams['probeFailing']['why'], t: Translate): string {
  switch (why) {
    case 'refused':
      return t(
        'Nobody listens on the port that is probed: it is the wrong one, or the program is not up yet.',
      );
    case 'status':
      return t('The program answers, but with a status that means trouble.');
    case 'timeout':
      return t('There is no answer in time.');
    case 'command':
      return t('The command that is to tell its health fails.');
    case 'unknown':
      return '';
  }
}

function mountReason(why: FindingParams['mountFailed']['why'], t: Translate): string {
  switch (why) {
    case 'notFound':
      return t('The share does not exist, or its storage account does not.');
    case 'denied':
      return t('The storage account does not accept the key, or does not let the group in.');
    case 'unreachable':
      return t('The storage account does not answer.');
    case 'git':
      return t('The Git repository cannot be cloned.');
    case 'unknown':
      return t('Without its volumes no container starts.');
  }
}

function quotaText(
  { quota, limit, usage, requested }: Omit<FindingParams['quota'], 'region'>,
  t: Translate,
): string {
  if (limit === undefined || usage === undefined || requested === undefined) {
    return t('Azure grants each subscription only so many groups and cores per location.');
  }
  const name = code(quota);
  if (limit === 0) {
    return t(
      'Your subscription may have none of {0} there: the limit is 0. Only Microsoft’s support can change that.',
      name,
    );
  }
  return t(
    'The limit of {0} is {1}. {2} are in use, so {3} are left; this group wants {4}. A group counts from its creation to its deletion; stopped ones count as groups, too.',
    name,
    limit,
    usage,
    Math.max(0, limit - usage),
    requested,
  );
}

function refusedText(kind: ErrorKind, t: Translate): string {
  return advice(kind, t).sentence;
}

function join(...sentences: readonly string[]): string {
  return sentences.filter(sentence => sentence !== '').join(' ');
}
