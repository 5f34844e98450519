import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createPrompt, type EditorPrompt } from '../../src/ui/shared/prompt.vscode.ts';
import { back, type InputQuestion } from '../../src/ui/shared/wizard.ts';

/** The boxes as they are made: what is typed there can't be typed from in here. */
function watchBoxes(): { last(): vscode.InputBox; stop(): void } {
  const create = vscode.window.createInputBox;
  const boxes: vscode.InputBox[] = [];
  const watched = () => {
    const box = create();
    boxes.push(box);
    return box;
  };
  Object.assign(vscode.window, { createInputBox: watched });
  return {
    last: () => boxes.at(-1) ?? assert.fail('no box was made'),
    stop: () => void Object.assign(vscode.window, { createInputBox: create }),
  };
}

const press = {
  enter: () => vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'),
  back: () => vscode.commands.executeCommand('workbench.action.quickInputBack'),
  escape: () => vscode.commands.executeCommand('workbench.action.closeQuickOpen'),
};

describe('The prompt in an extension host', () => {
  let prompt: EditorPrompt;
  let boxes: ReturnType<typeof watchBoxes>;
  const position = { step: 2, total: 3, canGoBack: true };
  const name: InputQuestion = { id: 'name', title: 'Name', value: 'suggested', position };

  beforeEach(() => {
    boxes = watchBoxes();
    prompt = createPrompt();
  });
  afterEach(() => {
    prompt.dispose();
    boxes.stop();
  });

  async function typeAndGoBack(question: InputQuestion, text: string): Promise<void> {
    const answer = prompt.input(question);
    boxes.last().value = text;
    await press.back();
    assert.equal(await answer, back);
  }

  it('starts a box with what was suggested, and answers what is in it', async () => {
    const answer = prompt.input(name);
    assert.equal(boxes.last().value, 'suggested');
    boxes.last().value = 'typed';
    await press.enter();
    assert.equal(await answer, 'typed');
  });

  it('still has what was typed when one comes back after Back, until it is answered', async () => {
    await typeAndGoBack(name, 'half a na');
    const again = prompt.input(name);
    assert.equal(boxes.last().value, 'half a na');
    await press.enter();
    assert.equal(await again, 'half a na');
    void prompt.input(name).catch(() => undefined);
    assert.equal(boxes.last().value, 'suggested');
  });

  it('keeps what was typed to the box of that name, and to this wizard', async () => {
    await typeAndGoBack({ ...name, id: 'password/one', password: true }, 'hunter2');
    await typeAndGoBack({ ...name, id: 'password/two', password: true, value: '' }, '');
    assert.equal(boxes.last().value, '');
    const other = createPrompt();
    void other.input({ ...name, id: 'password/one', value: '' }).catch(() => undefined);
    assert.equal(boxes.last().value, '');
    other.dispose();
  });

  it('does not take a text that has an error', async () => {
    const answer = prompt.input({
      ...name,
      validate: text => (text === 'good' ? undefined : { severity: 'error', message: 'Bad' }),
    });
    await press.enter();
    const { validationMessage } = boxes.last();
    assert.equal(typeof validationMessage === 'object' && validationMessage.message, 'Bad');
    boxes.last().value = 'good';
    await press.enter();
    assert.equal(await answer, 'good');
  });

  it('ends with an AbortError when the box is closed', async () => {
    const answer = prompt.input(name);
    const ended = assert.rejects(answer, { name: 'AbortError' });
    await press.escape();
    await ended;
  });

  it('stops what is being fetched when the person leaves', async () => {
    let signal: AbortSignal | undefined;
    const answer = prompt.wait({ title: 'Loading', position }, own => {
      signal = own;
      return new Promise(() => undefined);
    });
    await press.back();
    assert.equal(await answer, back);
    assert.equal(signal?.aborted, true);
  });

  it('shows a list at once, and what is said about its choices once that is known', async () => {
    const create = vscode.window.createQuickPick;
    let box: vscode.QuickPick<vscode.QuickPickItem> | undefined;
    Object.assign(vscode.window, { createQuickPick: () => (box = create()) });
    try {
      const choices = ['small', 'large'].map(label => ({ label, value: label }));
      let fill: ((filled: typeof choices) => void) | undefined;
      const answer = prompt.pick({
        ...{ title: 'Size', position, choices, active: choices[1] },
        fillIn: () => new Promise<typeof choices>(resolve => (fill = resolve)),
      });
      assert.deepEqual(
        box?.items.map(({ description }) => description),
        [undefined, undefined],
      );
      fill?.(choices.map(choice => ({ ...choice, description: `price of ${choice.label}` })));
      await new Promise(resolve => setImmediate(resolve));
      assert.deepEqual(
        box.items.map(({ description }) => description),
        ['price of small', 'price of large'],
      );
      assert.equal(box.activeItems[0]?.label, 'large');
      await press.enter();
      assert.equal(await answer, 'large');
    } finally {
      Object.assign(vscode.window, { createQuickPick: create });
    }
  });
});
