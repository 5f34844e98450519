/** The sockets of `exec`: the password as a text message, an empty message back, then a terminal's bytes. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Clock } from '../../clock.ts';
import type { ContainerSwitches, RunningGroup, TerminalSize } from '../../containers/runtime.ts';
import type { Faults } from '../../faults/faults.ts';
import type { SendChunk } from '../../faults/socketFaults.ts';
import { type SocketOffer, SocketSessions } from './socketSessions.ts';

/** What an exec socket is to run. */
export interface ExecRequest {
  readonly running: RunningGroup;
  readonly container: string;
  readonly program: string;
  readonly size: TerminalSize;
}

export class ExecSockets {
  readonly #switches: ContainerSwitches;
  readonly #clock: Clock;
  readonly #sessions: SocketSessions<ExecRequest>;

  constructor(switches: ContainerSwitches, clock: Clock, faults: Faults) {
    this.#switches = switches;
    this.#clock = clock;
    this.#sessions = new SocketSessions({
      path: 'execstream',
      clock,
      faults,
      authentication: () => 'firstFrame',
      serve: (client, request, send) => this.#run(client, request, send),
    });
  }

  get openCount(): number {
    return this.#sessions.clients.size;
  }

  /** A socket address on `host`, good for one connection. */
  offer(request: ExecRequest, host: string): SocketOffer {
    const { rows, columns } = request.size;
    return this.#sessions.offer(request, host, `&rows=${rows}&cols=${columns}`);
  }

  /** Takes over an upgrade request; returns false for paths of others. */
  tryUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    return this.#sessions.tryUpgrade(request, socket, head);
  }

  /** Closes every open socket without a close frame. */
  terminateAll(): void {
    this.#sessions.terminateAll();
  }

  #run(client: WebSocket, { running, container, program, size }: ExecRequest, send: SendChunk): void {
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
