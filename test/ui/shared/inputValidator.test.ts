import assert from 'node:assert/strict';
import { type ValidationState, InputValidator } from '../../../src/ui/shared/inputValidator.ts';
import type { InputQuestion, ValidationMessage } from '../../../src/ui/shared/wizard.ts';

const taken: ValidationMessage = { severity: 'error', message: 'taken' };

/** A check whose pauses and answers the test ends by hand. */
function setUp(question: Partial<InputQuestion> = {}) {
  const states: ValidationState[] = [];
  const asked: {
    text: string;
    signal: AbortSignal;
    answer: (validation: ValidationMessage | undefined) => void;
  }[] = [];
  const pauses: (() => void)[] = [];
  const check = new InputValidator(
    {
      id: 'name',
      title: 'name',
      validateRemotely: (text, signal) => new Promise(answer => asked.push({ text, signal, answer })),
      ...question,
    },
    state => states.push(state),
    (_ms, signal) =>
      new Promise((resolve, reject) => {
        pauses.push(resolve);
        signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      }),
  );
  return { check, states, asked, pauses };
}
const turn = () => new Promise<void>(resolve => setImmediate(resolve));

describe('Text that is checked as one types', () => {
  it('is asked about after a pause, with a spinner while the answer is awaited', async () => {
    const { check, states, asked, pauses } = setUp();
    check.validate('web');
    await turn();
    assert.equal(asked.length, 0);
    pauses[0]?.();
    await turn();
    assert.equal(states.at(-1)?.busy, true);
    asked[0]?.answer(taken);
    await turn();
    assert.deepEqual(states.at(-1), { validation: taken, busy: false });
  });

  it('is not asked about once it has changed, and a late answer says nothing', async () => {
    const { check, states, asked, pauses } = setUp();
    check.validate('we');
    check.validate('web');
    pauses[0]?.();
    pauses[1]?.();
    await turn();
    assert.deepEqual(
      asked.map(({ text }) => text),
      ['web'],
    );
    check.validate('webs');
    assert.equal(asked[0]?.signal.aborted, true);
    asked[0].answer(taken);
    await turn();
    assert.deepEqual(states.at(-1), { validation: undefined, busy: false });
  });

  it('is never asked about while a rule is broken', async () => {
    const { check, asked, pauses } = setUp({ validate: () => ({ severity: 'error', message: 'bad' }) });
    check.validate('x');
    await turn();
    assert.equal(pauses.length, 0);
    assert.equal(await check.accept('x'), false);
    assert.equal(asked.length, 0);
  });

  it('is accepted without waiting for the pause, and asked about once', async () => {
    const { check, asked, pauses } = setUp();
    check.validate('web');
    const accepted = check.accept('web');
    await turn();
    pauses[0]?.();
    await turn();
    assert.equal(asked.length, 1);
    asked[0]?.answer(undefined);
    assert.equal(await accepted, true);
  });

  it('is not accepted when the answer is an error', async () => {
    const { check, asked } = setUp();
    check.validate('web');
    const accepted = check.accept('web');
    await turn();
    asked[0]?.answer(taken);
    assert.equal(await accepted, false);
  });

  it('is not accepted when it changes while the answer is awaited', async () => {
    const { check, asked } = setUp();
    check.validate('web');
    const accepted = check.accept('web');
    await turn();
    check.validate('webs');
    asked[0]?.answer(undefined);
    assert.equal(await accepted, false);
  });

  it('may be accepted with a warning', async () => {
    const { check } = setUp({
      validateRemotely: () => Promise.resolve({ severity: 'warning', message: 'hm' }),
    });
    assert.equal(await check.accept('web'), true);
  });
});
