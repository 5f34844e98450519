/**
 * A container's live output: `POST attach` names a socket and its password. How the password is handed over is not
 * certain (FACTS §4): the API description says as the `Authorization` header, exec does it as the first text frame.
 * So: the header first; the frame where the header is refused, or where nothing at all follows it. What worked is
 * remembered.
 */
import type { WebSocket as Socket } from 'ws';
import type { Clock } from '../core/clock.ts';
import { AciError } from '../core/errors.ts';
import type { ContainerRef } from '../core/model.ts';
import type { ArmClient } from './armClient.ts';
import { isLoopback } from './clouds.ts';
import { offline } from './errors.ts';

type Variant = 'header' | 'firstFrame';

/** Ms of silence after which the password is also sent as a frame. The real service sends an empty message at once. */
const silenceLimit = 3_000;
const handshakeLimit = 30_000;
/** Bytes waiting to be read at which the socket is paused, and at which it goes on. */
const highWater = 1_048_576;
const lowWater = 262_144;

export type Attach = (ref: ContainerRef, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;

export function createAttach(arm: ArmClient, clock: Clock): Attach {
  let worked: Variant | undefined;
  const learn = (variant: Variant) => (worked = variant);

  return async (ref, signal) => {
    const session = await openSession(arm, ref, signal);
    const options = { clock, signal, learn, ...(arm.cloud.ca === undefined ? {} : { ca: arm.cloud.ca }) };
    try {
      return await open(session, worked ?? 'header', { ...options, certain: worked !== undefined });
    } catch (error) {
      if (!(error instanceof Refused) || worked === 'firstFrame') throw asAciError(error, signal);
    }
    // The password of a refused attempt may be spent.
    const another = await openSession(arm, ref, signal);
    try {
      return await open(another, 'firstFrame', { ...options, certain: true });
    } catch (error) {
      throw asAciError(error, signal);
    }
  };
}

interface Session {
  readonly url: URL;
  readonly password: string;
}

async function openSession(arm: ArmClient, ref: ContainerRef, signal: AbortSignal): Promise<Session> {
  const { subscriptionId, resourceGroup, name } = ref.group;
  const { containers } = arm.typed(subscriptionId, 'user');
  const answer = await arm.within(signal, () =>
    containers.attach(resourceGroup, name, ref.container, { abortSignal: signal }),
  );
  const { webSocketUri = '', password = '' } = answer;
  if (!URL.canParse(webSocketUri) || new URL(webSocketUri).protocol !== 'wss:') {
    throw new AciError('service', 'Azure named no secure socket for the live output.');
  }
  return { url: new URL(webSocketUri), password };
}

interface OpenOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly ca?: string;
  /** Whether `variant` is known to work. */
  readonly certain: boolean;
  readonly learn: (variant: Variant) => void;
}

async function open(
  { url, password }: Session,
  variant: Variant,
  options: OpenOptions,
): Promise<AsyncIterable<Uint8Array>> {
  const { signal, ca } = options;
  const { WebSocket } = await import('ws');
  signal.throwIfAborted();
  const socket = new WebSocket(url, {
    handshakeTimeout: handshakeLimit,
    followRedirects: false,
    headers: variant === 'header' ? { Authorization: password } : {},
    ...(ca !== undefined && isLoopback(url.href) ? { ca } : {}),
  });
  const output = receive(socket, variant, password, options);
  await opened(socket, url, signal);
  return output;
}

/** The handshake was answered with an HTTP status. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number, host: string) {
    super(`${host} refused the socket with status ${status}.`);
    this.status = status;
  }
}

function opened(socket: Socket, url: URL, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      socket.terminate();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true });
    const end = (act: () => void) => {
      signal.removeEventListener('abort', abort);
      act();
    };
    socket.once('open', () => {
      end(resolve);
    });
    socket.once('unexpected-response', (request, response) => {
      request.destroy();
      end(() => {
        reject(new Refused(response.statusCode ?? 0, url.host));
      });
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      end(() => {
        reject(offline(error.code ?? 'socket', error, url.host));
      });
    });
  });
}

/**
 * Collects what arrives from the first moment on, and gives it to the one who iterates. Too far behind, the socket
 * is paused. Leaving the iteration ends the socket; so does the signal.
 */
function receive(
  socket: Socket,
  variant: Variant,
  password: string,
  { clock, signal, certain, learn }: OpenOptions,
): AsyncIterable<Uint8Array> {
  const queue: Uint8Array[] = [];
  let waiting = 0;
  let closed = false;
  let wake: () => void = () => undefined;
  const heard = new AbortController();
  let used: Variant = variant;

  const close = () => {
    closed = true;
    heard.abort();
    signal.removeEventListener('abort', abort);
    wake();
  };
  const abort = () => {
    socket.terminate();
    close();
  };
  signal.addEventListener('abort', abort, { once: true });
  socket.on('error', () => undefined); // always followed by `close`
  socket.on('close', close);
  socket.on('open', () => {
    if (variant === 'firstFrame') socket.send(password);
    else if (!certain) trySilence();
  });
  socket.on('message', data => {
    heard.abort();
    learn(used);
    const bytes = bytesOf(data);
    if (bytes.length === 0) return; // the real service's first message
    queue.push(bytes);
    waiting += bytes.length;
    if (waiting > highWater) socket.pause();
    wake();
  });

  /** Nothing follows the header: perhaps the server waits for the frame. */
  function trySilence(): void {
    clock.sleep(silenceLimit, heard.signal).then(
      () => {
        used = 'firstFrame';
        socket.send(password);
      },
      () => undefined,
    );
  }

  async function* iterate(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (;;) {
        signal.throwIfAborted();
        const next = queue.shift();
        if (next) {
          waiting -= next.length;
          if (waiting < lowWater && socket.isPaused) socket.resume();
          yield next;
        } else if (closed) {
          return;
        } else {
          await new Promise<void>(resolve => (wake = resolve));
        }
      }
    } finally {
      abort();
    }
  }
  return iterate();
}

function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}

function asAciError(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  return error instanceof Refused
    ? new AciError('service', error.message, { status: error.status, cause: error })
    : error;
}
