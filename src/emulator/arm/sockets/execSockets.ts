/** The sockets that `exec` hands out: the password as a text message, an empty message back, then a terminal's bytes. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Clock } from '../../clock.ts';
import type { ContainerSwitches, RunningGroup, TerminalSize } from '../../containers/runtime.ts';
import type { Faults } from '../../faults/faults.ts';
import { createFaultySender, applyHandshakeFault, type SendChunk } from '../../faults/socketFaults.ts';
import { makePassword, refuseUpgrade, type SocketOffer, wrongPassword } from './socketOffer.ts';

/** What an exec socket is to run. */
export interface ExecRequest {
  readonly running: RunningGroup;
  readonly container: string;
  readonly program: string;
  readonly size: TerminalSize;
}

interface Session extends ExecRequest {
  readonly password: string;
}

export class ExecSockets {
  readonly #switches: ContainerSwitches;
  readonly #clock: Clock;
  readonly #faults: Faults;
  readonly #server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  readonly #sessions = new Map<string, Session>();

  constructor(switches: ContainerSwitches, clock: Clock, faults: Faults) {
    this.#faults = faults;
    this.#switches = switches;
    this.#clock = clock;
  }

  /** How many are open. */
  get openCount(): number {
    return this.#server.clients.size;
  }

  /** A socket address on `host`, good for one connection. */
  offer(wish: ExecRequest, host: string): SocketOffer {
    const id = randomUUID();
    const password = makePassword();
    this.#sessions.set(id, { ...wish, password });
    const { rows, columns } = wish.size;
    const query = `api-version=1.0&rows=${rows}&cols=${columns}`;
    return { webSocketUri: `wss://${host}/execstream/sessionId/${id}?${query}`, password };
  }

  /** Takes an upgrade request over where its path is one of ours. */
  tryUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const id = /^\/execstream\/sessionId\/([^/?]+)/i.exec(request.url ?? '')?.[1];
    if (id === undefined) return false;
    const session = this.#sessions.get(id);
    if (!session) {
      refuseUpgrade(socket, '404 Not Found');
      return true;
    }
    this.#sessions.delete(id);
    const fault = this.#faults.takeForSocket(request.url ?? '');
    if (applyHandshakeFault(fault, socket, this.#faults)) return true;
    this.#server.handleUpgrade(request, socket, head, client => {
      const send = createFaultySender(fault, client, socket, this.#clock);
      client.on('error', () => client.terminate());
      client.once('message', (data: Buffer, isBinary) => {
        if (!isBinary && data.toString('utf8') === session.password) this.#run(client, session, send);
        else client.close(wrongPassword);
      });
    });
    return true;
  }

  /** Cuts every open socket without a closing frame. */
  terminateAll(): void {
    for (const client of this.#server.clients) client.terminate();
  }

  #run(client: WebSocket, { running, container, program, size }: Session, send: SendChunk): void {
    // az once took this message for the end of the session: real sockets begin with it.
    client.send('');
    const { execDropAfterMs: ms } = this.#switches;
    const cancelDrop = ms > 0 ? this.#clock.after(ms, () => client.terminate()) : () => undefined;
    const process = running.exec(container, program, size, {
      data: chunk => send(chunk),
      end: () => client.close(1000),
    });
    client.on('message', (data: Buffer) => process.input(data));
    client.on('close', () => {
      cancelDrop();
      process.close();
    });
  }
}
