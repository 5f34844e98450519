/** What the steps of a build are given. */
import { sleep, type Step } from '../../containers/processes/program.ts';
import type { Variables } from '../dockerfile/expandVariables.ts';
import type { BaseImage } from './baseImages.ts';
import type { Source } from './sourceArchive.ts';
import type { Stage } from './stage.ts';

export interface DockerBuild {
  readonly source: Source;
  readonly dockerfile: string;
  readonly buildArguments: Readonly<Record<string, string>>;
  /** A stage's name or number; '' for the last one. */
  readonly target: string;
  /** The names that the image is to have, with their server. */
  readonly tags: readonly string[];
  readonly findBase: (reference: string) => BaseImage | string;
  readonly now: () => number;
  /** Factor on how long things take. */
  readonly pace: () => number;
}

export interface StepDeps {
  readonly build: DockerBuild;
  readonly stage: Stage;
  /** The stages before this one. */
  readonly done: readonly Stage[];
  readonly escape: string;
  readonly globalArguments: Variables;
  /** Build arguments that some ARG has named. */
  readonly used: Set<string>;
}

/** Waits so many ms, times the pace. */
export function pause({ pace }: Pick<DockerBuild, 'pace'>, ms: number): Step {
  return sleep(Math.round(ms * pace()));
}
