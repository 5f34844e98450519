/** Applies the fault of a socket to its handshake and its frames. */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { refuseUpgrade } from '../arm/sockets/refuseUpgrade.ts';
import type { Clock } from '../clock.ts';
import type { Faults, SocketFault } from './faults.ts';

/** Refuses the handshake, or leaves it without an answer. Returns whether it has. */
export function applyHandshakeFault(fault: SocketFault | undefined, socket: Duplex, faults: Faults): boolean {
  if (fault?.kind === 'refuse') {
    refuseUpgrade(socket, `${fault.status} Refused`);
    return true;
  }
  if (fault?.kind === 'mute') {
    faults.onWait('mute');
    return true;
  }
  return false;
}

/** A way to send a container's output on a socket. */
export type SendChunk = (chunk: Uint8Array) => void;

/** Sends to a socket with the fault applied. */
export function createFaultySender(
  fault: SocketFault | undefined,
  client: WebSocket,
  socket: Duplex,
  clock: Clock,
): SendChunk {
  const send = (chunk: Uint8Array) => client.send(chunk, { binary: true });
  switch (fault?.kind) {
    case 'drop':
      return limited(fault.afterBytes, send, (chunk, remaining) => {
        socket.write(brokenFrame(chunk, remaining), () => client.terminate());
      });
    case 'close':
      return limited(fault.afterBytes, send, (chunk, remaining) => {
        if (remaining > 0) send(chunk.subarray(0, remaining));
        client.close(fault.code);
      });
    case 'freeze':
      return limited(fault.afterBytes, send, () => undefined);
    case 'oneByteFrames':
      return chunk => {
        for (let at = 0; at < chunk.length; at++) send(chunk.subarray(at, at + 1));
      };
    case 'duplicateFrames':
      return chunk => {
        send(chunk);
        send(chunk);
      };
    case 'lateFrames':
      return chunk => {
        clock.after(fault.ms, () => {
          if (client.readyState === client.OPEN) send(chunk);
        });
      };
    case 'garbage':
      return () => {
        // A reserved opcode.
        socket.write(Buffer.from([0x8f, 0x7f, 0xff]));
      };
    case 'refuse':
    case 'mute':
    case undefined:
      return send;
  }
}

/**
 * Sends until so many bytes are sent; the chunk that exceeds them goes to `end`, once, with how many of its bytes fit.
 */
function limited(
  bytes: number,
  send: SendChunk,
  end: (chunk: Uint8Array, remaining: number) => void,
): SendChunk {
  let remaining = bytes;
  let ended = false;
  return chunk => {
    if (ended) return;
    if (chunk.length < remaining) {
      remaining -= chunk.length;
      send(chunk);
      return;
    }
    ended = true;
    end(chunk, remaining);
  };
}

/** A binary frame's head, and only the first `present` bytes of what it says follows (RFC 6455 §5.2). */
function brokenFrame(chunk: Uint8Array, present: number): Buffer {
  const promised = Math.max(chunk.length, present + 1);
  const head = promised < 126 ? [0x82, promised] : [0x82, 126, (promised >> 8) & 0xff, promised & 0xff];
  return Buffer.concat([Buffer.from(head), chunk.subarray(0, present)]);
}
