import type { Clock } from '../clock.ts';
import type { ExecSession } from '../ports.ts';
import type { CommandShell } from './commandShell.ts';
import { createRunReader } from './runReader.ts';
import { createTextStream } from './utf8.ts';

export type RunItem =
  | { readonly kind: 'output'; readonly text: string }
  | { readonly kind: 'ended'; readonly exitCode: number }
  /**
   * The session ended before the command did, or (`begun` false) before it began: then `said` is what the terminal
   * showed.
   */
  | { readonly kind: 'broken'; readonly begun: boolean; readonly said: string };

export interface RunWorld {
  readonly shell: Pick<CommandShell, 'typed'>;
  /** Opens the shell in the container. */
  readonly open: (signal: AbortSignal) => Promise<ExecSession>;
  readonly clock: Clock;
  /** Told apart from everything else by it: random letters and digits. */
  readonly nonce: string;
}

/** How long a shell may take to show its prompt before one types anyway (ms). */
const patience = 2_000;
const ctrlC = '\x03';
const encoder = new TextEncoder();

/**
 * Runs one command line and gives its output as it comes; the last item tells its end. Leaving, and the signal,
 * interrupt the command and close the session.
 */
export async function* runCommand(
  command: string,
  { shell, open, clock, nonce }: RunWorld,
  signal: AbortSignal,
): AsyncGenerator<RunItem, void, undefined> {
  const session = await openUnless(signal, open);
  const reader = createRunReader(nonce);
  const text = createTextStream();
  let left = false;
  const leave = () => {
    if (left) return;
    left = true;
    if (reader.state === 'running') void type(session, ctrlC);
    session.close();
  };
  signal.addEventListener('abort', leave, { once: true });
  let said = '';
  try {
    for await (const bytes of afterPrompt(session, clock, () => shell.typed(command, nonce))) {
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
    const rest = reader.rest();
    if (rest !== '') yield { kind: 'output', text: rest };
    yield { kind: 'broken', begun: reader.state === 'running', said };
  } finally {
    signal.removeEventListener('abort', leave);
    leave();
  }
}

/** An open session is not cut off by the signal: Ctrl-C is sent first. */
async function openUnless(signal: AbortSignal, open: RunWorld['open']): Promise<ExecSession> {
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
  await shownOrLongEnough(next, clock);
  void type(session, line());
  for (let item = await next; item.done !== true; item = await next) {
    yield item.value;
    next = output.next();
  }
}

async function shownOrLongEnough(first: Promise<unknown>, clock: Clock): Promise<void> {
  const waiting = new AbortController();
  const silence = clock.sleep(patience, waiting.signal).catch(() => undefined);
  await Promise.race([first.catch(() => undefined), silence]);
  waiting.abort();
}

/** Whether it arrives shows in the output: a lost connection ends that. */
function type(session: ExecSession, text: string): Promise<void> {
  return session.write(encoder.encode(text)).catch(() => undefined);
}
