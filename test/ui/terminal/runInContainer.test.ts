import assert from 'node:assert/strict';
import { runInContainer, type RunTarget } from '../../../src/ui/terminal/runInContainer.ts';
import { TestClock } from '../../testClock.ts';
import { openTerminalFixture, Screen, type TerminalFixture } from './terminalFixture.ts';

describe('A command that is run in a container, arguments and all (exec takes none, azure-cli#10039, azure-docs#31685)', () => {
  let world: TerminalFixture;
  let hello: RunTarget;
  let iis: RunTarget;
  before(async () => {
    world = await openTerminalFixture();
    hello = { ref: world.refOf('hello', 'hello'), os: 'Linux' };
    iis = { ref: world.refOf('iis-legacy', 'iis'), os: 'Windows' };
  });
  after(() => world.close());

  const start = (command: string, target = hello) => {
    const screen = new Screen();
    const controller = new AbortController();
    const around = {
      ...{ aci: world.aci, clock: new TestClock(), nonce: 'n0nce' },
      append: (text: string) => screen.write(text),
    };
    return { screen, controller, done: runInContainer(target, command, around, controller.signal) };
  };
  const run = async (command: string, target = hello) => {
    const { screen, done } = start(command, target);
    await done;
    return screen.text;
  };

  for (const [command, output, code] of [
    ['echo hello', 'hello\n', 0],
    ['printf no-newline', 'no-newline\n', 0],
    [`echo 'a  "b"' $((6 * 7)); exit 3`, 'a  "b" 42\n', 3],
    ['echo grüße 🐳', 'grüße 🐳\n', 0],
    ['nonsense --flag', 'sh: nonsense: not found\n', 127],
    ['echo "open', 'sh: syntax error: unterminated quoted string\n', 2],
    ['cat', '', 0],
    ['true', '', 0],
  ] as const)
    it(`shows the output and the exit code of ${command}`, async () => {
      assert.equal(await run(command), `$ ${command}\n${output}── exit code ${code} ──\n\n`);
    });

  describe('on Windows', () => {
    for (const [command, output, code] of [
      ['echo hello', 'hello\n', 0],
      ['echo "a  b" & echo %OS% 100% done & exit /b 3', '"a  b"\nWindows_NT 100% done\n', 3],
      ['echo one& cmd /c exit 5', 'one\n', 5],
      ['echo [[aci-end another:1]]', '[[aci-end another:1]]\n', 0],
      [
        'nonsense --flag',
        "'nonsense' is not recognized as an internal or external command,\noperable program or batch file.\n",
        1,
      ],
      ['type', '', 0],
    ] as const)
      it(`shows the output and the exit code of ${command}`, async () => {
        assert.equal(await run(command, iis), `$ ${command}\n${output}── exit code ${code} ──\n\n`);
      });
  });

  it('shows all of a long output, in order', async () => {
    const shown = await run('seq 1 3000');
    const lines = Array.from({ length: 3_000 }, (_, index) => `${index + 1}\n`).join('');
    assert.equal(shown, `$ seq 1 3000\n${lines}── exit code 0 ──\n\n`);
  });

  it('is interrupted on demand: what there is stays', async () => {
    const { screen, controller, done } = start('echo first; sleep 1000');
    await screen.shows(/^first\n/m);
    controller.abort();
    await done;
    assert.match(screen.text, /first\n── interrupted ──\n\n$/);
  });

  it('is not begun where it is called off before', async () => {
    const { screen, controller, done } = start('echo never');
    controller.abort();
    await done;
    assert.equal(screen.text, '$ echo never\n── interrupted ──\n\n');
  });

  it('says that its exit code is not known where the connection is lost', async () => {
    const { screen, done } = start('printf half; sleep 1000');
    await screen.shows(/sleep 1000\n/);
    const rejected = assert.rejects(done, { name: 'AciError', kind: 'offline' });
    await untilOpen(world);
    world.emulator.arm.execSockets.terminateAll();
    await rejected;
    assert.match(screen.text, /── failed: The connection to 127\.0\.0\.1:\d+ was lost\. ──\n\n$/);
  });

  it('says so where the container has no shell', async () => {
    const shown = await run('ls', { ...iis, os: 'Linux' });
    assert.match(
      shown,
      /── \/bin\/sh ended at once: the image may not have it \(rpc error: .*no such file.*\) ──/,
    );
  });

  it("passes Azure's refusal on, and tells it", async () => {
    const { screen, done } = start('ls', { ref: world.refOf('storefront-admin', 'admin'), os: 'Linux' });
    await assert.rejects(done, { name: 'AciError', kind: 'refused' });
    assert.match(screen.text, /── failed: The container 'admin' .* is not running\. ──/);
  });
});

/** Until the emulator has the one socket. */
async function untilOpen({ emulator }: TerminalFixture): Promise<void> {
  while (emulator.arm.execSockets.openCount === 0) await new Promise(setImmediate);
}
