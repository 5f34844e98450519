/** Sockets of containers: each is offered under an address of its own with a password, for one connection. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Clock } from '../../clock.ts';
import type { Faults } from '../../faults/faults.ts';
import { createFaultySender, applyHandshakeFault, type SendChunk } from '../../faults/socketFaults.ts';
import { refuseUpgrade } from './refuseUpgrade.ts';

export interface SocketOffer {
  readonly webSocketUri: string;
  readonly password: string;
}

/** Closed for a wrong password; the code is RFC 6455's "policy violation". */
const wrongPassword = 1008;

interface SocketSessionOptions<Target> {
  /** First part of the address: `logstream`, `execstream`. */
  readonly path: string;
  readonly clock: Clock;
  readonly faults: Faults;
  /** Where the password is expected: in the `Authorization` header, or as the first text message. */
  readonly authentication: () => 'header' | 'firstFrame';
  /** Called for a client with the right password. */
  readonly serve: (client: WebSocket, target: Target, send: SendChunk) => void;
}

export class SocketSessions<Target> {
  readonly #options: SocketSessionOptions<Target>;
  readonly #server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  readonly #offered = new Map<string, { readonly target: Target; readonly password: string }>();

  constructor(options: SocketSessionOptions<Target>) {
    this.#options = options;
  }

  get clients(): ReadonlySet<WebSocket> {
    return this.#server.clients;
  }

  /** A socket address on `host`, good for one connection. `query`: further parameters of the address. */
  offer(target: Target, host: string, query = ''): SocketOffer {
    const id = randomUUID();
    const password = `${randomBytes(20).toString('base64url').slice(0, 26)}[[EOM]]`;
    this.#offered.set(id, { target, password });
    const webSocketUri = `wss://${host}/${this.#options.path}/sessionId/${id}?api-version=1.0${query}`;
    return { webSocketUri, password };
  }

  /** Takes over an upgrade request; returns false for paths of others. */
  tryUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const { path, clock, faults, authentication, serve } = this.#options;
    const { url = '', headers } = request;
    const id = new RegExp(`^/${path}/sessionId/([^/?]+)`, 'i').exec(url)?.[1];
    if (id === undefined) return false;
    const offered = this.#offered.get(id);
    if (!offered) {
      refuseUpgrade(socket, '404 Not Found');
      return true;
    }
    const { target, password } = offered;
    const byHeader = authentication() === 'header';
    if (byHeader && headers.authorization !== password) {
      refuseUpgrade(socket, '401 Unauthorized');
      return true;
    }
    this.#offered.delete(id);
    const fault = faults.takeForSocket(url);
    if (applyHandshakeFault(fault, socket, faults)) return true;
    this.#server.handleUpgrade(request, socket, head, client => {
      const send = createFaultySender(fault, client, socket, clock);
      client.on('error', () => client.terminate());
      if (byHeader) {
        serve(client, target, send);
        return;
      }
      client.once('message', (data: Buffer, isBinary) => {
        if (!isBinary && data.toString('utf8') === password) serve(client, target, send);
        else client.close(wrongPassword);
      });
    });
    return true;
  }

  /** Closes every open socket without a close frame. */
  terminateAll(): void {
    for (const client of this.#server.clients) client.terminate();
  }
}
