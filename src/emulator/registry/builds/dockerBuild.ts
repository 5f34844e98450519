/** `docker build` with the classic builder, as a simulated program: the same steps, words and errors. */
import { write, type Step } from '../../containers/processes/program.ts';
import { hexOf, numberOf } from '../../hash.ts';
import { expandWord, type Variables } from '../dockerfile/expandVariables.ts';
import {
  DockerfileError,
  parseDockerfile,
  type Dockerfile,
  type Instruction,
} from '../dockerfile/parseDockerfile.ts';
import { scratch, type BaseImage } from './baseImages.ts';
import { BuildError } from './buildError.ts';
import { applyInstruction, readArgument } from './instructions.ts';
import { pause, type DockerBuild } from './stepDeps.ts';
import { stageAfter, stageOn, type Stage } from './stage.ts';

/** Builds; returns the last stage, or undefined where it has failed. */
export function* dockerBuild(build: DockerBuild): Generator<Step, Stage | undefined, void> {
  yield write(`Sending build context to Docker daemon  ${size(build.source.bytes)}\n`);
  yield pause(build, 300);
  try {
    const dockerfile = parseDockerfile(build.dockerfile);
    const plan = stagesOf(dockerfile, build.target);
    const stage = yield* buildStages(build, dockerfile, plan);
    yield write(`Successfully built ${stage.id}\n`);
    for (const tag of build.tags) yield write(`Successfully tagged ${tag}\n`);
    return stage;
  } catch (error) {
    if (!(error instanceof BuildError || error instanceof DockerfileError)) throw error;
    yield write(`${error.message}\n`);
    return undefined;
  }
}

interface Plan {
  /** ARGs before the first FROM. */
  readonly globals: readonly Instruction[];
  readonly stages: readonly (readonly [Instruction, ...Instruction[]])[];
}

/** The stages up to the wanted one. */
function stagesOf({ instructions }: Dockerfile, target: string): Plan {
  const globals: Instruction[] = [];
  const stages: [Instruction, ...Instruction[]][] = [];
  for (const each of instructions) {
    if (each.keyword === 'FROM') stages.push([each]);
    else if (stages.length > 0) stages.at(-1)?.push(each);
    else if (each.keyword === 'ARG') globals.push(each);
    else throw new BuildError('no build stage in current context');
  }
  if (stages.length === 0) throw new BuildError('file with no instructions');
  if (target === '') return { globals, stages };
  const at = stages.findIndex(
    ([from], index) => aliasOf(from).toLowerCase() === target.toLowerCase() || String(index) === target,
  );
  if (at < 0) throw new BuildError(`failed to reach build target ${target} in Dockerfile`);
  return { globals, stages: stages.slice(0, at + 1) };
}

function aliasOf({ rest }: Instruction): string {
  return /^\S+\s+as\s+(\S+)\s*$/i.exec(rest)?.[1] ?? '';
}

function* buildStages(
  build: DockerBuild,
  dockerfile: Dockerfile,
  { globals, stages }: Plan,
): Generator<Step, Stage, void> {
  const total = globals.length + stages.reduce((sum, stage) => sum + stage.length, 0);
  const { escape } = dockerfile;
  const globalArguments = new Map<string, string>();
  const used = new Set<string>();
  const done: Stage[] = [];
  let step = 0;
  const announce = ({ shown }: Instruction) => write(`Step ${++step}/${total} : ${shown}\n`);
  for (const each of globals) {
    yield announce(each);
    for (const [name, value] of readArgument(
      each,
      build.buildArguments,
      globalArguments,
      globalArguments,
      escape,
    )) {
      globalArguments.set(name, value ?? '');
      used.add(name);
    }
  }
  for (const [from, ...instructions] of stages) {
    yield announce(from);
    const stage = yield* begin(build, from, globalArguments, done, escape);
    yield write(` ---> ${stage.id}\n`);
    for (const each of instructions) {
      yield announce(each);
      yield* applyInstruction({ build, stage, done, escape, globalArguments, used }, each);
      yield write(` ---> ${stage.id}\n`);
    }
    done.push(stage);
  }
  const unused = Object.keys(build.buildArguments).filter(name => !used.has(name));
  if (unused.length > 0) {
    yield write(`[Warning] One or more build-args [${unused.join(' ')}] were not consumed\n`);
  }
  const last = done.at(-1);
  if (!last) throw new BuildError('No image was generated. Is your Dockerfile empty?');
  return last;
}

/** FROM: an earlier stage, nothing, or an image that is pulled. */
function* begin(
  build: DockerBuild,
  from: Instruction,
  variables: Variables,
  done: readonly Stage[],
  escape: string,
): Generator<Step, Stage, void> {
  const [platform] = from.flags.filter(([name]) => name === 'platform');
  if (platform && expandWord(platform[1], variables, escape) === '') {
    // Kpa-clawbot/CoreScope#884: the classic builder knows no BUILDPLATFORM.
    throw new BuildError(
      'failed to parse platform : "" is an invalid component of "": platform specifier component must match "^[A-Za-z0-9_-]+$": invalid argument',
    );
  }
  const [written = ''] = from.rest.split(/\s+/);
  const name = expandWord(written, variables, escape);
  if (name === '') throw new BuildError(`base name (${written}) should not be blank`);
  const alias = aliasOf(from).toLowerCase();
  const earlier = done.find(each => each.name !== '' && each.name === name.toLowerCase());
  if (earlier) return stageAfter(alias, earlier);
  if (name === 'scratch') return stageOn(alias, scratch);
  const base = build.findBase(name);
  if (typeof base === 'string') throw new BuildError(base);
  yield* pull(build, name, base);
  return stageOn(alias, base);
}

function* pull(build: DockerBuild, reference: string, { digest }: BaseImage): Generator<Step, void, void> {
  const [named = '', pinned] = reference.split('@');
  const tag = pinned ?? /:([^:/]+)$/.exec(named)?.[1] ?? 'latest';
  const repository = named.replace(/:[^:/]+$/, '');
  yield write(`${tag}: Pulling from ${repository.includes('/') ? repository : `library/${repository}`}\n`);
  const layer = hexOf(`layer ${reference}`).slice(0, 12);
  for (const state of ['Pulling fs layer', 'Download complete', 'Pull complete']) {
    yield write(`${layer}: ${state}\n`);
    yield pause(build, 200 + numberOf(`${state} ${reference}`, 500));
  }
  yield write(`Digest: ${digest}\nStatus: Downloaded newer image for ${reference}\n`);
}

/** As Docker writes sizes: `4.096kB`, in steps of 512 bytes as a tar archive has. */
function size(bytes: number): string {
  let value = (Math.ceil(bytes / 512) + 2) * 512;
  for (const unit of ['B', 'kB', 'MB']) {
    if (value < 1000) return `${Number(value.toPrecision(4))}${unit}`;
    value /= 1000;
  }
  return `${Number(value.toPrecision(4))}GB`;
}
