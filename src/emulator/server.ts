/** The https server on loopback that tries the emulator's routes in order. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { answerArm, armHeaders, toArmError, type ArmAnswerDeps } from './arm/gateway/answerArm.ts';
import { type ArmError, gatewayError } from './arm/armError.ts';
import { printJson } from './arm/json/jsonValues.ts';
import { unknownNamespaceError } from './arm/providers/namespaces.ts';
import type { Request, Response, Route } from './arm/route.ts';
import type { Certificate } from './certificate.ts';
import { Faults } from './faults/faults.ts';
import { applyFaultAfter, applyFaultBefore, type OutgoingResponse } from './faults/requestFaults.ts';
import { clientRequestIdHeader, readRequestBody, requestUrl, bodyTooLargeError } from './incomingRequest.ts';

/** An answer that comes instead of the route's own; `drop` cuts the connection without one. */
export type ResponseOverride = Response | 'drop' | undefined;

export interface ServerOptions extends ArmAnswerDeps {
  readonly routes: readonly Route[];
  readonly certificate: Certificate;
  /** Default 0: any free port. */
  readonly port?: number;
  /** What goes wrong on purpose. Default: nothing. */
  readonly faults?: Faults;
  /** Told of every request that is answered, and what with. */
  readonly onResponse?: ((request: Request, response: Response) => void) | undefined;
  /** Takes a WebSocket over; answers false where the path is not its own. */
  readonly onUpgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
}

export interface AnsweredRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly status: number;
}

export interface EmulatorServer {
  /** `https://127.0.0.1:4711`. */
  readonly origin: string;
  readonly port: number;
  /** Every request that was answered, in the order of the answers; dropped ones have status 0. */
  readonly requests: AnsweredRequest[];
  /** Asked before every request; what it answers is sent instead. For faults and tests. */
  interceptRequest: ((request: Request) => ResponseOverride | Promise<ResponseOverride>) | undefined;
  /** Stops listening and ends every connection, sockets that were taken over included. */
  close(): Promise<void>;
}

/** Starts listening on 127.0.0.1. */
export async function startServer(options: ServerOptions): Promise<EmulatorServer> {
  const { keyPem: key, certPem: cert } = options.certificate;
  const http = createServer({ key, cert });
  const connections = new Set<Socket>();
  http.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo;
  const server: EmulatorServer = {
    origin: `https://127.0.0.1:${port}`,
    port,
    requests: [],
    interceptRequest: undefined,
    close: () =>
      new Promise(resolve => {
        http.close(() => resolve());
        for (const socket of connections) socket.destroy();
      }),
  };
  const answer = createRequestHandler(options, server);
  http.on('request', (incoming, outgoing) => {
    // An address that is none, or a hook that throws: no reason for the emulator to end.
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (options.onUpgrade?.(request, socket, head) === true) return;
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  return server;
}

function createRequestHandler(options: ServerOptions, server: EmulatorServer) {
  const { faults = new Faults(), clock } = options;
  const routes = options.routes.map(route => ({ route, path: new RegExp(route.path.source, 'i') }));
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const method = incoming.method ?? 'GET';
    const url = requestUrl(incoming, server.origin);
    const path = url.pathname.replace(/(?<=.)\/$/, '');
    const journal = (status: number) =>
      server.requests.push({ method, path: url.pathname + url.search, status });
    const content = await readRequestBody(incoming);
    const request: Request = {
      method,
      url,
      headers: incoming.headers,
      body: content ?? '',
      params: {},
      caller: undefined,
    };
    const forced = await server.interceptRequest?.(request);
    if (forced === 'drop') {
      journal(0);
      outgoing.destroy();
      return;
    }
    const answering = { faults, clock, outgoing, journal };
    const fault = faults.takeForRequest(method, url.pathname + url.search);
    if (fault && (await applyFaultBefore(fault, answering))) return;
    const here = routes.filter(r => r.path.test(path));
    const found = here.find(r => r.route.method === method) ?? headAsGet(here, method);
    const isIntercepted = fault?.kind === 'intercepted';
    const planned = forced ?? (isIntercepted || fault?.kind === 'answer' ? fault.response : undefined);
    const instead = planned ?? (content === undefined ? bodyTooLargeError.response() : undefined);
    const access =
      fault?.kind === 'expiredToken' ? { ...options, verify: () => 'expired' as const } : options;
    const answered = instead ?? (await answerRoute(access, found, here.length > 0, path, request));
    options.onResponse?.(request, answered);
    const open = isIntercepted || found?.route.access === 'open';
    const headers = open ? {} : { ...armHeaders(clock, answered.status), ...clientRequestIdHeader(incoming) };
    const sendable = toOutgoingResponse(answered, { ...headers, date: new Date(clock.now()).toUTCString() });
    if (fault && applyFaultAfter(fault, sendable, answering)) return;
    // Noted first: who waits for the answer may look at the journal at once.
    journal(answered.status);
    outgoing.writeHead(sendable.status, sendable.headers);
    outgoing.end(method === 'HEAD' || sendable.status === 204 ? '' : sendable.content);
    // What is left of a body that is too large is not waited for.
    if (content === undefined) outgoing.once('finish', () => incoming.destroy());
  };
}

interface Compiled {
  readonly route: Route;
  readonly path: RegExp;
}

function headAsGet(routes: readonly Compiled[], method: string): Compiled | undefined {
  return method === 'HEAD' ? routes.find(r => r.route.method === 'GET') : undefined;
}

async function answerRoute(
  options: ServerOptions,
  found: Compiled | undefined,
  pathKnown: boolean,
  path: string,
  request: Request,
): Promise<Response> {
  try {
    if (!found && !pathKnown && isOfArm.test(path)) return await answerArm(options, nowhere(path), request);
    if (!found) throw pathKnown ? wrongMethod(request.method, path) : unknownPath(path);
    const params = decodeParams(found.path.exec(path)?.groups ?? {});
    if (found.route.access === 'open') return await found.route.answer({ ...request, params });
    return await answerArm(options, found.route, { ...request, params });
  } catch (error) {
    return toArmError(error).response();
  }
}

const isOfArm = /^\/(?:subscriptions|providers)(?:\/|$)/i;

/** A path of ARM that leads nowhere: it says so only to those who have a token. */
function nowhere(path: string): Route {
  return {
    method: '*',
    path: isOfArm,
    access: 'arm',
    answer() {
      throw unknownNamespaceError(path) ?? unknownPath(path);
    },
  };
}

function decodeParams(groups: Record<string, string>): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]));
  } catch {
    throw gatewayError(400, 'InvalidRequestUri', 'The request URI is not valid.');
  }
}

function unknownPath(path: string): ArmError {
  return gatewayError(
    404,
    'ResourceNotFound',
    `The resource '${path}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

function wrongMethod(method: string, path: string): ArmError {
  return gatewayError(
    405,
    'HttpMethodNotSupported',
    `The HTTP method '${method}' is not supported at scope '${path}'.`,
  );
}

function toOutgoingResponse(
  { status, headers, body }: Response,
  more: Record<string, string>,
): OutgoingResponse {
  const lower = Object.entries({ ...headers }).map(([name, value]) => [name.toLowerCase(), value] as const);
  const all = { ...more, ...Object.fromEntries(lower) };
  const json = typeof body !== 'string';
  const content = body === undefined ? '' : json ? printJson(body) : body;
  if (content !== '' && json) all['content-type'] ??= 'application/json; charset=utf-8';
  if (status !== 204) all['content-length'] = String(Buffer.byteLength(content));
  return { status, headers: all, content };
}
