/** The https server on loopback that tries the emulator's routes in order. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { answerArm, armHeaders, toArmError, type ArmAnswerDeps } from './arm/gateway/answerArm.ts';
import { type ArmError, gatewayError, pathNotFound } from './arm/armError.ts';
import { providerPathError } from './arm/providers/providers.ts';
import { requestVersion } from './arm/apiVersions.ts';
import type { Request, Response, Route } from './arm/route.ts';
import type { Certificate } from './certificate.ts';
import { Faults, type RequestFault } from './faults/faults.ts';
import { applyFaultAfter, applyFaultBefore, type OutgoingResponse } from './faults/requestFaults.ts';
import {
  bodyTooLargeError,
  clientRequestIdHeader,
  maxBodyBytes,
  readRequestBody,
  requestUrl,
} from './incomingRequest.ts';
import { printJson } from './arm/json/printJson.ts';

/** A response in place of the route's own; `drop` closes the connection without one. */
export type ResponseOverride = Response | 'drop' | undefined;

export interface ServerOptions extends ArmAnswerDeps {
  readonly routes: readonly Route[];
  readonly certificate: Certificate;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Failures to inject. Default: none. */
  readonly faults?: Faults;
  /** Called with every request and its response. */
  readonly onResponse?: ((request: Request, response: Response) => void) | undefined;
  /** Takes over the upgrade to a WebSocket; returns false for paths of others. */
  readonly onUpgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
  /** Set: bodies are bytes, with a limit of their own. Default: text, with ARM's limit. */
  readonly byteBodies?: ByteBodies;
}

export interface ByteBodies {
  readonly maxBytes: () => number;
  readonly tooLarge: (maxBytes: number) => Response;
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
  /** Every request, in the order of the responses; status 0 where the connection was closed without one. */
  readonly requests: AnsweredRequest[];
  /** Called before every request; what it returns is sent in place of the route's response. For tests. */
  interceptRequest: ((request: Request) => ResponseOverride | Promise<ResponseOverride>) | undefined;
  /** Stops listening and closes every connection, upgraded ones included. */
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
    // An invalid address, or a hook that throws, must not end the emulator.
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
    const { request, tooLarge } = await readRequest(incoming, server.origin, options.byteBodies);
    const { method, url } = request;
    const address = url.pathname + url.search;
    const recordRequest = (status: number) => server.requests.push({ method, path: address, status });
    const override = await server.interceptRequest?.(request);
    if (override === 'drop') {
      recordRequest(0);
      outgoing.destroy();
      return;
    }
    const fault = faults.takeForRequest(method, address);
    const context = { faults, clock, outgoing, recordRequest };
    if (fault && (await applyFaultBefore(fault, context))) return;
    const match = matchRoute(routes, request);
    const replacement = override ?? responseOf(fault) ?? tooLarge;
    const deps = fault?.kind === 'expiredToken' ? { ...options, verify: () => 'expired' as const } : options;
    const response = replacement ?? (await answerRoute(deps, match, request));
    options.onResponse?.(request, response);
    const isArm = fault?.kind !== 'intercepted' && match.found?.route.access !== 'open';
    const headers = isArm
      ? { ...armHeaders(clock, response.status), ...clientRequestIdHeader(incoming) }
      : {};
    const ready = toOutgoingResponse(response, { ...headers, date: new Date(clock.now()).toUTCString() });
    if (fault && applyFaultAfter(fault, ready, context)) return;
    // Recorded before it is sent: whoever waits for the response may look at `requests` at once.
    recordRequest(response.status);
    outgoing.writeHead(ready.status, ready.headers);
    outgoing.end(method === 'HEAD' || ready.status === 204 ? '' : ready.content);
    // The rest of a body that is too large is not waited for.
    if (tooLarge) outgoing.once('finish', () => incoming.destroy());
  };
}

async function readRequest(
  incoming: IncomingMessage,
  origin: string,
  byteBodies: ByteBodies | undefined,
): Promise<{ readonly request: Request; readonly tooLarge: Response | undefined }> {
  const { method = 'GET', headers } = incoming;
  const url = requestUrl(incoming, origin);
  const maxBytes = byteBodies?.maxBytes() ?? maxBodyBytes;
  const bytes = await readRequestBody(incoming, maxBytes);
  const content = byteBodies
    ? { body: '', bytes: bytes ?? Buffer.alloc(0) }
    : { body: bytes?.toString('utf8') ?? '' };
  const request = { method, url, headers, ...content, params: {}, caller: undefined };
  if (bytes) return { request, tooLarge: undefined };
  return { request, tooLarge: byteBodies?.tooLarge(maxBytes) ?? bodyTooLargeError.response() };
}

/** What a fault answers in place of the route. */
function responseOf(fault: RequestFault | undefined): Response | undefined {
  return fault?.kind === 'intercepted' || fault?.kind === 'answer' ? fault.response : undefined;
}

interface CompiledRoute {
  readonly route: Route;
  readonly path: RegExp;
}

interface RouteMatch {
  readonly path: string;
  readonly found: CompiledRoute | undefined;
  /** Whether a route of another method has this path. */
  readonly isPathKnown: boolean;
}

function matchRoute(routes: readonly CompiledRoute[], { method, url }: Request): RouteMatch {
  const path = url.pathname.replace(/(?<=.)\/$/, '');
  const samePath = routes.filter(each => each.path.test(path));
  const found =
    samePath.find(each => each.route.method === method) ??
    (method === 'HEAD' ? samePath.find(each => each.route.method === 'GET') : undefined);
  return { path, found, isPathKnown: samePath.length > 0 };
}

async function answerRoute(
  deps: ArmAnswerDeps,
  { path, found, isPathKnown }: RouteMatch,
  request: Request,
): Promise<Response> {
  try {
    if (!found && !isPathKnown && armPath.test(path)) {
      return await answerArm(deps, missingRoute(path), request);
    }
    if (!found) throw isPathKnown ? wrongMethod(request.method, path) : pathNotFound(path);
    const params = decodeParams(found.path.exec(path)?.groups ?? {});
    if (found.route.access === 'open') return await found.route.answer({ ...request, params });
    return await answerArm(deps, found.route, { ...request, params });
  } catch (error) {
    return toArmError(error).response();
  }
}

const armPath = /^\/(?:subscriptions|providers)(?:\/|$)/i;

/** ARM tells only callers with a token that a path does not exist. */
function missingRoute(path: string): Route {
  return {
    method: '*',
    path: armPath,
    access: 'arm',
    answer({ url }) {
      throw providerPathError(path, requestVersion(url)) ?? pathNotFound(path);
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

function wrongMethod(method: string, path: string): ArmError {
  return gatewayError(
    405,
    'HttpMethodNotSupported',
    `The HTTP method '${method}' is not supported at scope '${path}'.`,
  );
}

function toOutgoingResponse(
  { status, headers, body, bytes }: Response,
  more: Record<string, string>,
): OutgoingResponse {
  const lower = Object.entries({ ...headers }).map(([name, value]) => [name.toLowerCase(), value] as const);
  const all = { ...more, ...Object.fromEntries(lower) };
  const json = bytes === undefined && typeof body !== 'string';
  const content = bytes ?? (body === undefined ? '' : typeof body === 'string' ? body : printJson(body));
  if (content !== '' && json) all['content-type'] ??= 'application/json; charset=utf-8';
  if (status !== 204) all['content-length'] = String(Buffer.byteLength(content));
  return { status, headers: all, content };
}
