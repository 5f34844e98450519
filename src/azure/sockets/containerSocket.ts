/** What the sockets of `attach` and `exec` have in common: an address from ARM, a handshake, messages of bytes. */
import type { WebSocket as Socket } from 'ws';
import { AciError } from '../../core/errors.ts';
import { isLoopback } from '../../core/loopback.ts';
import { connectionError } from '../errors/errorMapping.ts';

export interface SocketEndpoint {
  readonly url: URL;
  /** Good for one attempt. */
  readonly password: string;
}

const handshakeTimeout = 30_000;

/** What a header can carry (RFC 9110 §5.5). */
const headerText = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * ARM's answer to `attach` and `exec`; throws `AciError('service')` where it names no secure socket, or no password
 * that can be handed over. The SDK says that both are texts, and doesn't look.
 */
export function readSocketEndpoint(answer: {
  readonly webSocketUri?: unknown;
  readonly password?: unknown;
}): SocketEndpoint {
  const { webSocketUri = '', password = '' } = answer;
  const url =
    typeof webSocketUri === 'string' && URL.canParse(webSocketUri) ? new URL(webSocketUri) : undefined;
  if (url?.protocol !== 'wss:' || typeof password !== 'string' || !headerText.test(password)) {
    throw new AciError('service', 'Azure named no secure socket to the container.');
  }
  return { url, password };
}

/** Begins the handshake: add the listeners, then await `waitUntilOpen`. */
export async function beginHandshake(
  url: URL,
  { headers = {}, ca }: { readonly headers?: Record<string, string>; readonly ca: string | undefined },
  signal: AbortSignal,
): Promise<Socket> {
  const { WebSocket } = await import('ws');
  signal.throwIfAborted();
  return new WebSocket(url, {
    handshakeTimeout,
    followRedirects: false,
    headers,
    ...(ca !== undefined && isLoopback(url.href) ? { ca } : {}),
  });
}

/** The handshake was answered with an HTTP status. */
export class SocketRefusedError extends Error {
  readonly status: number;

  constructor(status: number, host: string) {
    super(`${host} refused the socket with status ${status}.`);
    this.status = status;
  }
}

/** Throws `SocketRefusedError`, `AciError('offline')` that names host and port, or the signal's reason. */
export function waitUntilOpen(socket: Socket, url: URL, signal: AbortSignal): Promise<void> {
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
        reject(new SocketRefusedError(response.statusCode ?? 0, url.host));
      });
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      end(() => {
        reject(connectionError(networkCode(error), error, url.host));
      });
    });
    // It may have come since the handshake was begun: nobody tells of it then.
    if (signal.aborted) abort();
  });
}

/** The library gives its own time limit no code. */
function networkCode({ code, message }: NodeJS.ErrnoException): string {
  return code ?? (message.includes('timed out') ? 'ETIMEDOUT' : 'socket');
}

export function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
