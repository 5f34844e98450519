import { requirementOnGroup } from '../../../core/access/accessRequirements.ts';
import { harmfulCharacter } from '../../../core/harmfulCharacters.ts';
import type { Container, ContainerGroup } from '../../../core/model/containerGroup.ts';
import { isInState } from '../../../core/model/containerState.ts';
import { commandShells, isTooLong } from '../../../core/terminal/commandShell.ts';
import { createLineWriter } from '../../terminal/lineWriter.ts';
import { resultText, runInShell } from '../../terminal/runInContainer.ts';
import { answerText } from '../answer.ts';
import { createPlan } from '../createPlan.ts';
import { createHeadAndTail, framedOutput } from '../headAndTail.ts';
import { findLiveGroup, requireAllowed, requireUnchanged } from '../liveGroup.ts';
import type { Answer, WriteOperation } from '../operation.ts';
import type { OperationDeps } from '../operationDeps.ts';
import { OperationError } from '../operationError.ts';
import { liveGroupLines } from '../planWords.ts';
import { priceOf } from '../priceOf.ts';
import { groupArgument, secretValuesOf } from '../readGroup.ts';
import { groupPath, namesOf } from '../readGroups.ts';
import { requirePermissions } from '../requirePermissions.ts';
import { unseen } from '../untrustedText.ts';
import { runCommandLines, runCommandQuestion } from './runCommandWords.ts';

interface Input {
  readonly group: string;
  readonly container?: string;
  readonly command: string;
  readonly timeoutSeconds?: number;
}

const defaultTimeout = 60;

export const runCommand: WriteOperation = {
  name: 'run_command',
  title: 'Run a command in a container',
  description:
    'Runs one command line in a running container, in /bin/sh (Linux) or cmd.exe (Windows), and returns its output (stdout and stderr mixed) and exit code. It gets no input: use no program that asks. Output is bounded: beginning and end. Everything the container may do it may do, so prefer read_logs and diagnose for looking. What it changes is lost when the container restarts.',
  effect: 'write',
  isIdempotent: false,
  inputSchema: {
    type: 'object',
    properties: {
      group: groupArgument,
      container: { type: 'string', description: 'Needed where the group has several running containers.' },
      command: {
        type: 'string',
        minLength: 1,
        description: 'One line, as one types it into the shell; pipes and variables work.',
      },
      timeoutSeconds: {
        type: 'integer',
        minimum: 1,
        maximum: 600,
        description: `It is interrupted then. Default ${defaultTimeout}.`,
      },
    },
    required: ['group', 'command'],
    additionalProperties: false,
  },
  outputSchema: {
    type: 'object',
    properties: {
      group: { type: 'string' },
      container: { type: 'string' },
      exitCode: { type: 'integer', description: 'Absent where it did not come to its end.' },
      timedOut: { type: 'boolean' },
      output: { type: 'string' },
    },
    required: ['group', 'container', 'output'],
  },
  async plan(deps, input, signal) {
    const { group: text, container: wanted, command, timeoutSeconds = defaultTimeout } = input as Input;
    const live = await findLiveGroup(deps, text, signal);
    const { subscription, group } = live;
    requireAllowed(group, 'exec', 'used to run a command');
    const { name } = runningContainer(group, wanted);
    requireOneLine(command, group);
    await requirePermissions(
      deps,
      [{ ...requirementOnGroup(group.ref, 'exec'), name: group.ref.name }],
      signal,
    );
    const price = await priceOf(deps, group.location, group, signal);
    return createPlan({
      question: runCommandQuestion(group.ref.name, name),
      details: [...runCommandLines(command, timeoutSeconds), ...liveGroupLines(subscription, group, price)],
      async carryOut(carrying) {
        const now = await requireUnchanged(deps, live, carrying);
        runningContainer(now, name);
        return run(deps, now, { container: name, command, timeoutSeconds }, carrying);
      },
    });
  },
};

function runningContainer({ containers, ref }: ContainerGroup, wanted: string | undefined): Container {
  const running = containers.filter(container => isInState(container, 'running'));
  const names = namesOf(running.map(({ name }) => name)) || 'none';
  if (wanted !== undefined) {
    const found = running.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
    if (found) return found;
    throw new OperationError(
      `"${ref.name}" has no running container "${wanted}". Running: ${names}.`,
      'container',
    );
  }
  const [only] = running;
  if (only && running.length === 1) return only;
  throw new OperationError(
    only ? `Name one of the containers: ${names}.` : `No container of "${ref.name}" is running.`,
    'container',
  );
}

/** The person agrees to the line that they see: there is nothing in it that is not seen. */
function requireOneLine(command: string, { osType }: ContainerGroup): void {
  if (command.trim() === '') throw new OperationError('The argument "command" is empty.', 'command');
  if (command.search(harmfulCharacter) >= 0 || command.search(unseen) >= 0)
    throw new OperationError(
      'The command has line breaks, tabs or characters that are not seen. Write one line: join commands by ; or &&, and write special characters as printf escapes.',
      'command',
    );
  if (isTooLong(command, commandShells[osType]))
    throw new OperationError('The command is too long for one line of a terminal. Shorten it.', 'command');
}

interface Run {
  readonly container: string;
  readonly command: string;
  readonly timeoutSeconds: number;
}

async function run(
  { aci, clock }: OperationDeps,
  group: ContainerGroup,
  { container, command, timeoutSeconds }: Run,
  signal: AbortSignal,
): Promise<Answer> {
  const { ref, osType } = group;
  const output = createHeadAndTail();
  const lines = createLineWriter(text => output.push(text));
  const timeout = new AbortController();
  const timer = new AbortController();
  clock.sleep(timeoutSeconds * 1_000, timer.signal).then(
    () => timeout.abort(),
    () => undefined,
  );
  const target = { ref: { group: ref, container }, os: osType };
  const deps = { aci, clock, nonce: crypto.randomUUID() };
  let exitCode: number | undefined;
  let ended = `interrupted after ${timeoutSeconds} seconds`;
  try {
    const within = AbortSignal.any([signal, timeout.signal]);
    for await (const item of runInShell(target, command, deps, within)) {
      if (item.kind === 'output') lines.push(item.text);
      else ended = resultText(item, commandShells[osType].program);
      if (item.kind === 'ended') ({ exitCode } = item);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!timeout.signal.aborted) throw error;
  } finally {
    timer.abort();
  }
  lines.end();
  const bounded = output.end(secretValuesOf(group));
  const timedOut = timeout.signal.aborted && exitCode === undefined;
  return {
    text: answerText([
      `${groupPath(ref)}, container ${container}: ${ended}.`,
      ...framedOutput('Output', bounded, 'Send a command that shows less, or only the part that is missing.'),
    ]),
    data: {
      ...{ group: groupPath(ref), container, output: bounded.lines.join('\n') },
      ...(exitCode !== undefined && { exitCode }),
      ...(timedOut && { timedOut }),
    },
  };
}
