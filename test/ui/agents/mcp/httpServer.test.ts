import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CallToolResultSchema, ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { type McpHttpServer, startHttpServer } from '../../../../src/ui/agents/mcp/httpServer.ts';
import { until } from '../../../until.ts';
import {
  type AnswerForm,
  call,
  createClient,
  type McpFixture,
  openMcpFixture,
  textOf,
} from './mcpFixture.ts';

describe('The MCP server of a window', () => {
  let mcp: McpFixture;
  let server: McpHttpServer;
  let clients: Client[];
  beforeEach(async () => {
    mcp = await openMcpFixture();
    server = await startHttpServer(mcp.context);
    clients = [];
  });
  afterEach(async () => {
    await Promise.all(clients.map(client => client.close()));
    await server.close();
    await mcp.close();
  });

  async function connect(answerForm?: AnswerForm): Promise<Client> {
    const client = createClient(answerForm);
    const transport = new StreamableHTTPClientTransport(new URL(server.url), {
      requestInit: { headers: { authorization: `Bearer ${server.token}` } },
    });
    await client.connect(transport);
    clients.push(client);
    return client;
  }

  /** A request as anybody on this machine may send it. */
  function send(
    headers: Record<string, string>,
    { path = '/mcp', method = 'POST', body = initialize } = {},
  ): Promise<{ readonly status: number | undefined; readonly text: string }> {
    const { hostname, port } = new URL(server.url);
    const known = {
      authorization: `Bearer ${server.token}`,
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
    };
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, path, method, headers: { ...known, ...headers } }, response => {
        let text = '';
        response.on('data', chunk => (text += String(chunk)));
        response.on('close', () => resolve({ status: response.statusCode, text }));
      });
      sent.on('error', reject);
      sent.end(method === 'GET' ? undefined : body);
    });
  }

  it('is on 127.0.0.1, at a port and with a token of its own each time', async () => {
    const other = await startHttpServer(mcp.context);
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+\/mcp$/);
    assert.notEqual(other.url, server.url);
    assert.notEqual(other.token, server.token);
    assert.ok(server.token.length >= 43);
    await other.close();
  });

  it('answers clients, each in a session of its own, at the same time', async () => {
    const [one, other] = [await connect(), await connect()];
    const listed = await Promise.all([one, other].map(client => call(client, 'list_groups')));
    for (const each of listed) assert.match(textOf(each), /container groups/);
    const planned = await call(one, 'paint', { colour: 'red' });
    const planId = planned.structuredContent?.['planId'] as string;
    assert.match(textOf(await call(other, 'confirm_plan', { planId })), /There is no plan/);
    assert.equal(textOf(await call(one, 'confirm_plan', { planId })), 'It is red.');
  });

  it('asks the person, tells progress and ends what is cancelled over HTTP, too', async () => {
    const client = await connect(() => ({ action: 'accept', content: { confirm: true } }));
    assert.equal(textOf(await call(client, 'burn', { colour: 'red' })), 'It is red.');
    const cancelling = new AbortController();
    const told: string[] = [];
    const waiting = client.callTool({ name: 'wait', arguments: {} }, CallToolResultSchema, {
      signal: cancelling.signal,
      onprogress: ({ message = '' }) => {
        told.push(message);
        if (told.length === 2) cancelling.abort(new Error('enough'));
      },
    });
    await assert.rejects(waiting, /enough/);
    await mcp.sample.aborted;
    assert.deepEqual(told, ['waiting', 'still waiting']);
  });

  it('refuses who does not know the token', async () => {
    for (const authorization of [
      '',
      'Bearer',
      'Bearer wrong',
      `Basic ${server.token}`,
      `Bearer ${server.token}x`,
    ]) {
      const { status, text } = await send({ authorization });
      assert.equal(status, 401, authorization);
      assert.ok(!text.includes(server.token));
    }
  });

  it('refuses web pages, and names that were made to resolve to this machine', async () => {
    const { host, port } = new URL(server.url);
    for (const origin of ['https://evil.example', 'null', `http://${host}`, 'vscode-webview://x'])
      assert.equal((await send({ origin })).status, 403, origin);
    for (const name of [`evil.example:${port}`, `localhost:${port}`, '127.0.0.1'])
      assert.equal((await send({ host: name })).status, 403, name);
    assert.equal((await send({ host })).status, 200);
  });

  it('says what is wrong with a request, and goes on', async () => {
    assert.equal((await send({}, { path: '/' })).status, 404);
    assert.equal((await send({ 'mcp-session-id': 'none' })).status, 404);
    assert.equal((await send({}, { body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' })).status, 400);
    assert.equal((await send({}, { body: '{' })).status, 400);
    assert.equal((await send({}, { body: '[]' })).status, 400);
    assert.equal((await send({}, { body: ' '.repeat(5 * 1024 * 1024) })).status, 413);
    assert.equal((await send({}, { method: 'PUT' })).status, 405);
    assert.equal((await send({ accept: 'text/html' })).status, 406);
    const client = await connect();
    assert.match(textOf(await call(client, 'list_groups')), /container groups/);
  });

  it('tells clients when other tools are offered', async () => {
    const client = await connect();
    let isTold = false;
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => void (isTold = true));
    mcp.forbidden = 'Changes are turned off.';
    await until('the client is told', () => {
      server.toolsChanged(); // lost as long as the client has not begun to listen
      return isTold;
    });
    const { tools } = await client.listTools();
    assert.ok(!tools.some(({ name }) => name === 'paint'));
  });

  it('keeps twenty sessions: of more, the one that was used least lately ends', async () => {
    const [oldest, used] = [await connect(), await connect()];
    for (let more = 0; more < 17; more++) await connect();
    await call(oldest, 'list_groups', { limit: 1 });
    await connect();
    await connect();
    assert.match(textOf(await call(oldest, 'list_groups', { limit: 1 })), /container groups/);
    await assert.rejects(call(used, 'list_groups'), /session has ended/);
  });

  it('ends with its sessions, and with what runs in them', async () => {
    const client = await connect();
    const waiting = call(client, 'wait').catch(() => undefined);
    await mcp.sample.waiting;
    await server.close();
    await mcp.sample.aborted;
    await client.close();
    await waiting;
    clients = [];
    server = await startHttpServer(mcp.context);
  });
});

const initialize = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
});
