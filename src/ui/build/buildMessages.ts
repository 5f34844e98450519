/** Sentences about builds: states, failures, walls that are known. */
import * as l10n from '@vscode/l10n';
import type { BuildFailure, KnownBuildWall } from '../../core/builds/buildFailure.ts';
import type { RegistryNameProblem } from '../../core/builds/buildNames.ts';
import type { ImageBuildRun, RunState } from '../../core/builds/imageBuildsApi.ts';
import { formatNumber } from '../shared/languageFormats.ts';

export function runStateText(state: RunState): string {
  const texts: Record<RunState, string> = {
    Queued: l10n.t('Waiting for a machine that builds'),
    Started: l10n.t('Building'),
    Running: l10n.t('Building'),
    Succeeded: l10n.t('Built'),
    Failed: l10n.t('The build failed'),
    Canceled: l10n.t('The build was cancelled'),
    Error: l10n.t('Azure could not run the build'),
    Timeout: l10n.t('The build took too long'),
  };
  return texts[state];
}

/** What stood in the way and what to do next; a wall without a sentence does not compile. */
export function wallText(wall: KnownBuildWall): string {
  const texts: Record<KnownBuildWall, string> = {
    platform: l10n.t(
      'The builder of Azure Container Registry does not understand FROM --platform. Take it out of the Dockerfile: images are built for linux/amd64 in any case.',
    ),
    buildKit: l10n.t(
      'The Dockerfile needs BuildKit, which the builder of Azure Container Registry is not. Take out what needs it, or build with local Docker or Podman.',
    ),
    firewall: l10n.t(
      "The registry's firewall keeps its own builds out. Let trusted services and tasks through (networkRuleBypassAllowedForTasks), use an agent pool, or build with local Docker or Podman.",
    ),
    registryRights: l10n.t(
      'The build may not pull from or push to a registry. In a registry with permissions by repository your account needs the role "Container Registry Repository Writer".',
    ),
    pullLimit: l10n.t(
      'Docker Hub lets nobody without an account pull so often. Try again later, or take the base image from a registry of your own.',
    ),
    pathWithSpaces: l10n.t(
      'The builder of Azure Container Registry does not find a Dockerfile whose path has spaces in it. Rename it or its folder.',
    ),
  };
  return texts[wall];
}

/** Which step failed, and why as far as the log tells. Without a full stop. */
export function failureText({ state, error }: ImageBuildRun, { step, message, wall }: BuildFailure): string {
  if (state === 'Canceled') return runStateText(state);
  const reason = message ?? error;
  const parts = [
    step
      ? l10n.t('Step {0} of {1} failed: {2}', step.number, step.total, step.text)
      : runStateText(state === 'Succeeded' ? 'Failed' : state),
    ...(wall ? [wallText(wall)] : reason === undefined ? [] : [reason]),
  ];
  return parts.map(part => part.replace(/\.$/, '')).join('. ');
}

export function registryNameText(problem: RegistryNameProblem): string {
  return problem.code === 'registryNameCharacters'
    ? l10n.t('Only letters and digits are allowed, not "{0}".', problem.characters)
    : l10n.t('It must have {0} to {1} letters and digits.', problem.min, problem.max);
}

export function fileCountText(count: number): string {
  return count === 1 ? l10n.t('1 file') : l10n.t('{0} files', formatNumber(count));
}
