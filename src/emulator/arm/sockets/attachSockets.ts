/** The sockets that `attach` hands out: a password, an empty message, then the container's output as it comes. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Clock } from '../../clock.ts';
import type { ContainerSwitches, RunningGroup } from '../../containers/runtime.ts';
import type { Faults } from '../../faults/faults.ts';
import { createFaultySender, applyHandshakeFault, type SendChunk } from '../../faults/socketFaults.ts';
import { makePassword, refuseUpgrade, type SocketOffer, wrongPassword } from './socketOffer.ts';

interface Session {
  readonly running: RunningGroup;
  readonly container: string;
  readonly password: string;
}

export class AttachSockets {
  readonly #switches: ContainerSwitches;
  readonly #clock: Clock;
  readonly #faults: Faults;
  readonly #server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  readonly #sessions = new Map<string, Session>();
  readonly #frozen = new WeakSet<WebSocket>();

  constructor(switches: ContainerSwitches, clock: Clock, faults: Faults) {
    this.#faults = faults;
    this.#switches = switches;
    this.#clock = clock;
  }

  /** A socket address on `host`, good for one connection. */
  offer(running: RunningGroup, container: string, host: string): SocketOffer {
    const id = randomUUID();
    const password = makePassword();
    this.#sessions.set(id, { running, container, password });
    return { webSocketUri: `wss://${host}/logstream/sessionId/${id}?api-version=1.0`, password };
  }

  /** Takes an upgrade request over where its path is one of ours. */
  tryUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const id = /^\/logstream\/sessionId\/([^/?]+)/i.exec(request.url ?? '')?.[1];
    if (id === undefined) return false;
    const session = this.#sessions.get(id);
    if (!session) {
      refuseUpgrade(socket, '404 Not Found');
      return true;
    }
    const byHeader = this.#switches.attachAuthentication === 'header';
    if (byHeader && request.headers.authorization !== session.password) {
      refuseUpgrade(socket, '401 Unauthorized');
      return true;
    }
    this.#sessions.delete(id);
    const fault = this.#faults.takeForSocket(request.url ?? '');
    if (applyHandshakeFault(fault, socket, this.#faults)) return true;
    this.#server.handleUpgrade(request, socket, head, client => {
      const send = createFaultySender(fault, client, socket, this.#clock);
      if (byHeader) this.#stream(client, session, send);
      else this.#awaitPassword(client, session, send);
    });
    return true;
  }

  /** How many are open. */
  get openCount(): number {
    return this.#server.clients.size;
  }

  /** Lets every socket that is open now fall silent without closing it, as after a laptop was shut. */
  freezeAll(): void {
    for (const client of this.#server.clients) this.#frozen.add(client);
  }

  /** Cuts every open socket without a closing frame. */
  terminateAll(): void {
    for (const client of this.#server.clients) client.terminate();
  }

  #awaitPassword(client: WebSocket, session: Session, send: SendChunk): void {
    client.once('message', (data: Buffer, isBinary) => {
      if (!isBinary && data.toString('utf8') === session.password) this.#stream(client, session, send);
      else client.close(wrongPassword);
    });
  }

  #stream(client: WebSocket, { running, container }: Session, send: SendChunk): void {
    let cancelDrop: (() => void) | undefined;
    const dropLater = () => {
      cancelDrop?.();
      const ms = this.#switches.attachDropAfterMs;
      if (ms > 0) cancelDrop = this.#clock.after(ms, () => client.terminate());
    };
    // az once took this message for the end of the stream: real sockets begin with it.
    client.send('');
    dropLater();
    const detach = running.attach(container, {
      data: chunk => {
        if (this.#frozen.has(client)) return;
        send(chunk);
        dropLater();
      },
      end: () => {
        cancelDrop?.();
        if (!this.#frozen.has(client)) client.close(1000);
      },
    });
    client.on('error', () => client.terminate());
    client.on('close', () => {
      cancelDrop?.();
      detach();
    });
  }
}
