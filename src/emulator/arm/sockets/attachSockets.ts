/** The sockets of `attach`: an empty message, then the container's output as it comes. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Clock } from '../../clock.ts';
import type { ContainerSwitches, RunningGroup } from '../../containers/runtime.ts';
import type { Faults } from '../../faults/faults.ts';
import type { SendChunk } from '../../faults/socketFaults.ts';
import { type SocketOffer, SocketSessions } from './socketSessions.ts';

/** Bytes that wait for a client at which it counts as slow, and how often it is looked whether it took them (ms). */
const slowClientBytes = 1_048_576;
const slowClientPause = 10;

interface AttachTarget {
  readonly running: RunningGroup;
  readonly container: string;
}

export class AttachSockets {
  readonly #switches: ContainerSwitches;
  readonly #clock: Clock;
  readonly #sessions: SocketSessions<AttachTarget>;
  readonly #frozen = new WeakSet<WebSocket>();

  constructor(switches: ContainerSwitches, clock: Clock, faults: Faults) {
    this.#switches = switches;
    this.#clock = clock;
    this.#sessions = new SocketSessions({
      path: 'logstream',
      clock,
      faults,
      authentication: () => switches.attachAuthentication,
      serve: (client, target, send) => this.#stream(client, target, send),
    });
  }

  /** A socket address on `host`, good for one connection. */
  offer(running: RunningGroup, container: string, host: string): SocketOffer {
    return this.#sessions.offer({ running, container }, host);
  }

  /** Takes over an upgrade request; returns false for paths of others. */
  tryUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    return this.#sessions.tryUpgrade(request, socket, head);
  }

  get openCount(): number {
    return this.#sessions.clients.size;
  }

  /** Stops sending on every socket that is open now without closing it, as when a laptop sleeps. */
  freezeAll(): void {
    for (const client of this.#sessions.clients) this.#frozen.add(client);
  }

  /** Closes every open socket without a close frame. */
  terminateAll(): void {
    this.#sessions.terminateAll();
  }

  #stream(client: WebSocket, { running, container }: AttachTarget, send: SendChunk): void {
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
      whenWritable: ready => this.#whenWritable(client, ready),
      end: () => {
        cancelDrop?.();
        if (!this.#frozen.has(client)) client.close(1000);
      },
    });
    client.on('close', () => {
      cancelDrop?.();
      detach();
    });
  }

  #whenWritable(client: WebSocket, ready: () => void): (() => void) | undefined {
    const isSlow = () => client.readyState === client.OPEN && client.bufferedAmount >= slowClientBytes;
    if (!isSlow()) return undefined;
    if (this.#switches.attachSlowReader === 'isCut') {
      client.terminate();
      return undefined;
    }
    const clock = this.#clock;
    function look(): void {
      if (isSlow()) cancel = clock.after(slowClientPause, look);
      else ready();
    }
    let cancel = clock.after(slowClientPause, look);
    return () => cancel();
  }
}
