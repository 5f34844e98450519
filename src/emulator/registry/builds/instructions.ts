/** What each instruction of a Dockerfile does to its stage. */
import { write, type Step } from '../../containers/processes/program.ts';
import { hexOf } from '../../hash.ts';
import { expandWord, readAssignments, splitWords, type Variables } from '../dockerfile/expandVariables.ts';
import { execForm, flagOf, type Instruction } from '../dockerfile/parseDockerfile.ts';
import { buildKitOnly, BuildError } from './buildError.ts';
import { absolute, copyFiles, type CopyFrom } from './copyFiles.ts';
import { runInstruction } from './runInstruction.ts';
import { commit, variablesOf, type Stage } from './stage.ts';
import { pause, type StepDeps } from './stepDeps.ts';

/** @throws BuildError, which ends the build. */
export function* applyInstruction(deps: StepDeps, instruction: Instruction): Generator<Step, void, void> {
  const { build, stage } = deps;
  switch (instruction.keyword) {
    case 'RUN':
      yield* runInstruction(deps, instruction);
      return;
    case 'COPY':
    case 'ADD':
      commit(stage, `/bin/sh -c #(nop) ${instruction.shown}`, copy(deps, instruction));
      yield pause(build, 100);
      return;
    case 'ONBUILD':
    case 'MAINTAINER':
      break;
    default:
      configure(deps, instruction);
  }
  const container = hexOf(`${stage.id} ${instruction.shown}`).slice(0, 12);
  yield write(` ---> Running in ${container}\n`);
  yield pause(build, 100);
  commit(stage, `/bin/sh -c #(nop)  ${instruction.shown}`);
  yield write(` ---> Removed intermediate container ${container}\n`);
}

/** Instructions that change nothing but the image's configuration. */
function configure(deps: StepDeps, instruction: Instruction): void {
  const { stage, escape } = deps;
  const { keyword, rest } = instruction;
  const variables = variablesOf(stage);
  const expanded = () => expandWord(rest, variables, escape);
  const words = () => splitWords(rest, escape).map(word => expandWord(word, variables, escape));
  const { config } = stage;
  switch (keyword) {
    case 'ARG':
      for (const [name, value] of readArgument(
        instruction,
        deps.build.buildArguments,
        variables,
        deps.globalArguments,
        escape,
      )) {
        deps.used.add(name);
        if (value !== undefined) stage.args.set(name, value);
      }
      return;
    case 'ENV':
      stage.config = {
        ...config,
        env: { ...config.env, ...Object.fromEntries(readAssignments(rest, variables, escape)) },
      };
      return;
    case 'LABEL':
      stage.config = {
        ...config,
        labels: { ...config.labels, ...Object.fromEntries(readAssignments(rest, variables, escape)) },
      };
      return;
    case 'EXPOSE':
      stage.config = {
        ...config,
        exposedPorts: [...new Set([...config.exposedPorts, ...words().flatMap(portsOf)])],
      };
      return;
    case 'WORKDIR': {
      const path = absolute(stage, expanded());
      if (path !== '') stage.files.set(path, undefined);
      stage.config = { ...config, workingDirectory: `/${path}` };
      return;
    }
    case 'USER':
      stage.config = { ...config, user: expanded() };
      return;
    case 'CMD':
      stage.hasCommand = true;
      stage.config = { ...config, command: commandOf(stage, rest) };
      return;
    case 'ENTRYPOINT':
      stage.config = {
        ...config,
        entrypoint: commandOf(stage, rest),
        command: stage.hasCommand ? config.command : undefined,
      };
      return;
    case 'SHELL': {
      const shell = execForm(rest);
      if (!shell) throw new BuildError('SHELL requires the arguments to be in JSON form');
      stage.shell = shell;
      return;
    }
    case 'VOLUME':
      stage.config = { ...config, volumes: [...config.volumes, ...(execForm(rest) ?? words())] };
      return;
    case 'STOPSIGNAL':
      stage.config = { ...config, stopSignal: expanded() };
      return;
    case 'HEALTHCHECK': {
      const check = rest.replace(/^CMD\s+/i, '');
      const test = execForm(check);
      stage.config = {
        ...config,
        healthcheck: /^NONE$/i.test(rest) ? ['NONE'] : test ? ['CMD', ...test] : ['CMD-SHELL', check],
      };
    }
  }
}

/** What an ARG sets: each name with its value, undefined where neither the build nor the Dockerfile gives one. */
export function readArgument(
  { rest }: Instruction,
  given: Readonly<Record<string, string>>,
  variables: Variables,
  globals: Variables,
  escape: string,
): readonly (readonly [string, string | undefined])[] {
  return splitWords(rest, escape).map(word => {
    const at = word.indexOf('=');
    const name = at < 0 ? word : word.slice(0, at);
    const fallback = at < 0 ? globals.get(name) : expandWord(word.slice(at + 1), variables, escape);
    return [name, given[name] ?? fallback] as const;
  });
}

/** The exec form, or the shell form in the stage's shell. */
function commandOf(stage: Stage, rest: string): readonly string[] {
  return execForm(rest) ?? [...stage.shell, rest];
}

/** `8080`, `53/udp`, `8000-8002`. */
function portsOf(word: string): string[] {
  const [, first = '', last = first, protocol = 'tcp'] =
    /^(\d+)(?:-(\d+))?(?:\/(tcp|udp|sctp))?$/i.exec(word) ?? [];
  if (first === '' || Number(last) > 65_535) throw new BuildError(`Invalid containerPort: ${word}`);
  const count = Number(last) - Number(first) + 1;
  return Array.from(
    { length: Math.max(0, count) },
    (_, n) => `${Number(first) + n}/${protocol.toLowerCase()}`,
  );
}

function copy(deps: StepDeps, instruction: Instruction): string {
  const { stage, escape } = deps;
  const { keyword, rest, heredocs } = instruction;
  for (const name of ['chmod', 'link', 'parents', 'exclude', 'checksum']) {
    if (flagOf(instruction, name) !== undefined) throw buildKitOnly(name);
  }
  const variables = variablesOf(stage);
  const words = execForm(rest) ?? splitWords(rest, escape);
  const [destination = '', ...reversed] = words.map(word => expandWord(word, variables, escape)).reverse();
  const sources = reversed.reverse();
  if (sources.length === 0) {
    throw new BuildError(
      `${keyword} requires at least two arguments, but only one was provided. Destination could not be determined.`,
    );
  }
  const given = sources.map(source => heredocOf(source, heredocs) ?? remoteOf(keyword, source) ?? source);
  const inline = new Map(given.filter(each => typeof each !== 'string'));
  const from: CopyFrom =
    inline.size > 0 ? { files: inline, areAll: true, isStage: false } : copyFrom(deps, instruction);
  const names = given.map(each => (typeof each === 'string' ? each : each[0]));
  return copyFiles(stage, keyword, from, names, destination);
}

function heredocOf(
  source: string,
  heredocs: ReadonlyMap<string, string>,
): readonly [string, string] | undefined {
  const name = /^<<-?(["']?)(\w+)\1$/.exec(source)?.[2];
  const text = name === undefined ? undefined : heredocs.get(name);
  return name === undefined || text === undefined ? undefined : [name, text];
}

/** ADD takes addresses: nothing is downloaded, the file is there without content. */
function remoteOf(keyword: string, source: string): readonly [string, string] | undefined {
  if (keyword !== 'ADD' || !/^https?:\/\//i.test(source)) return undefined;
  return [new URL(source).pathname.replace(/^.*\//, '') || 'index.html', ''];
}

function copyFrom({ build, stage, done, escape }: StepDeps, instruction: Instruction): CopyFrom {
  const flag = flagOf(instruction, 'from');
  if (flag === undefined) return { files: build.source.files, areAll: true, isStage: false };
  const name = expandWord(flag, variablesOf(stage), escape);
  const earlier = done.find((each, index) => each.name === name.toLowerCase() || String(index) === name);
  if (earlier) return { files: earlier.files, areAll: earlier.filesAreAll, isStage: true };
  const image = build.findBase(name);
  if (typeof image === 'string') throw new BuildError(`invalid from flag value ${name}: ${image}`);
  return { files: image.image.files ?? new Map(), areAll: false, isStage: true };
}
