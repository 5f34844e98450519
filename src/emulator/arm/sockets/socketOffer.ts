/** What the sockets of `attach` and `exec` have in common. */
import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';

export interface SocketOffer {
  readonly webSocketUri: string;
  readonly password: string;
}

/** Closed for a wrong password; the code is RFC 6455's "policy violation". */
export const wrongPassword = 1008;

export function makePassword(): string {
  return `${randomBytes(20).toString('base64url').slice(0, 26)}[[EOM]]`;
}

/** Answers an upgrade request with a status instead of a socket. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
