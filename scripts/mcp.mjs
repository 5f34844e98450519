// @ts-check
// The MCP server from the sources: `npm run --silent mcp -- --cloud emulator`. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

// Standard output is only for the protocol: the set-up prints to standard error.
const setup = fileURLToPath(new URL('setup.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [setup], { stdio: ['ignore', 2, 2] });
if (status !== 0) process.exit(1);

const { register } = await import('tsx/esm/api');
register();
await import('../src/mcpProgram.ts');
