import type { Clock } from '../clock.ts';
import type { ExecSession } from '../azureApi.ts';
import type { CommandShell } from './commandShell.ts';
import { createCommandOutputReader } from './commandOutputReader.ts';
import { createUtf8Decoder } from './utf8Decoder.ts';

export type RunCommandItem =
  | { readonly kind: 'output'; readonly text: string }
  | { readonly kind: 'ended'; readonly exitCode: number }
  /**
   * The session ended before the command did, or (`begun` false) before it began: then `said` is what the terminal
   * showed.
   */
  | { readonly kind: 'broken'; readonly begun: boolean; readonly said: string };

export interface RunCommandDeps {
  readonly shell: Pick<CommandShell, 'inputLine'>;
  /** Opens the shell in the container. */
  readonly open: (signal: AbortSignal) => Promise<ExecSession>;
  readonly clock: Clock;
  /** Random letters and digits that mark the command's output. */
  readonly nonce: string;
}

/** How long to wait for a shell's prompt before the command is typed anyway (ms). */
const promptTimeout = 2_000;
const ctrlC = '\x03';
const encoder = new TextEncoder();

/**
 * Runs one command line and yields its output as it comes; the last item tells how it ended. Leaving the loop, and the
 * signal, interrupt the command and close the session.
 */
export async function* runCommand(
  command: string,
  { shell, open, clock, nonce }: RunCommandDeps,
  signal: AbortSignal,
): AsyncGenerator<RunCommandItem, void, undefined> {
  const session = await openUnless(signal, open);
  const reader = createCommandOutputReader(nonce);
  const text = createUtf8Decoder();
  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    if (reader.state === 'running') void type(session, ctrlC);
    session.close();
  };
  signal.addEventListener('abort', close, { once: true });
  let said = '';
  try {
    for await (const bytes of afterPrompt(session, clock, () => shell.inputLine(command, nonce))) {
      const shown = text.push(bytes);
      if (reader.state === 'waiting') said = (said + shown).slice(-4_096);
      const output = reader.push(shown);
      if (output !== '') yield { kind: 'output', text: output };
      if (reader.exitCode !== undefined) {
        yield { kind: 'ended', exitCode: reader.exitCode };
        return;
      }
    }
    signal.throwIfAborted();
    const rest = reader.flush();
    if (rest !== '') yield { kind: 'output', text: rest };
    yield { kind: 'broken', begun: reader.state === 'running', said };
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}

/** The signal aborts only the opening: an open session gets Ctrl-C first. */
async function openUnless(signal: AbortSignal, open: RunCommandDeps['open']): Promise<ExecSession> {
  const opening = new AbortController();
  const abort = () => {
    opening.abort(signal.reason);
  };
  signal.throwIfAborted();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await open(opening.signal);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** The session's output; as soon as it has shown anything, or nothing for long enough, the line is typed. */
async function* afterPrompt(
  session: ExecSession,
  clock: Clock,
  line: () => string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const output = session.output[Symbol.asyncIterator]();
  let next = output.next();
  await waitForPrompt(next, clock);
  void type(session, line());
  for (let item = await next; item.done !== true; item = await next) {
    yield item.value;
    next = output.next();
  }
}

async function waitForPrompt(first: Promise<unknown>, clock: Clock): Promise<void> {
  const waiting = new AbortController();
  const silence = clock.sleep(promptTimeout, waiting.signal).catch(() => undefined);
  await Promise.race([first.catch(() => undefined), silence]);
  waiting.abort();
}

/** Failures are ignored: a lost connection ends the output, too. */
function type(session: ExecSession, text: string): Promise<void> {
  return session.write(encoder.encode(text)).catch(() => undefined);
}
