import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { ContainerInstanceManagementClient } from '@azure/arm-containerinstance';
import { ClientSecretCredential } from '@azure/identity';

const script = resolve(import.meta.dirname, '../../scripts/emulator.mjs');

interface Announced {
  readonly resourceManagerEndpoint: string;
  readonly activeDirectoryEndpoint: string;
  readonly caFile: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly subscriptionIds: readonly string[];
}

function run(
  ...args: string[]
): ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream } {
  return spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

/** Runs to the end, and says what came out. */
async function outcome(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = run(...args);
  const [[code], out, err] = await Promise.all([
    once(child, 'exit') as Promise<[number | null]>,
    textOf(child.stdout),
    textOf(child.stderr),
  ]);
  return { code, out, err };
}

describe('npm run emulator', function () {
  this.timeout(60_000);

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`prints one line, serves an unmodified client, and cleans up on ${signal}`, async () => {
      const child = run('--port', '0');
      const lines: string[] = [];
      const reader = createInterface({ input: child.stdout });
      reader.on('line', line => lines.push(line));
      await once(reader, 'line');
      const said = JSON.parse(lines[0] ?? '') as Announced;
      assert.deepEqual(Object.keys(said), [
        'resourceManagerEndpoint',
        'activeDirectoryEndpoint',
        'caFile',
        'tenantId',
        'clientId',
        'clientSecret',
        'clientCertificateFile',
        'federatedTokenFile',
        'identityEndpoint',
        'identityHeader',
        'subscriptionIds',
      ]);
      assert.ok((await groupNames(said)).includes('storefront-web'));
      const exited = once(child, 'exit');
      child.kill(signal);
      assert.deepEqual(await exited, [0, null]);
      assert.equal(lines.length, 1);
      assert.equal(existsSync(dirname(said.caFile)), false);
    });
  }

  it('ends with npm, which does not hand signals on', async function () {
    if (process.platform === 'win32') this.skip();
    const npm = spawn('npm', ['run', '--silent', 'emulator', '--', '--seed', 'empty'], {
      cwd: dirname(dirname(script)),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface({ input: npm.stdout }), 'line')) as [string];
    // Standard output is the emulator's own: it closes when the emulator is gone.
    const gone = once(npm, 'close');
    npm.kill('SIGTERM');
    await gone;
    assert.equal(existsSync(dirname((JSON.parse(line) as Announced).caFile)), false);
  });

  it('tells one secret, which needs no quotes and is no option for a command line', async () => {
    const child = run();
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    child.kill('SIGTERM');
    await once(child, 'exit');
    assert.match((JSON.parse(line) as Announced).clientSecret, /^[0-9a-f]{48}$/);
  });

  const mistakes: [string, string[], RegExp][] = [
    ['an unknown seed', ['--seed', 'none'], /--seed wants demo, empty or groups=N/],
    ['a count that is none', ['--seed', 'groups=many'], /--seed wants/],
    ['a port that is none', ['--port', '70000'], /--port wants a number/],
    ['an unknown option', ['--prot', '1'], /--prot/],
    ['a stray word', ['demo'], /demo/],
  ];
  for (const [what, args, message] of mistakes) {
    it(`refuses ${what} with exit code 2`, async () => {
      const { code, out, err } = await outcome(...args);
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.match(err, message);
      assert.match(err, /Usage: /);
    });
  }

  it('says plainly that the port is taken', async () => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { code, out, err } = await outcome('--port', String((other.address() as AddressInfo).port));
    other.close();
    assert.equal(code, 1);
    assert.equal(out, '');
    assert.match(err, /^The port is taken by another program\./);
  });
});

async function groupNames(said: Announced): Promise<(string | undefined)[]> {
  const tlsOptions = { ca: readFileSync(said.caFile, 'utf8') };
  const credential = new ClientSecretCredential(said.tenantId, said.clientId, said.clientSecret, {
    authorityHost: said.activeDirectoryEndpoint,
    disableInstanceDiscovery: true,
    tlsOptions,
  });
  const endpoint = said.resourceManagerEndpoint;
  const names: (string | undefined)[] = [];
  for (const id of said.subscriptionIds) {
    const options = { endpoint, credentialScopes: [`${endpoint}/.default`], tlsOptions };
    const client = new ContainerInstanceManagementClient(credential, id, options);
    for await (const group of client.containerGroups.list()) names.push(group.name);
  }
  return names;
}
