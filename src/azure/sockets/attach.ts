/**
 * A container's live output: `POST attach` names a socket and its password. How the password is handed over is not
 * certain (`docs/azure-facts.md`): the API description says as the `Authorization` header, exec does it as the first
 * text frame. So: the header first; the frame too where nothing follows; the frame alone where the header is refused.
 * What worked is remembered.
 */
import type { WebSocket as Socket } from 'ws';
import type { Clock } from '../../core/clock.ts';
import { AciError } from '../../core/errors.ts';
import type { ContainerRef } from '../../core/model/containerGroup.ts';
import type { ArmClient } from '../http/armClient.ts';
import { createByteQueue } from './byteQueue.ts';
import {
  bytesOf,
  beginHandshake,
  waitUntilOpen,
  readSocketEndpoint,
  SocketRefusedError,
  type SocketEndpoint,
} from './containerSocket.ts';

type PasswordTransfer = 'header' | 'both' | 'firstFrame';

interface AttachMethod {
  readonly variant: PasswordTransfer;
  /** Whether output has come with this method already. */
  readonly certain: boolean;
}

/** Ms without output after which the password is also sent as a frame. */
const silenceTimeout = 3_000;
export type Attach = (ref: ContainerRef, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;

export function createAttach(arm: ArmClient, clock: Clock): Attach {
  let method: AttachMethod = { variant: 'header', certain: false };
  const remember = (found: AttachMethod) => (method = found);

  const attempt = async (ref: ContainerRef, tried: AttachMethod, signal: AbortSignal) => {
    // A password is good for one attempt.
    const session = await openSession(arm, ref, signal);
    return open(session, tried, { clock, signal, remember, ca: arm.cloud.ca });
  };
  return async (ref, signal) => {
    const first = method;
    try {
      return await attempt(ref, first, signal);
    } catch (error) {
      if (!(error instanceof SocketRefusedError)) throw error;
    }
    try {
      const variant = first.variant === 'firstFrame' ? 'header' : 'firstFrame';
      return await attempt(ref, { variant, certain: false }, signal);
    } catch (error) {
      if (!(error instanceof SocketRefusedError)) throw error;
      throw new AciError('service', error.message, { status: error.status, cause: error });
    }
  };
}

async function openSession(arm: ArmClient, ref: ContainerRef, signal: AbortSignal): Promise<SocketEndpoint> {
  const { subscriptionId, resourceGroup, name } = ref.group;
  const { containers } = arm.sdkClient(subscriptionId, 'user');
  const answer = await arm.withMappedErrors(signal, () =>
    containers.attach(resourceGroup, name, ref.container, { abortSignal: signal }),
  );
  return readSocketEndpoint(answer);
}

interface OpenOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly ca: string | undefined;
  readonly remember: (method: AttachMethod) => void;
}

async function open(
  { url, password }: SocketEndpoint,
  method: AttachMethod,
  options: OpenOptions,
): Promise<AsyncIterable<Uint8Array>> {
  const { signal, ca } = options;
  const headers: Record<string, string> = method.variant === 'firstFrame' ? {} : { Authorization: password };
  const socket = await beginHandshake(url, { headers, ca }, signal);
  const output = receive(socket, method, password, options);
  await waitUntilOpen(socket, url, signal);
  return output;
}

/**
 * Collects what arrives from the first moment on, and gives it to the one who iterates. Leaving the iteration ends
 * the socket; so does the signal.
 */
function receive(
  socket: Socket,
  { variant, certain }: AttachMethod,
  password: string,
  { clock, signal, remember }: OpenOptions,
): AsyncIterable<Uint8Array> {
  const outputArrived = new AbortController();
  let used: PasswordTransfer = variant;

  const close = () => {
    if (!outputArrived.signal.aborted && !certain && used === 'header')
      remember({ variant: 'both', certain: false });
    outputArrived.abort();
    signal.removeEventListener('abort', leave);
    queue.end();
  };
  const leave = () => {
    outputArrived.abort();
    socket.terminate();
    close();
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
  socket.on('close', close);
  socket.on('open', () => {
    if (variant !== 'header') socket.send(password);
    else if (!certain) tryFrameAfterSilence();
  });
  socket.on('message', data => {
    const bytes = bytesOf(data);
    if (bytes.length === 0) return; // the real service's first message
    outputArrived.abort();
    remember({ variant: used, certain: true });
    queue.push(bytes);
  });

  /** Nothing follows the header: perhaps the server waits for the frame. */
  function tryFrameAfterSilence(): void {
    clock.sleep(silenceTimeout, outputArrived.signal).then(
      () => {
        used = 'both';
        socket.send(password);
      },
      () => undefined,
    );
  }

  return queue.read(signal);
}
