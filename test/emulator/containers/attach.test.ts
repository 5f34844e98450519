import assert from 'node:assert/strict';
import { group, createRuntimeFixture, upMs } from './runtimeFixture.ts';
import type { ContainerSwitches, RunningGroup } from '../../../src/emulator/containers/runtime.ts';

const ticking = 'i=0; while true; do i=$((i+1)); echo tick $i; sleep 1; done';

function listen(running: RunningGroup, name = 'app') {
  const received: string[] = [];
  const stop = running.attach(name, {
    data: chunk => void received.push(new TextDecoder().decode(chunk)),
    end: () => void received.push('END'),
    drop: () => void received.push('DROP'),
  });
  return { received, stop };
}

function up(script: string, switches: Partial<ContainerSwitches> = {}, more = {}) {
  const { clock, containers } = createRuntimeFixture(switches);
  const running = containers.create(group({ script }, more));
  clock.advance(upMs);
  return { clock, running };
}

describe('Attaching to a container', () => {
  it('brings what is written from then on', () => {
    const { clock, running } = up(ticking);
    const { received } = listen(running);
    clock.advance(3_000);
    assert.deepEqual(received, ['tick 24\n', 'tick 25\n', 'tick 26\n']);
  });

  it('brings what the run has written so far first, by switch', () => {
    const { clock, running } = up('echo early; echo bird; sleep 40; echo late; sleep 9999', {
      attachReplay: true,
    });
    const { received } = listen(running);
    clock.advance(60_000);
    assert.deepEqual(received, ['early\nbird\n', 'late\n']);
  });

  it('agrees with the log', () => {
    const { clock, running } = up(ticking);
    const before = running.logs('app', { timestamps: false }) ?? '';
    const { received } = listen(running);
    clock.advance(60_000);
    assert.equal(before + received.join(''), running.logs('app', { timestamps: false }));
  });

  it('makes a program wait for a reader that is slow', () => {
    const { clock, running } = up(ticking);
    const received: string[] = [];
    let isSlow = false;
    let ready: () => void = () => undefined;
    running.attach('app', {
      data: chunk => void received.push(new TextDecoder().decode(chunk)),
      end: () => undefined,
      whenWritable: go => {
        ready = go;
        return isSlow ? () => undefined : undefined;
      },
    });
    clock.advance(1_000);
    isSlow = true;
    clock.advance(60_000);
    assert.deepEqual(received, ['tick 24\n', 'tick 25\n']);
    isSlow = false;
    ready();
    clock.advance(2_000);
    assert.deepEqual(received.slice(2), ['tick 26\n', 'tick 27\n']);
  });

  it('ends when the container ends, and not when it is restarted', () => {
    const { clock, running } = up('sleep 25; echo last words; exit 1', {}, { restartPolicy: 'Always' });
    const { received } = listen(running);
    clock.advance(120_000);
    assert.deepEqual(received, ['last words\n', 'END']);
  });

  for (const how of ['stop', 'restart', 'update'] as const)
    it(`ends on ${how}`, () => {
      const { clock, running } = up('sleep 9999');
      const { received } = listen(running);
      if (how === 'stop') running.stop();
      else if (how === 'restart') running.restart();
      else running.update(group({ script: 'echo new; sleep 9999' }));
      clock.advance(upMs);
      assert.deepEqual(received, ['END']);
    });

  it('stops when told to, without an end', () => {
    const { clock, running } = up(ticking);
    const { received, stop } = listen(running);
    clock.advance(1_000);
    stop();
    clock.advance(10_000);
    running.stop();
    assert.deepEqual(received, ['tick 24\n']);
  });

  it('serves several at once', () => {
    const { clock, running } = up(ticking);
    const all = [listen(running), listen(running)];
    clock.advance(2_000);
    for (const { received } of all) assert.deepEqual(received, ['tick 24\n', 'tick 25\n']);
  });

  for (const [what, name, more] of [
    ['an unknown container', 'other', {}],
    ['a container that has ended', 'app', { restartPolicy: 'Never' }],
  ] as const)
    it(`ends soon for ${what}`, () => {
      const { clock, running } = up('echo a', {}, more);
      const { received } = listen(running, name);
      assert.deepEqual(received, [], 'but not before the caller has its answer');
      clock.advance(0);
      assert.deepEqual(received, ['END']);
    });

  it('ends soon for a container that has not started', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group({ script: 'echo a' }));
    const { received } = listen(running);
    clock.advance(upMs);
    assert.deepEqual(received, ['END']);
  });

  it('is dropped after a silence, by switch', () => {
    const { clock, running } = up('sleep 25; echo a; sleep 3; echo b; sleep 6; echo c; sleep 99', {
      attachDropAfterMs: 5_000,
    });
    const { received } = listen(running);
    clock.advance(60_000);
    assert.deepEqual(received, ['a\n', 'b\n', 'DROP']);
  });

  it('brings every line of a chatty program, in batches', () => {
    const { clock, containers } = createRuntimeFixture();
    const image = 'mcr.microsoft.com/aci-emulator/chatty';
    const running = containers.create(group({ image, env: { LINES_PER_SECOND: '10000' } }));
    clock.advance(upMs);
    const { received } = listen(running);
    clock.advance(5_000);
    const lines = received.join('').trimEnd().split('\n');
    const first = Number(lines[0]?.slice(5));
    assert.deepEqual(
      lines,
      [...lines.keys()].map(i => `line ${first + i}`),
    );
    assert.equal(lines.length, 50_000);
    assert.ok(received.length <= 101);
  });
});
