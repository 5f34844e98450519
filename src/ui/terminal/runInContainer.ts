/** *Run Command…*: one command line, its output and its exit code, in an output channel of its container. */
import * as l10n from '@vscode/l10n';
import type { Clock } from '../../core/clock.ts';
import { type AciError, isAbort, toAciError } from '../../core/errors.ts';
import type { ContainerRef, OsType } from '../../core/model/containerGroup.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import { commandShells } from '../../core/terminal/commandShell.ts';
import { runCommand, type RunCommandItem } from '../../core/terminal/runCommand.ts';
import { cleanLine } from '../logs/cleanLine.ts';
import { createLineWriter } from './lineWriter.ts';

export interface RunTarget {
  readonly ref: ContainerRef;
  readonly os: OsType;
}

export interface RunInContainerDeps {
  readonly aci: Pick<AzureApi, 'exec'>;
  readonly clock: Clock;
  /** Of the output channel. */
  readonly append: (text: string) => void;
  readonly nonce: string;
}

/** As wide as an output channel may well be: programs such as `ls` go by it. */
const size = { columns: 120, rows: 40 };

/** The command line in a shell of the container: its output as it comes, and at last how it ended. */
export function runInShell(
  { ref, os }: RunTarget,
  command: string,
  { aci, clock, nonce }: Omit<RunInContainerDeps, 'append'>,
  signal: AbortSignal,
): AsyncIterable<RunCommandItem> {
  const shell = commandShells[os];
  const open = (opening: AbortSignal) => aci.exec(ref, shell.program, size, opening);
  return runCommand(command, { shell, open, clock, nonce }, signal);
}

/** Runs a command line in a shell of the container. Aborting interrupts it; other failures are told and thrown. */
export async function runInContainer(
  target: RunTarget,
  command: string,
  { append, ...deps }: RunInContainerDeps,
  signal: AbortSignal,
): Promise<void> {
  const { program } = commandShells[target.os];
  const lines = createLineWriter(append);
  const say = (text: string) => {
    lines.end();
    append(`── ${text} ──\n\n`);
  };
  append(`$ ${cleanLine(command)}\n`);
  try {
    for await (const item of runInShell(target, command, deps, signal)) {
      if (item.kind === 'output') lines.push(item.text);
      else say(resultText(item, program));
    }
  } catch (error) {
    say(isAbort(error) ? l10n.t('interrupted') : failureText(toAciError(error)));
    if (!isAbort(error)) throw error;
  }
}

/** How the command ended. */
export function resultText(item: Exclude<RunCommandItem, { kind: 'output' }>, program: string): string {
  if (item.kind === 'ended') return l10n.t('exit code {0}', item.exitCode);
  if (item.begun) return l10n.t('the session ended before the command: its exit code is not known');
  const said = cleanLine(item.said.trim().split('\n').at(-1) ?? '');
  return said === ''
    ? l10n.t('{0} ended at once: the image may not have it', program)
    : l10n.t('{0} ended at once: the image may not have it ({1})', program, said);
}

function failureText({ message }: AciError): string {
  return l10n.t('failed: {0}', cleanLine(message));
}
