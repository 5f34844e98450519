/** The https server on loopback that tries the emulator's routes in order. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ArmError, gatewayError, invalidContent } from './arm/error.ts';
import { printJson } from './arm/json.ts';
import type { Caller, Request, Response, Route } from './arm/route.ts';
import { bucketOf, type Throttle } from './arm/throttle.ts';
import { requestVersion } from './arm/versions.ts';
import { authenticate } from './authenticate.ts';
import type { Certificate } from './certificate.ts';
import type { Clock } from './clock.ts';

/** An answer that comes instead of the route's own; `drop` cuts the connection without one. */
export type Forced = Response | 'drop' | undefined;

export interface ServerOptions {
  readonly routes: readonly Route[];
  readonly certificate: Certificate;
  readonly clock: Clock;
  /** Who a bearer token belongs to; undefined where it is none of ours. */
  readonly verify: (token: string) => Caller | 'expired' | undefined;
  /** Where a client without a token is sent: `https://login.microsoftonline.com/<tenant>`. Default: this server. */
  authorizationUri?(url: URL): string;
  /** Counts requests and refuses what is too much; absent, nothing is refused. */
  readonly throttle?: Throttle;
  /** Whether the throttle refuses or only counts. Default: it refuses. */
  throttling?(): boolean;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Takes a WebSocket over; answers false where the path is not its own. */
  onUpgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

export interface Journal {
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
  readonly requests: Journal[];
  /** Asked before every request; what it answers is sent instead. For faults and tests. */
  before: ((request: Request) => Forced | Promise<Forced>) | undefined;
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
    before: undefined,
    close: () =>
      new Promise(resolve => {
        http.close(() => resolve());
        for (const socket of connections) socket.destroy();
      }),
  };
  const answer = answerer(options, server);
  http.on('request', (incoming, outgoing) => void answer(incoming, outgoing));
  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (options.onUpgrade?.(request, socket, head) === true) return;
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  return server;
}

function answerer(options: ServerOptions, server: EmulatorServer) {
  const routes = options.routes.map(route => ({ route, path: new RegExp(route.path.source, 'i') }));
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const method = incoming.method ?? 'GET';
    const url = new URL(incoming.url ?? '/', `https://${incoming.headers.host ?? server.origin.slice(8)}`);
    const path = url.pathname.replaceAll(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
    const journal = (status: number) =>
      server.requests.push({ method, path: url.pathname + url.search, status });
    const request: Request = {
      method,
      url,
      headers: incoming.headers,
      body: await readBody(incoming),
      params: {},
      caller: undefined,
    };
    const forced = await server.before?.(request);
    if (forced === 'drop') {
      journal(0);
      outgoing.destroy();
      return;
    }
    const here = routes.filter(r => r.path.test(path));
    const found = here.find(r => r.route.method === method) ?? headAsGet(here, method);
    const answered = forced ?? (await answerRoute(options, found, here.length > 0, path, request));
    const open = found?.route.access === 'open';
    const headers = open ? {} : armHeaders(options.clock, answered.status);
    // Noted first: who waits for the answer may look at the journal at once.
    journal(answered.status);
    send(outgoing, method, answered, { ...headers, date: new Date(options.clock.now()).toUTCString() });
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
    if (!found) throw pathKnown ? wrongMethod(request.method, path) : unknownPath(path);
    const params = decodeParams(found.path.exec(path)?.groups ?? {});
    if (found.route.access === 'open') return await found.route.answer({ ...request, params });
    return await answerArm(options, found.route, { ...request, params });
  } catch (error) {
    if (error instanceof ArmError) return error.response();
    return internalError(error).response();
  }
}

async function answerArm(options: ServerOptions, route: Route, request: Request): Promise<Response> {
  const uri = options.authorizationUri?.(request.url) ?? `${request.url.origin}/common`;
  const caller = authenticate(request.headers.authorization, uri, options.verify, options.clock);
  requestVersion(request.url);
  const counted = count(options, request, caller);
  if (request.method !== 'GET') checkJson(request.body);
  try {
    const answered = await route.answer({ ...request, caller });
    return { ...answered, headers: { ...counted, ...answered.headers } };
  } catch (error) {
    const problem = error instanceof ArmError ? error : internalError(error);
    const answered = problem.response();
    return { ...answered, headers: { ...counted, ...answered.headers } };
  }
}

/** Headers that say what is left. Throws 429 where nothing is. */
function count(options: ServerOptions, request: Request, caller: Caller): Record<string, string> {
  if (!options.throttle) return {};
  const bucket = bucketOf(request.method);
  const subscription = /^\/subscriptions\/([^/]+)/i.exec(request.url.pathname)?.[1];
  const whose = `${subscription ?? caller.tenantId} ${caller.objectId}`;
  const { allowed, remaining, retryAfter } = options.throttle.take(bucket, whose);
  const scope = subscription === undefined ? 'tenant' : 'subscription';
  const headers = { [`x-ms-ratelimit-remaining-${scope}-${bucket}`]: String(remaining) };
  if (allowed || options.throttling?.() === false) return headers;
  throw gatewayError(
    429,
    'SubscriptionRequestsThrottled',
    `Number of '${bucket.slice(0, -1)}' requests for subscription '${subscription ?? ''}' actor '${caller.objectId}' exceeded. Please try again after '${retryAfter}' seconds after additional tokens are available. Refer to https://aka.ms/arm-throttling for additional information.`,
    { headers: { ...headers, 'retry-after': String(retryAfter) } },
  );
}

function checkJson(body: string): void {
  if (body === '') return;
  try {
    JSON.parse(body);
  } catch {
    throw invalidContent(
      "Unexpected character encountered while parsing value. Path '', line 1, position 1.",
    );
  }
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

function internalError(cause: unknown): ArmError {
  const id = randomUUID();
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ArmError(
    500,
    'InternalServerError',
    `Encountered an internal server error. The tracking activity id is '${id}', correlation id is '${id}'.`,
    { more: { innererror: { message: why } } },
  );
}

/** What ARM says with every answer (FACTS §3, Headers); the route's own headers win. */
function armHeaders(clock: Clock, status: number): Record<string, string> {
  const id = randomUUID();
  const time = new Date(clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return {
    'cache-control': 'no-cache',
    pragma: 'no-cache',
    expires: '-1',
    ...(status === 204 ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-ms-request-id': id,
    'x-ms-correlation-request-id': id,
    'x-ms-routing-request-id': `WESTEUROPE:${time}:${id}`,
  };
}

function send(
  outgoing: ServerResponse,
  method: string,
  { status, headers, body }: Response,
  more: Record<string, string>,
): void {
  const lower = Object.entries({ ...headers }).map(([name, value]) => [name.toLowerCase(), value] as const);
  const all = { ...more, ...Object.fromEntries(lower) };
  const json = typeof body !== 'string';
  const content = body === undefined ? '' : json ? printJson(body) : body;
  if (content !== '' && json) all['content-type'] ??= 'application/json; charset=utf-8';
  if (status !== 204) all['content-length'] = String(Buffer.byteLength(content));
  outgoing.writeHead(status, all);
  outgoing.end(method === 'HEAD' || status === 204 ? '' : content);
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch {
    // The client hung up; whatever is answered goes nowhere.
  }
  return Buffer.concat(chunks).toString('utf8');
}
