import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { development, production } from '../src/emulator/seed/contoso.ts';
import { operations } from '../src/ui/agents/operations.ts';
import { call, textOf } from './ui/agents/mcp/mcpFixture.ts';

const root = path.resolve(import.meta.dirname, '..');

describe('The MCP program', function () {
  this.timeout(120_000);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-mcp-'));
  const program = path.join(folder, 'dist/mcp.js');
  const clients: Client[] = [];
  before(() => {
    const args = ['esbuild.js', '--production', '--outdir', path.join(folder, 'dist')];
    execFileSync(process.execPath, [...args, '--metafile', path.join(folder, 'meta.json')], { cwd: root });
    fs.copyFileSync(path.join(root, 'package.json'), path.join(folder, 'package.json'));
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));
  afterEach(() => Promise.all(clients.splice(0).map(client => client.close())));

  async function connect(...options: string[]): Promise<Client> {
    const client = new Client({ name: 'test', version: '1' });
    clients.push(client);
    const args = [program, '--cloud', 'emulator', ...options];
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore', cwd: folder }),
    );
    return client;
  }

  const runWith = (...words: string[]) =>
    spawnSync(process.execPath, [program, ...words], { encoding: 'utf8' });

  it('serves the emulator over standard input and output, without an account', async () => {
    const client = await connect();
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      [...operations.map(({ name }) => name), 'confirm_plan'],
    );
    assert.match(textOf(await call(client, 'list_groups', { filter: 'hello' })), /rg-playground\/hello/);
    assert.match(textOf(await call(client, 'list_groups', { nonsense: 1 })), /no argument "nonsense"/);
    const { resources } = await client.listResources();
    assert.ok(resources.length > 5);
  });

  it('changes nothing with --read-only', async () => {
    const client = await connect('--read-only');
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      operations.filter(({ effect }) => effect === 'read').map(({ name }) => name),
    );
    const refused = await call(client, 'delete_group', { group: 'rg-playground/hello' });
    assert.match(textOf(refused), /^This server was started with --read-only.*Nothing was changed/);
    assert.match(textOf(await call(client, 'list_groups', { filter: 'hello' })), /rg-playground\/hello/);
  });

  it('reaches no subscription but those of --subscription, by a resource id either', async () => {
    const client = await connect('--subscription', development.toUpperCase());
    const { groups } = (await call(client, 'list_groups', { limit: 100 })).structuredContent as {
      readonly groups: readonly { readonly group: string }[];
    };
    assert.ok(groups.length > 0 && groups.every(({ group }) => group.startsWith(`${development}/`)));
    const id = `/subscriptions/${production}/resourceGroups/a/providers/Microsoft.ContainerInstance/containerGroups/b`;
    const refused = await call(client, 'stop_group', { group: id });
    assert.equal(refused.isError, true);
    assert.match(textOf(refused), /No subscription .* is visible/);
    const document = client.readResource({ uri: `aci://${production}/a/b/group` });
    await assert.rejects(document, /started for other subscriptions/);
  });

  it('writes nothing but the protocol to standard output, and ends when standard input does', async () => {
    const child = spawn(process.execPath, [program, '--cloud', 'emulator'], { stdio: 'pipe' });
    const exited = once(child, 'exit');
    const said = [text(child.stdout), text(child.stderr)] as const;
    const initialize = {
      ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
      params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
    };
    child.stdin.write(`${JSON.stringify(initialize)}\nno JSON\n{}\n`);
    await once(child.stdout, 'data');
    child.stdin.end();
    assert.deepEqual(await exited, [0, null]);
    const lines = (await said[0]).split('\n').filter(line => line !== '');
    for (const line of lines) assert.equal((JSON.parse(line) as { jsonrpc: string }).jsonrpc, '2.0');
    assert.match(await said[1], /^Serving the emulator/);
  });

  it('tells what it takes, its version, and what is wrong with its options', () => {
    const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      readonly version: string;
    };
    assert.equal(runWith('--version').stdout, `${version}\n`);
    assert.match(runWith('--help').stdout, /^Usage: node mcp\.js[^]*--read-only/);
    const { status, stdout, stderr } = runWith('--nonsense');
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /--nonsense[^]*Usage:/);
  });
});
