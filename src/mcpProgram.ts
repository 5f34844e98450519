/**
 * `node dist/mcp.js`: the operations of agents as an MCP server over standard input and output, without an editor.
 * Standard output is only for the protocol; what there is to say goes to standard error. It ends with standard input.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { systemClock } from './core/clock.ts';
import { openProgramDeps, type ProgramDeps } from './mcpProgramDeps.ts';
import { lazyAsync } from './ui/account/lazyAsync.ts';
import { createMcpServer } from './ui/agents/mcp/createMcpServer.ts';
import {
  type ProgramOptions,
  readProgramOptions,
  usage,
  UsageError,
} from './ui/agents/mcp/programOptions.ts';
import { operations } from './ui/agents/operations.ts';

function log(message: string): void {
  process.stderr.write(`${message}\n`);
}

async function run(): Promise<void> {
  const options = readProgramOptions(process.argv.slice(2), process.env);
  if (options === 'help') process.stdout.write(`${usage}\n`);
  else if (options === 'version') process.stdout.write(`${await version()}\n`);
  else await serve(options);
}

async function serve(options: ProgramOptions): Promise<void> {
  const opened = lazyAsync<ProgramDeps>(() => openProgramDeps(options));
  const server = createMcpServer({
    operations,
    operationDeps: async () => (await opened.get()).deps,
    changesForbidden: () =>
      options.readOnly ? 'This server was started with --read-only: it changes nothing.' : undefined,
    clock: systemClock,
    version: await version(),
    log,
  });
  const ended = Promise.race([
    once(process.stdin, 'close'),
    once(process.stdin, 'end'),
    once(process.stdout, 'error'), // nobody reads any more
    new Promise<void>(resolve => (server.onclose = resolve)),
  ]);
  await server.connect(new StdioServerTransport());
  log(
    `Serving ${options.cloud === 'emulator' ? 'the emulator' : options.cloud} over standard input and output.`,
  );
  await ended;
  await server.close();
  await opened.present?.then(
    program => program.close(),
    () => undefined,
  );
}

/** That of the extension: package.json lies beside `src` and `dist` alike. */
async function version(): Promise<string> {
  const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

run().then(
  () => process.exit(0), // connections that are kept alive would keep it for a while
  (error: unknown) => {
    const isUsage = error instanceof UsageError;
    log(error instanceof Error ? error.message : String(error));
    if (isUsage) log(`\n${usage}`);
    process.exit(isUsage ? 2 : 1);
  },
);
