import assert from 'node:assert/strict';
import type { ContainerRef } from '../../../src/core/model.ts';
import { runInContainer } from '../../../src/ui/terminal/runInContainer.ts';
import { TestClock } from '../../azure/testClock.ts';
import { t } from '../create/world.ts';
import { openWorld, Screen, type World } from './world.ts';

describe('A command that is run in a container, arguments and all (azure-cli#10039: exec takes none)', () => {
  let world: World;
  let hello: ContainerRef;
  before(async () => {
    world = await openWorld();
    hello = world.refOf('hello', 'hello');
  });
  after(() => world.close());

  const start = (command: string, ref = hello) => {
    const screen = new Screen();
    const controller = new AbortController();
    const around = {
      ...{ aci: world.aci, clock: new TestClock(), t, nonce: 'n0nce' },
      append: (text: string) => screen.write(text),
    };
    return { screen, controller, done: runInContainer(ref, command, around, controller.signal) };
  };
  const run = async (command: string, ref = hello) => {
    const { screen, done } = start(command, ref);
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
    world.emulator.arm.execSockets.cut();
    await rejected;
    assert.match(screen.text, /── failed: The connection to 127\.0\.0\.1:\d+ was lost\. ──\n\n$/);
  });

  it('says so where the container has no shell', async () => {
    const shown = await run('ls', world.refOf('iis-legacy', 'iis'));
    assert.match(
      shown,
      /── \/bin\/sh ended at once: the image may not have it \(rpc error: .*no such file.*\) ──/,
    );
  });

  it("passes Azure's refusal on, and tells it", async () => {
    const { screen, done } = start('ls', world.refOf('storefront-admin', 'admin'));
    await assert.rejects(done, { name: 'AciError', kind: 'conflict' });
    assert.match(screen.text, /── failed: The container 'admin' .* is not running\. ──/);
  });
});

/** Until the emulator has the one socket. */
async function untilOpen({ emulator }: World): Promise<void> {
  while (emulator.arm.execSockets.open === 0) await new Promise(setImmediate);
}
