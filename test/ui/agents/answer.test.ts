import assert from 'node:assert/strict';
import fc from 'fast-check';
import { answerText, fitItems } from '../../../src/ui/agents/answer.ts';
import { longestAnswer } from '../../../src/ui/agents/operation.ts';

const cut = (left: number) => `… ${left} more`;

describe('The text of an answer', () => {
  it('is all of it where there is room', () => {
    assert.equal(answerText(['head', { lines: ['a', 'b'], cut }, 'end']), 'head\na\nb\nend');
    assert.equal(answerText(['head', { lines: [], cut }]), 'head');
  });

  it('is cut at whole lines, and says how many are left', () => {
    const lines = Array.from({ length: 2_000 }, (_, index) => `line ${index} ${'x'.repeat(50)}`);
    const first = answerText(['head', { lines, cut }, 'end']).split('\n');
    assert.equal(first.at(-2), `… ${2_000 - (first.length - 3)} more`);
    assert.deepEqual(first.slice(1, -2), lines.slice(0, first.length - 3));
    const last = answerText(['head', { lines, cut, keep: 'last' }, 'end']).split('\n');
    assert.equal(last[1], `… ${2_000 - (last.length - 3)} more`);
    assert.deepEqual(last.slice(2, -1), lines.slice(-(last.length - 3)));
  });

  it('leaves to one part what another does not need', () => {
    const long = { lines: Array.from({ length: 500 }, () => 'x'.repeat(99)), cut };
    const text = answerText([{ lines: ['short'], cut }, long, long]);
    const shown = text.split('\n').filter(line => line.startsWith('xx')).length;
    assert.ok(text.startsWith('short\n') && shown > 140 && text.length <= longestAnswer, `${shown}`);
  });

  it('is never too long', () => {
    const line = fc.string({ maxLength: 30 }).chain(text => fc.nat(2_000).map(times => text.repeat(times)));
    const part = fc.oneof(
      line,
      fc.record({ lines: fc.array(line), keep: fc.constant('last' as const), cut: fc.constant(cut) }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), parts => {
        assert.ok(answerText(parts).length <= longestAnswer);
      }),
      { numRuns: 50 },
    );
  });

  it('has as many items as data as there is room for', () => {
    assert.deepEqual(fitItems([{ a: 'x' }, { a: 'y' }]), [{ a: 'x' }, { a: 'y' }]);
    assert.deepEqual(fitItems([{ a: 'x' }, { a: 'y' }], 12), [{ a: 'x' }]);
  });
});
