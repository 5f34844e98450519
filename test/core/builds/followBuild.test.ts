import assert from 'node:assert/strict';
import { type BuildFollowItem, followBuild } from '../../../src/core/builds/followBuild.ts';
import type { ImageBuildRun, RunState } from '../../../src/core/builds/imageBuildsApi.ts';
import { AciError } from '../../../src/core/errors.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { TestClock } from '../../testClock.ts';

const registry = { id: '/r', name: 'r', loginServer: 'r.azurecr.io', adminUserEnabled: false };
const run = (state: RunState): ImageBuildRun => ({ id: 'cf1', state, images: [] });
const bytes = (text: string) => new TextEncoder().encode(text);

/** A build whose run is asked about as often as there are answers. */
function build(answers: readonly (RunState | AciError)[], log: () => AsyncIterable<Uint8Array>) {
  const left = [...answers];
  return {
    run: () => {
      const answer = left.length > 1 ? left.shift() : left[0];
      return answer instanceof AciError ? Promise.reject(answer) : Promise.resolve(run(answer ?? 'Failed'));
    },
    log,
  };
}

async function follow(
  answers: readonly (RunState | AciError)[],
  log: () => AsyncIterable<Uint8Array>,
): Promise<readonly BuildFollowItem[]> {
  const items: BuildFollowItem[] = [];
  const clock = new TestClock(10_000, () => undefined);
  for await (const item of followBuild(build(answers, log), registry, run('Queued'), clock, neverAborts()))
    items.push(item);
  return items;
}

describe('Following a build', () => {
  it('tells its states, its log line by line, and its end', async () => {
    const items = await follow(['Running', 'Succeeded'], async function* () {
      await Promise.resolve();
      const text = bytes('one\r\ntwo ü\nlast');
      yield text.subarray(0, 10);
      yield text.subarray(10);
    });
    const lines = items.flatMap(item => (item.kind === 'line' ? item.text : []));
    assert.deepEqual(lines, ['one', 'two ü', 'last']);
    assert.deepEqual(
      items.flatMap(item => (item.kind === 'state' ? item.state : [])),
      ['Queued', 'Running'],
    );
    assert.deepEqual(items.at(-1), { kind: 'ended', run: run('Succeeded') });
  });

  it('marks a gap where the log breaks off, and still tells the end', async () => {
    const items = await follow(['Failed'], async function* () {
      yield await Promise.resolve(bytes('one\ntw'));
      throw new AciError('service', 'broken');
    });
    assert.deepEqual(items.slice(-2), [{ kind: 'gap' }, { kind: 'ended', run: run('Failed') }]);
    assert.ok(items.some(item => item.kind === 'line' && item.text === 'tw'));
  });

  it('waits out an answer that makes no sense', async () => {
    const items = await follow(['Running', new AciError('service', 'no'), 'Succeeded'], async function* () {
      yield await Promise.resolve(bytes('x\n'));
    });
    assert.equal(items.at(-1)?.kind, 'ended');
  });

  it('throws what cannot be waited out', async () => {
    const refused = new AciError('forbidden', 'no');
    await assert.rejects(
      follow([refused], async function* () {
        yield await Promise.resolve(bytes('x\n'));
      }),
      refused,
    );
  });
});
