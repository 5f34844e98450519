import assert from 'node:assert/strict';
import { fatal, type Finding, warning } from '../../../src/core/preflight/finding.ts';
import {
  checkBeforeSending,
  type FindingsAnswer,
  type FindingsQuestion,
  type Preflight,
  type PreflightUi,
} from '../../../src/ui/preflight/checkBeforeSending.ts';
import { groupDocument, ref } from '../../core/preflight/plannedGroups.ts';

describe('Asking whether a group fits, before it is sent', () => {
  const subject = { ref, document: groupDocument(), live: undefined };
  const words = { title: 'Checking', what: 'Could not create', sendAnyway: 'Create Anyway', canEdit: true };
  const inUse = warning({ kind: 'subnetInUse', subnet: 'aci' });
  let questions: FindingsQuestion[];
  let answers: FindingsAnswer[];
  const ui: PreflightUi = {
    showProgress: async (_title, _messages, done) => {
      await done;
      return 'done';
    },
    askAboutFindings: question => {
      questions.push(question);
      return Promise.resolve(answers.shift() ?? { kind: 'leave' });
    },
  };
  const check = (preflight: Preflight, screen: PreflightUi = ui) =>
    checkBeforeSending({ preflight, ui: screen }, subject, words);
  const finding =
    (...found: readonly Finding[]): Preflight =>
    () =>
      Promise.resolve(found);

  beforeEach(() => {
    questions = [];
    answers = [];
  });

  it('nobody is asked where nothing is found', async () => {
    assert.deepEqual(await check(finding()), { kind: 'send' });
    assert.deepEqual(questions, []);
  });

  it('a warning is sent past by whoever wants to', async () => {
    answers = [{ kind: 'send' }];
    assert.deepEqual(await check(finding(inUse)), { kind: 'send' });
  });

  it('what is fatal is never sent, whatever is answered', async () => {
    answers = [{ kind: 'send' }];
    assert.deepEqual(await check(finding(fatal({ kind: 'gpuRetired' }), inUse)), { kind: 'leave' });
  });

  it('checking again asks again', async () => {
    const rounds: (readonly Finding[])[] = [[inUse], []];
    answers = [{ kind: 'again' }];
    assert.deepEqual(await check(() => Promise.resolve(rounds.shift() ?? [])), { kind: 'send' });
    assert.equal(questions.length, 1);
  });

  it('cancelling calls the questions off and goes back', async () => {
    let aborted = false;
    const endless: Preflight = (_subject, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(signal.reason as Error);
        });
      });
    const impatient = { ...ui, showProgress: () => Promise.resolve('cancelled' as const) };
    assert.deepEqual(await check(endless, impatient), { kind: 'edit' });
    assert.ok(aborted);
  });
});
