/** MCP over streamable HTTP, on 127.0.0.1 only: how VS Code reaches the server of its window. */
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { createMcpServer } from './createMcpServer.ts';
import type { McpContext } from './mcpContext.ts';
import { refusalOf } from './requestGuard.ts';

export interface McpHttpServer {
  /** `http://127.0.0.1:4711/mcp`. */
  readonly url: string;
  /** To be sent as `Authorization: Bearer …`; another one at each start. */
  readonly token: string;
  /** Tells the clients that other tools are offered now. */
  toolsChanged(): void;
  /** Ends every session, and what runs in it. */
  close(): Promise<void>;
}

interface Session {
  readonly server: Server;
  readonly transport: StreamableHTTPServerTransport;
}

/** A client that went without a word leaves its session: of more than so many the one that was used least lately ends. */
const mostSessions = 20;

/** Bytes of a request: ARM takes no template of more than 4 MB either. */
const longestBody = 4 * 1024 * 1024;

const path = '/mcp';

/** Listens on a port that was free. */
export async function startHttpServer(context: McpContext): Promise<McpHttpServer> {
  const token = randomBytes(32).toString('base64url');
  /** By id; the one that was used last is the last. */
  const sessions = new Map<string, Session>();
  const http = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      context.log(error instanceof Error ? error.message : String(error));
      if (!response.headersSent)
        refuse(response, 500, 'Something is wrong in the extension. Its log says more.');
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refusalOf(request.headers, { host, token });
    if (refusal) {
      context.log(`An MCP request was refused: ${refusal.reason}`);
      refuse(response, refusal.status, refusal.reason);
      return;
    }
    if (request.url !== path) {
      refuse(response, 404, `There is nothing but ${path}.`);
      return;
    }
    const id = request.headers['mcp-session-id'];
    if (typeof id === 'string') await answerIn(id, request, response);
    else await openSession(request, response);
  }

  async function answerIn(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const session = sessions.get(id);
    if (!session) {
      refuse(response, 404, 'The session has ended. Initialize a new one.');
      return;
    }
    sessions.delete(id);
    sessions.set(id, session);
    await session.transport.handleRequest(request, response);
  }

  /** What is no `initialize` gets a refusal from the transport, and no session. */
  async function openSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const server = createMcpServer(context);
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      maxRequestBodySize: longestBody,
      onsessioninitialized: id => {
        const [oldest] = sessions.values();
        if (oldest && sessions.size >= mostSessions) void oldest.server.close();
        sessions.set(id, { server, transport });
      },
    });
    server.onclose = () => {
      if (transport.sessionId !== undefined) sessions.delete(transport.sessionId);
    };
    await server.connect(transport);
    await transport.handleRequest(request, response);
    if (transport.sessionId === undefined) await server.close();
  }

  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    url: `http://${host}${path}`,
    token,
    toolsChanged() {
      // Who has gone needs no news.
      for (const { server } of sessions.values()) server.sendToolListChanged().catch(() => undefined);
    },
    async close() {
      await Promise.all([...sessions.values()].map(({ server }) => server.close()));
      const closed = once(http, 'close');
      http.close();
      http.closeAllConnections();
      await closed;
    },
  };
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    connection: 'close', // what else it sends is not read
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
  };
  response.writeHead(status, headers).end(reason);
}
