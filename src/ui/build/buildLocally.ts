/** Builds with Docker or Podman of this machine and pushes to a registry. */
import * as l10n from '@vscode/l10n';
import { findBuildFailure } from '../../core/builds/buildFailure.ts';
import type { BuiltImage } from '../../core/builds/imageBuildsApi.ts';
import { AciError, isAbort } from '../../core/errors.ts';
import type { Registry, RegistryCredential } from '../../core/model/registry.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import { cleanLine, escapeLogLine } from '../logs/cleanLine.ts';
import { noticeText, warningText } from '../logs/itemText.ts';
import type { BuildOrder } from './buildDraft.ts';
import type { BuildDeps, BuildOutput, BuildResult } from './buildInAzure.ts';
import type { LocalBuilder, LocalCommand, RunLocally } from './localBuilders.ts';

interface LocalBuild {
  readonly builder: LocalBuilder;
  readonly folder: string;
  readonly run: RunLocally;
}

/**
 * Signs in with what comes on the program's standard input, builds for linux/amd64, pushes, and signs out. Throws
 * `AciError`, or the signal's reason.
 */
export async function buildLocally(
  deps: BuildDeps,
  { builder, folder, run }: LocalBuild,
  registry: Registry,
  order: BuildOrder,
  output: BuildOutput,
  signal: AbortSignal,
): Promise<BuildResult> {
  const { program, name } = builder;
  const reference = `${registry.loginServer}/${order.image}`;
  const { show, lines } = lineWriter(output);
  const runShown = (command: Omit<LocalCommand, 'program'>) => run({ program, ...command }, show, signal);

  output.reportStep(l10n.t('Building with {0}', name));
  output.write(noticeText(l10n.t('{0} builds {1} for linux/amd64', name, reference)));
  if ((await runShown({ ...buildCommand(order, reference), folder })) !== 0) {
    const failure = findBuildFailure(lines(), order.dockerfile.parsed);
    const sentence = failure.step
      ? l10n.t('Step {0} of {1} failed: {2}', failure.step.number, failure.step.total, failure.step.text)
      : l10n.t('{0} did not build the image', name);
    output.write(warningText(sentence));
    return { kind: 'failed', sentence, failure };
  }

  output.reportStep(l10n.t('Signing in to {0}', registry.loginServer));
  const credential = await credentialOf(deps, registry, signal);
  const login = {
    args: ['login', '--username', credential.username, '--password-stdin', registry.loginServer],
  };
  if ((await runShown({ ...login, input: credential.password })) !== 0)
    throw new AciError('refused', l10n.t('{0} could not sign in to {1}', name, registry.loginServer));
  try {
    output.reportStep(l10n.t('Pushing to {0}', registry.loginServer));
    if ((await runShown({ args: ['push', reference] })) !== 0)
      throw new AciError('refused', l10n.t('{0} could not push to {1}', name, registry.loginServer));
    const image = await pushedImage(run, builder, registry, reference, signal);
    output.write(noticeText(l10n.t('built {0}', `${image.repository}@${image.digest}`)));
    return { kind: 'built', image };
  } finally {
    await signOut(run, builder, registry);
  }
}

/** Secrets are no part of the command line: an argument without a value is taken from the environment. */
function buildCommand(
  { dockerfile, target, buildArguments }: BuildOrder,
  reference: string,
): Pick<LocalCommand, 'args' | 'environment'> {
  const set = buildArguments.flatMap(({ name, value, isSecret }) => [
    '--build-arg',
    isSecret ? name : `${name}=${value}`,
  ]);
  const secrets = buildArguments
    .filter(({ isSecret }) => isSecret)
    .map(({ name, value }) => [name, value] as const);
  return {
    args: [
      ...['build', '--platform', 'linux/amd64', '--file', dockerfile.path, '--tag', reference],
      ...(target === undefined ? [] : ['--target', target]),
      ...set,
      '.',
    ],
    // Without colours and cursor movements.
    environment: { BUILDKIT_PROGRESS: 'plain', ...Object.fromEntries(secrets) },
  };
}

/** The account's own token; where it is not let in, the admin user that the registry may have. */
async function credentialOf(
  { aci }: BuildDeps,
  registry: Registry,
  signal: AbortSignal,
): Promise<RegistryCredential> {
  try {
    return await aci.builds.pushCredential(registry, signal);
  } catch (error) {
    if (isAbort(error) || !registry.adminUserEnabled) throw error;
    const admin = await aci.registryCredential(registry, signal);
    if (!admin) throw error;
    return admin;
  }
}

async function pushedImage(
  run: RunLocally,
  { program }: LocalBuilder,
  { loginServer }: Registry,
  reference: string,
  signal: AbortSignal,
): Promise<BuiltImage> {
  const chunks: Buffer[] = [];
  const args = ['image', 'inspect', '--format', '{{json .RepoDigests}}', reference];
  await run({ program, args }, bytes => chunks.push(Buffer.from(bytes)), signal);
  const repository = reference.slice(loginServer.length + 1, reference.lastIndexOf(':'));
  const text = Buffer.concat(chunks).toString('utf8');
  const digest = text
    .split(/[\s",[\]]+/)
    .find(each => each.startsWith(`${loginServer}/${repository}@sha256:`))
    ?.split('@')[1];
  if (digest === undefined)
    throw new AciError('failed', l10n.t('The image was pushed, but its digest could not be read.'));
  return { registry: loginServer, repository, digest };
}

/** Also where the person has left: nobody stays signed in because of a build. */
async function signOut(run: RunLocally, { program }: LocalBuilder, { loginServer }: Registry): Promise<void> {
  await run({ program, args: ['logout', loginServer] }, () => undefined, neverAborts()).catch(
    () => undefined,
  );
}

/** Lines as they come, and the last of them again. */
function lineWriter(output: BuildOutput): {
  readonly show: (bytes: Uint8Array) => void;
  readonly lines: () => readonly string[];
} {
  const decoder = new TextDecoder();
  const lines: string[] = [];
  let rest = '';
  return {
    show(bytes) {
      const parts = (rest + decoder.decode(bytes, { stream: true })).split(/\r?\n/);
      rest = parts.pop() ?? '';
      for (const text of parts) {
        lines.push(cleanLine(text));
        output.write(`${escapeLogLine(text)}\n`);
      }
    },
    lines: () => (rest === '' ? lines : [...lines, cleanLine(rest)]),
  };
}
