/** RUN: the simulated shell runs what it knows; other programs are said to have run. */
import {
  FatalError,
  work,
  write,
  type Program,
  type ProgramContext,
  type Step,
} from '../../containers/processes/program.ts';
import { isExecutable, runArguments } from '../../containers/shell/interpreter.ts';
import { createFileSystem } from '../../containers/volumes/fileSystem.ts';
import { hexOf, numberOf } from '../../hash.ts';
import { execForm, type Instruction } from '../dockerfile/parseDockerfile.ts';
import { buildKitOnly, BuildError } from './buildError.ts';
import { commit, variablesOf } from './stage.ts';
import { pause, type StepDeps } from './stepDeps.ts';

/** @throws BuildError where the command fails. */
export function* runInstruction(deps: StepDeps, instruction: Instruction): Generator<Step, void, void> {
  const { build, stage } = deps;
  const [flag] = instruction.flags;
  if (flag) throw buildKitOnly(flag[0]);
  const container = hexOf(`${stage.id} ${instruction.shown} ${build.now()}`).slice(0, 12);
  yield write(` ---> Running in ${container}\n`);
  const words = execForm(instruction.rest);
  const command = words ?? [...stage.shell, script(instruction)];
  const [name = '', ...rest] = command;
  const bare = name.replace(/^.*\//, '');
  const context = contextOf(deps, container);
  const code = yield* guarded(
    isExecutable(bare) ? runArguments(context, bare, rest) : simulated(deps, bare, rest)(context),
  );
  if (code !== 0) {
    const shown = words ? words.join(' ') : [...stage.shell, instruction.rest].join(' ');
    throw new BuildError(`The command '${shown}' returned a non-zero code: ${code}`);
  }
  commit(stage, command.join(' '), instruction.shown);
  yield write(` ---> Removed intermediate container ${container}\n`);
}

/** A here-document is the script itself. */
function script({ rest, heredocs }: Instruction): string {
  const [only] = heredocs.values();
  return only !== undefined && rest.startsWith('<<') ? only : rest;
}

function contextOf(deps: StepDeps, hostname: string): ProgramContext {
  const { build, stage } = deps;
  return {
    env: { PATH: searchPath, HOSTNAME: hostname, ...Object.fromEntries(variablesOf(stage)) },
    hostname,
    files: createFileSystem([], { entries: stage.files }),
    directory: stage.config.workingDirectory,
    executable: (name, words) => simulated(deps, name, words),
    now: build.now,
  };
}

const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A program that isn't simulated succeeds, and may have written any file. */
function simulated({ build, stage }: StepDeps, name: string, words: readonly string[]): Program {
  return function* () {
    stage.filesAreAll = false;
    const shown = [name, ...words].join(' ');
    yield write(`(simulated) ${shown}\n`);
    yield pause(build, 400 + numberOf(shown, 1200));
    return 0;
  };
}

/** Memory that is not there ends a program, not the build itself. */
function* guarded(run: Generator<Step, number, void>): Generator<Step, number, void> {
  try {
    return yield* run;
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    yield error.message === '' ? work : write(`${error.message}\n`);
    return error.code;
  }
}
