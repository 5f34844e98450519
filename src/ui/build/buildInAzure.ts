/** Sends a packed context to a registry and follows what becomes of it. */
import * as l10n from '@vscode/l10n';
import { type BuildFailure, findBuildFailure } from '../../core/builds/buildFailure.ts';
import { followBuild } from '../../core/builds/followBuild.ts';
import type { BuiltImage, ImageBuildRun } from '../../core/builds/imageBuildsApi.ts';
import type { Clock } from '../../core/clock.ts';
import { AciError } from '../../core/errors.ts';
import type { Registry } from '../../core/model/registry.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import { formatBytes } from '../shared/languageFormats.ts';
import { cleanLine, escapeLogLine } from '../logs/cleanLine.ts';
import { noticeText, warningText } from '../logs/itemText.ts';
import type { BuildOrder } from './buildDraft.ts';
import { failureText, runStateText } from './buildMessages.ts';

/** Where a build is told: its log, and what it does at the moment. */
export interface BuildOutput {
  write(text: string): void;
  reportStep(message: string): void;
}

export type BuildResult =
  | { readonly kind: 'built'; readonly image: BuiltImage }
  | { readonly kind: 'failed'; readonly sentence: string; readonly failure: BuildFailure }
  /** By whoever else: the signal has not aborted. */
  | { readonly kind: 'cancelled' };

export interface BuildDeps {
  readonly aci: Pick<
    AzureApi,
    'builds' | 'registryCredential' | 'resourceGroupExists' | 'createResourceGroup'
  >;
  readonly clock: Clock;
}

/** The last lines of a log that are kept to find out why it failed. */
const keptLines = 5_000;

/**
 * Uploads, schedules, follows. Where `signal` aborts once the run is scheduled, the run is cancelled in Azure, too.
 * Throws `AciError`, or the signal's reason.
 */
export async function buildInAzure(
  { aci: { builds }, clock }: BuildDeps,
  registry: Registry,
  order: BuildOrder,
  output: BuildOutput,
  signal: AbortSignal,
): Promise<BuildResult> {
  const { context, dockerfile, image, target, buildArguments } = order;
  if (!context) throw new AciError('unexpected', 'A build in Azure began without its context.');
  output.reportStep(l10n.t('Looking at the registry'));
  const conditions = await builds.conditions(registry, signal);
  if (conditions.isNetworkRestricted && !conditions.letsTasksThrough)
    output.write(
      warningText(
        l10n.t(
          'the registry lets only some networks in: the build may not reach it (networkRuleBypassAllowedForTasks is off)',
        ),
      ),
    );
  const size = formatBytes(context.packed.byteLength);
  output.reportStep(l10n.t('Sending {0}', size));
  output.write(noticeText(l10n.t('sending {0} to {1}', size, registry.loginServer)));
  const address = await builds.uploadAddress(registry, signal);
  await builds.upload(address, context.packed, signal);
  const run = await builds.schedule(
    registry,
    {
      sourceLocation: address.relativePath,
      dockerFilePath: dockerfile.path,
      imageNames: [image],
      buildArguments,
      ...(target !== undefined && { target }),
      signsInAsCaller: conditions.hasRepositoryPermissions,
    },
    signal,
  );
  output.write(noticeText(l10n.t('run {0} of {1} builds {2}', run.id, registry.name, image)));
  const cancelled = cancelOnAbort(builds, registry, run.id, output, signal);
  try {
    return await follow({ builds, clock }, registry, order, run, output, signal);
  } finally {
    await cancelled.settle();
  }
}

function cancelOnAbort(
  builds: BuildDeps['aci']['builds'],
  registry: Registry,
  runId: string,
  output: BuildOutput,
  signal: AbortSignal,
): { settle(): Promise<void> } {
  let cancelling: Promise<void> | undefined;
  const cancel = () => {
    cancelling = builds.cancel(registry, runId, neverAborts()).then(
      () => output.write(noticeText(l10n.t('the run {0} is cancelled', runId))),
      () => output.write(warningText(l10n.t('could not cancel the run {0}: it may go on in Azure', runId))),
    );
  };
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  return {
    async settle() {
      signal.removeEventListener('abort', cancel);
      await cancelling;
    },
  };
}

async function follow(
  { builds, clock }: { readonly builds: BuildDeps['aci']['builds']; readonly clock: Clock },
  registry: Registry,
  { dockerfile, image }: BuildOrder,
  started: ImageBuildRun,
  output: BuildOutput,
  signal: AbortSignal,
): Promise<BuildResult> {
  const lines: string[] = [];
  for await (const item of followBuild(builds, registry, started, clock, signal)) {
    switch (item.kind) {
      case 'line':
        lines.push(cleanLine(item.text));
        if (lines.length > keptLines) lines.shift();
        output.write(`${escapeLogLine(item.text)}\n`);
        break;
      case 'state':
        output.reportStep(runStateText(item.state));
        break;
      case 'gap':
        output.write(warningText(l10n.t('gap: the end of the log may be missing')));
        break;
      case 'ended':
        return endOf(item.run);
    }
  }
  throw new AciError('unexpected', 'The build was followed to no end.');

  function endOf(run: ImageBuildRun): BuildResult {
    if (run.state === 'Succeeded') {
      const built = builtImage(run, registry, image);
      output.write(noticeText(l10n.t('built {0}', `${built.repository}@${built.digest}`)));
      return { kind: 'built', image: built };
    }
    if (run.state === 'Canceled') {
      output.write(noticeText(l10n.t('the build was cancelled')));
      return { kind: 'cancelled' };
    }
    const failure = findBuildFailure(lines, dockerfile.parsed);
    const sentence = failureText(run, failure);
    output.write(warningText(sentence));
    return { kind: 'failed', sentence, failure };
  }
}

function builtImage({ images }: ImageBuildRun, registry: Registry, image: string): BuiltImage {
  const repository = image.slice(0, image.lastIndexOf(':'));
  const built = images.find(each => each.repository === repository) ?? images[0];
  if (!built)
    throw new AciError(
      'service',
      l10n.t('The build of {0} succeeded, but Azure names no image that it made.', registry.name),
    );
  return built;
}

/** By digest: a tag that moves later changes nothing. */
export function imageReference({ loginServer }: Registry, { repository, digest }: BuiltImage): string {
  return `${loginServer}/${repository}@${digest}`;
}
