/**
 * The run of a quick build as a simulated program, which writes what ACR's build agent writes (Azure/acr-builder
 * `builder/builder.go`, `push.go`, `login.go`; logs in "Build and deploy container images in the cloud").
 */
import { sleep, write, type Step } from '../../containers/processes/program.ts';
import { guidOf, hexOf } from '../../hash.ts';
import { scanDependencies, type BaseImages } from '../dockerfile/scanDependencies.ts';
import { firewallRefusal } from '../dataPlane.ts';
import { storeImage, type StoredImage } from '../images/storedImage.ts';
import type { Registry } from '../registries.ts';
import type { BaseImage } from './baseImages.ts';
import { builtImage } from './builtImage.ts';
import { dockerBuild } from './dockerBuild.ts';
import { expandRunVariables } from './runVariables.ts';
import type { BuildRequest } from './runRequest.ts';
import type { Source } from './sourceArchive.ts';
import type { Stage } from './stage.ts';

export interface BuildRunDeps {
  readonly runId: string;
  readonly request: BuildRequest;
  /** As it is when the run begins. */
  readonly registry: Registry;
  /** The source code, or why it can't be had. */
  readonly source: Source | string;
  readonly findBase: (reference: string, owner: string) => BaseImage | string;
  /** Whether the registry takes images from this run. */
  readonly mayPush: boolean;
  /** Puts an image into the registry. */
  readonly push: (image: StoredImage, repository: string, tag: string) => void;
  readonly now: () => number;
  readonly pace: () => number;
}

/** Ends with 0 where the image was built, and pushed if that was wanted. */
export function* buildRun(deps: BuildRunDeps): Generator<Step, number, void> {
  const { registry, request, source } = deps;
  const log = (text: string) => write(`${logTime(deps.now())} ${text}\n`);
  const wait = (ms: number) => sleep(Math.round(ms * deps.pace()));
  yield log('Downloading source code...');
  yield wait(1000);
  if (typeof source === 'string') return yield* ends(source);
  yield log('Finished downloading source code');
  const { loginServer } = registry;
  const isAbac = registry.roleAssignmentMode === 'AbacRepositoryPermissions';
  if (isAbac && request.isPushEnabled && request.sourceRegistryIdentity !== '[caller]') {
    return yield* ends('when specifying push, at least one credential is required');
  }
  yield log(`Using acb_vol_${guidOf(`volume ${deps.runId}`)} as the home volume`);
  yield log('Setting up Docker configuration...');
  yield wait(1000);
  yield log('Successfully set up Docker configuration');
  yield log(`Logging in to registry: ${loginServer}`);
  yield wait(1000);
  if (registry.publicNetworkAccess === 'Disabled' || registry.defaultAction === 'Deny') {
    return yield* ends(loginRefusal(loginServer));
  }
  yield log(`Successfully logged into ${loginServer}`);
  const tags = request.imageNames.map(name => fullName(expandRunVariables(name, deps), loginServer));
  const started = deps.now();
  yield log(step('build', 28_800));
  yield log('Scanning for dependencies...');
  yield wait(700);
  const scanned = scan(deps, source, tags);
  if (typeof scanned === 'string') {
    yield log(`Output from dependency scanning: ${notARepository}${notARepository}${scanned}`);
    return yield* ends('failed to run step ID: build: failed to scan dependencies: exit status 1');
  }
  yield log('Successfully scanned dependencies');
  yield log('Launching container with name: build');
  const stage = yield* dockerBuild({
    source,
    dockerfile: source.files.get(pathOf(request)) ?? '',
    buildArguments: request.arguments,
    target: request.target,
    tags,
    findBase: reference => deps.findBase(reference, loginServer),
    now: deps.now,
    pace: deps.pace,
  });
  if (!stage) {
    yield log('Container failed during run: build. No retries remaining.');
    return yield* ends('failed to run step ID: build: exit status 1');
  }
  yield log('Successfully executed container: build');
  const built = deps.now();
  const image = store(stage, built);
  if (request.isPushEnabled) {
    yield log(step('push', 3600));
    for (const tag of tags) {
      if (!(yield* push(deps, image, tag, log, wait))) {
        return yield* ends('failed to run step ID: push: failed to push images successfully');
      }
    }
  }
  yield log(marked('build', built - started));
  yield log('Populating digests for step ID: build...');
  yield wait(1000);
  yield log('Successfully populated digests for step ID: build');
  if (request.isPushEnabled) yield log(marked('push', deps.now() - built));
  yield log('The following dependencies were found:');
  yield log(`\n${dependencies(scanned, tags, request.isPushEnabled ? image.digest : '')}`);
  return 0;
}

function* ends(message: string): Generator<Step, number, void> {
  yield write(`${message}\n`);
  return 1;
}

function step(id: string, timeout: number): string {
  return `Executing step ID: ${id}. Timeout(sec): ${timeout}, Working directory: '', Network: ''`;
}

function marked(id: string, ms: number): string {
  return `Step ID: ${id} marked as successful (elapsed time in seconds: ${(ms / 1000).toFixed(6)})`;
}

/** What the scanner's git says of source code that is no repository (Azure/acr#697). */
const notARepository =
  'fatal: not a git repository (or any parent up to mount point /)\nStopping at filesystem boundary (GIT_DISCOVERY_ACROSS_FILESYSTEM not set).\n';

/** Azure/azure-cli#27253; the address is one of ACR's own. */
function loginRefusal(server: string): string {
  const refused = JSON.stringify({ errors: [{ code: 'DENIED', message: firewallRefusal('52.138.231.5') }] });
  return `failed to login, ran out of retries: failed to set docker credentials: Error response from daemon: Get "https://${server}/v2/": denied: ${refused}\n: exit status 1`;
}

function scan({ request }: BuildRunDeps, source: Source, tags: readonly string[]): BaseImages | string {
  const text = source.files.get(pathOf(request));
  if (text === undefined) {
    const path = request.dockerFilePath;
    return `error opening dockerfile: ${path}, error: open ${path}: no such file or directory`;
  }
  const wrong = tags.find(
    tag => !/^[\w.:-]+(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)+(?::\w[\w.-]{0,127})?$/.test(tag),
  );
  if (wrong !== undefined) {
    return `Failed to parse image reference, ensure tags have a valid format: ${wrong}: invalid reference format`;
  }
  return scanDependencies(text, request.arguments, request.target);
}

/** The Dockerfile's path as the archive has it. */
function pathOf({ dockerFilePath }: BuildRequest): string {
  return dockerFilePath.replace(/^(?:\.?\/)+/, '');
}

/** A name with its registry. */
function fullName(name: string, loginServer: string): string {
  return name.startsWith(`${loginServer}/`) ? name : `${loginServer}/${name}`;
}

function store(stage: Stage, now: number): StoredImage {
  const image = builtImage(stage.base, stage.config, { files: stage.files, areAll: stage.filesAreAll });
  return storeImage(stage.config, stage.history, now, image);
}

/** The repository and tag of a full name. */
export function splitName(name: string): { readonly repository: string; readonly tag: string } {
  const path = name.slice(name.indexOf('/') + 1);
  const [, repository = '', tag = 'latest'] = /^([^:]+)(?::(.+))?$/.exec(path) ?? [];
  return { repository, tag };
}

function* push(
  { registry, mayPush, push: put }: BuildRunDeps,
  image: StoredImage,
  name: string,
  log: (text: string) => Step,
  wait: (ms: number) => Step,
): Generator<Step, boolean, void> {
  const { repository, tag } = splitName(name);
  for (let attempt = 1; attempt <= 3; attempt++) {
    yield log(`Pushing image: ${name}, attempt ${attempt}`);
    yield write(`The push refers to repository [${registry.loginServer}/${repository}]\n`);
    const layer = hexOf(image.digest).slice(0, 12);
    yield write(`${layer}: Preparing\n`);
    yield wait(1500);
    if (mayPush) {
      put(image, repository, tag);
      yield write(`${layer}: Pushed\n`);
      yield write(`${tag}: digest: ${image.digest} size: ${Buffer.byteLength(image.manifest)}\n`);
      yield log(`Successfully pushed image: ${name}`);
      return true;
    }
    yield write(
      'unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information.\n',
    );
    yield wait(1000 * 2 ** attempt);
  }
  return false;
}

/** As YAML, as the service writes it at the end of a log. */
function dependencies({ runtime, buildtime }: BaseImages, tags: readonly string[], digest: string): string {
  const entry = (indent: string, registry: string, repository: string, tag: string, of: string) =>
    [`registry: ${registry}`, `repository: ${repository}`, `tag: ${tag}`, `digest: ${of}`]
      .map(line => `${indent}${line}\n`)
      .join('');
  const base = (reference: string) => {
    const [name = '', tag = 'latest'] = reference.split(/:(?=[^/]*$)/);
    const isServed = /^[^/]*[.:][^/]*\//.test(name);
    const repository = isServed
      ? name.slice(name.indexOf('/') + 1)
      : name.includes('/')
        ? name
        : `library/${name}`;
    const registry = isServed ? name.slice(0, name.indexOf('/')) : 'registry.hub.docker.com';
    return entry('    ', registry, repository, tag, `sha256:${hexOf(reference)}`);
  };
  const times = buildtime.map(each => base(each).replace('    ', '  - ')).join('');
  return tags
    .map(name => {
      const { repository, tag } = splitName(name);
      const server = name.slice(0, name.indexOf('/'));
      return `- image:\n${entry('    ', server, repository, tag, digest)}  runtime-dependency:\n${base(runtime)}${
        times === '' ? '' : `  buildtime-dependency:\n${times}`
      }  git: {}\n`;
    })
    .join('')
    .trimEnd();
}

/** `2026/03/24 00:39:01`, UTC. */
function logTime(now: number): string {
  return new Date(now).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
}
