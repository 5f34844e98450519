/** A small https server on loopback that answers as a test says, and remembers what it was asked. */
import { createServer, type Server } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createCertificate } from '../../src/emulator/certificate.ts';
import { Emitter } from '../../src/core/event.ts';
import type { CloudEndpoints } from '../../src/core/account/cloudEndpoints.ts';
import type { CredentialSource } from '../../src/core/account/credentialSource.ts';

export interface ReceivedRequest {
  readonly method: string;
  /** With query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as it is when a string. */
  readonly body?: unknown;
}

/** `reset` cuts the connection without an answer. */
export type Answerer = (asked: ReceivedRequest) => Answer | 'reset' | Promise<Answer | 'reset'>;

export interface LoopbackServer {
  readonly server: Server;
  readonly origin: string;
  readonly cloud: CloudEndpoints;
  readonly asked: ReceivedRequest[];
  answer: Answerer;
  close(): Promise<void>;
}

const certificate = await createCertificate();

export async function startLoopbackServer(
  answer: Answerer = () => ({ status: 404 }),
): Promise<LoopbackServer> {
  const server = createServer({ key: certificate.keyPem, cert: certificate.certPem });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const loopback: LoopbackServer = {
    server,
    origin,
    cloud: cloudAt(origin),
    asked: [],
    answer,
    close: () =>
      new Promise(resolve => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
  server.on('request', (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const asked = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      loopback.asked.push(asked);
      void Promise.resolve(loopback.answer(asked)).then(given => {
        if (given === 'reset') {
          request.socket.destroy();
          return;
        }
        const { status = 200, body } = given;
        const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
        response.writeHead(status, {
          ...(text === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
          ...given.headers,
        });
        response.end(text);
      });
    });
  });
  return loopback;
}

export function cloudAt(origin: string): CloudEndpoints {
  return {
    id: 'emulator',
    displayName: 'Loopback',
    resourceManagerEndpoint: origin,
    authorityHost: origin,
    scope: `${origin}/.default`,
    ca: certificate.caPem,
  };
}

/** Gives out `token`, and remembers for which tenants. */
export function credentialsGiving(token = 'token-1'): CredentialSource & {
  readonly tenants: (string | undefined)[];
} {
  const tenants: (string | undefined)[] = [];
  return {
    tenants,
    getToken: (_scopes, tenantId) => {
      tenants.push(tenantId);
      return Promise.resolve({ token, expiresOn: Number.MAX_SAFE_INTEGER });
    },
    onDidChange: new Emitter<void>().event,
  };
}
