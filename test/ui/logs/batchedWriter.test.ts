import assert from 'node:assert/strict';
import { createBatchedWriter } from '../../../src/ui/logs/batchedWriter.ts';

describe('Batched text', () => {
  it('makes one piece of many, in order', () => {
    const pieces: string[] = [];
    const out = createBatchedWriter(text => pieces.push(text));
    for (let line = 1; line <= 1000; line += 1) out.write(`line ${line}\n`);
    out.flush();
    assert.equal(pieces.length, 1);
    assert.deepEqual(pieces[0]?.trimEnd().split('\n').slice(-2), ['line 999', 'line 1000']);
  });

  it('hands on by itself what nobody flushes', async () => {
    const text = await new Promise<string>(resolve => {
      createBatchedWriter(resolve).write('alone\n');
    });
    assert.equal(text, 'alone\n');
  });

  it('hands on nothing when nothing was written', () => {
    createBatchedWriter(() => assert.fail('nothing was written')).flush();
  });

  it('begins anew after a flush', () => {
    const pieces: string[] = [];
    const out = createBatchedWriter(text => pieces.push(text));
    out.write('a');
    out.flush();
    out.write('b');
    out.flush();
    assert.deepEqual(pieces, ['a', 'b']);
  });

  it('makes whoever writes too much wait until it is handed on', async () => {
    const pieces: string[] = [];
    const out = createBatchedWriter(text => pieces.push(text));
    out.write('x'.repeat(1000));
    assert.equal(out.room(), undefined);
    out.write('x'.repeat(300_000));
    const room = out.room();
    assert.ok(room);
    await room;
    assert.deepEqual(
      pieces.map(({ length }) => length),
      [301_000],
    );
    assert.equal(out.room(), undefined);
  });
});
