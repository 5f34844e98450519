import assert from 'node:assert/strict';
import type { ComposeGroup } from '../../../src/core/compose/readCompose.ts';
import { askComposeVariables, hasQuestions, noAnswers } from '../../../src/ui/deploy/askComposeVariables.ts';
import { close, goBack, pick, refused, ScriptedPrompt, type } from '../shared/scriptedPrompt.ts';

const group: Pick<ComposeGroup, 'name' | 'unset' | 'machineVariables'> = {
  name: 'shop',
  unset: [
    { name: 'REGISTRY', message: '', isRequired: false },
    { name: 'DB_PASSWORD', message: 'choose one', isRequired: true },
  ],
  machineVariables: ['TAG'],
};

describe('The variables of a Compose file', () => {
  it('are asked for one by one, those of this machine only sent if the person agrees', async () => {
    const person = new ScriptedPrompt(
      ...[pick('Type another value'), goBack, pick('Send the value of TAG')],
      ...[type('shop.azurecr.io'), refused('', /Type a value/), type('hunter2')],
    );
    const answers = await askComposeVariables(group, noAnswers, person);
    assert.deepEqual(answers, {
      agreed: ['TAG'],
      values: { REGISTRY: 'shop.azurecr.io', DB_PASSWORD: 'hunter2' },
    });
    assert.deepEqual(person.left, []);
  });

  it('may be typed in place of those of this machine', async () => {
    const person = new ScriptedPrompt(pick('Type another value'), type('5'));
    const answers = await askComposeVariables({ ...group, unset: [] }, noAnswers, person);
    assert.deepEqual(answers, { agreed: [], values: { TAG: '5' } });
  });

  it('are asked for only once', () => {
    assert.equal(hasQuestions(group, noAnswers), true);
    assert.equal(
      hasQuestions({ unset: [], machineVariables: ['TAG'] }, { values: {}, agreed: ['TAG'] }),
      false,
    );
  });

  it('may be left unanswered: then nothing goes on', async () => {
    assert.equal(await askComposeVariables(group, noAnswers, new ScriptedPrompt(close)), undefined);
  });
});
