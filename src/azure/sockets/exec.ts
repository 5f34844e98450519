/**
 * A program's terminal in a container: `POST exec` names a socket and its password (`docs/azure-facts.md`). The
 * password goes first, as a text message; the server begins with an empty one. Input is sent as binary messages. There
 * is no exit code and no way to tell the terminal a new size.
 */
import type { WebSocket as Socket } from 'ws';
import { AciError } from '../../core/errors.ts';
import type { ContainerRef } from '../../core/model/containerGroup.ts';
import type { ExecSession, TerminalSize } from '../../core/azureApi.ts';
import type { ArmClient } from '../http/armClient.ts';
import { createByteQueue } from './byteQueue.ts';
import {
  bytesOf,
  beginHandshake,
  waitUntilOpen,
  readSocketEndpoint,
  SocketRefusedError,
} from './containerSocket.ts';

/** Bytes of input in one message; az sends whatever was typed within 10 ms. */
const messageSize = 4_096;
/** Close codes of an end in good order: `normal`, and a closing frame without a code. */
const properEnds: ReadonlySet<number> = new Set([1000, 1005]);
/** No closing frame: the connection broke. And "going away". */
const drops: ReadonlySet<number> = new Set([1001, 1006]);

export type Exec = (
  ref: ContainerRef,
  program: string,
  size: TerminalSize,
  signal: AbortSignal,
) => Promise<ExecSession>;

export function createExec(arm: ArmClient): Exec {
  return async (ref, program, { columns, rows }, signal) => {
    const { subscriptionId, resourceGroup, name } = ref.group;
    const { containers } = arm.sdkClient(subscriptionId, 'user');
    const request = { command: program, terminalSize: { cols: columns, rows } };
    const { url, password } = readSocketEndpoint(
      await arm.withMappedErrors(signal, () =>
        containers.executeCommand(resourceGroup, name, ref.container, request, { abortSignal: signal }),
      ),
    );
    const socket = await beginHandshake(url, { ca: arm.cloud.ca }, signal);
    const { output, close } = receive(socket, url.host, password, signal);
    try {
      await waitUntilOpen(socket, url, signal);
    } catch (error) {
      if (!(error instanceof SocketRefusedError)) throw error;
      throw new AciError('service', error.message, { status: error.status, cause: error });
    }
    return { output, write: createWriter(socket, url.host), close };
  };
}

/** Collects what arrives from the first moment on; its end tells a program's end from a lost connection. */
function receive(
  socket: Socket,
  host: string,
  password: string,
  signal: AbortSignal,
): Pick<ExecSession, 'output' | 'close'> {
  let failure: AciError | undefined;
  /** We end it ourselves: whatever becomes of the socket then is no failure. */
  let closing = false;
  const leave = () => {
    if (!closing) socket.terminate();
    queue.end();
  };
  const queue = createByteQueue({
    pause: () => {
      socket.pause();
    },
    resume: () => {
      socket.resume();
    },
    leave,
  });

  signal.addEventListener('abort', leave, { once: true });
  socket.on('error', () => undefined); // always followed by `close`
  socket.on('open', () => {
    socket.send(password);
  });
  socket.on('message', data => {
    const bytes = bytesOf(data);
    if (bytes.length > 0) queue.push(bytes); // the real service's first message is empty
  });
  socket.on('close', code => {
    signal.removeEventListener('abort', leave);
    if (!closing) failure = failureOf(code, host);
    queue.end();
  });

  async function* read(): AsyncGenerator<Uint8Array, void, undefined> {
    yield* queue.read(signal);
    signal.throwIfAborted();
    if (failure) throw failure;
  }
  return {
    output: read(),
    close() {
      closing = true;
      socket.close(1000);
      socket.resume();
      queue.end();
    },
  };
}

function failureOf(code: number, host: string): AciError | undefined {
  if (properEnds.has(code)) return undefined;
  if (drops.has(code)) return lost(host);
  return new AciError('service', `${host} closed the session (${code}).`);
}

/** Sends in order; each message waits until the one before it has left this machine's memory. */
function createWriter(socket: Socket, host: string): (input: Uint8Array) => Promise<void> {
  let last = Promise.resolve();

  async function send(input: Uint8Array): Promise<void> {
    for (let from = 0; from < input.length; from += messageSize) {
      const piece = input.subarray(from, from + messageSize);
      await new Promise<void>((resolve, reject) => {
        socket.send(piece, { binary: true }, error => {
          if (error) reject(lost(host, error));
          else resolve();
        });
      });
    }
  }

  return input => {
    const own = last.then(() => send(input));
    last = own.catch(() => undefined);
    return own;
  };
}

function lost(host: string, cause?: unknown): AciError {
  return new AciError('offline', `The connection to ${host} was lost.`, { cause });
}
