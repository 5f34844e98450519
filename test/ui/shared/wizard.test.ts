import assert from 'node:assert/strict';
import { back, pickOne, type Prompt, runSteps, runWizard, type Step } from '../../../src/ui/shared/wizard.ts';
import {
  close,
  enter,
  goBack,
  type PromptAnswer,
  ScriptedPrompt,
  pick,
  refused,
  type,
} from './scriptedPrompt.ts';

interface Meal {
  readonly dish?: string;
  readonly sauce?: string;
  readonly drink?: string;
}

const ask = (prompt: Prompt, title: string, value: string | undefined) =>
  prompt.input({ id: title, title, value });
const dish: Step<Meal> = {
  async ask(meal, prompt) {
    const answer = await ask(prompt, 'dish', meal.dish);
    return answer === back ? back : { ...meal, dish: answer };
  },
};
const sauce: Step<Meal> = {
  when: meal => meal.dish === 'pasta',
  async ask(meal, prompt) {
    const answer = await ask(prompt, 'sauce', meal.sauce);
    return answer === back ? back : { ...meal, sauce: answer };
  },
};
const drink = (...offered: readonly string[]): Step<Meal> => ({
  async ask(meal, prompt) {
    const choices = offered.map(value => ({ label: value, value }));
    const answer = await pickOne(prompt, { title: 'drink', choices });
    return answer === back ? back : { ...meal, drink: answer };
  },
});
const run = async (person: ScriptedPrompt, steps: readonly Step<Meal>[], start: Meal = {}) => {
  const end = await runWizard(start, steps, person);
  assert.deepEqual(person.left, []);
  return end;
};
const places = (person: ScriptedPrompt) =>
  person.seen.map(({ title, place }) => `${title} ${place?.step ?? ''}/${place?.total ?? ''}`);

describe('A wizard', () => {
  it('asks one step after the other and answers with all of it', async () => {
    const person = new ScriptedPrompt(type('pasta'), type('pesto'), pick('water'));
    assert.deepEqual(await run(person, [dish, sauce, drink('water', 'wine')]), {
      dish: 'pasta',
      sauce: 'pesto',
      drink: 'water',
    });
  });

  it('counts only the steps that the answers so far need', async () => {
    const person = new ScriptedPrompt(type('pasta'), type('pesto'), pick('wine'));
    await run(person, [dish, sauce, drink('water', 'wine')]);
    assert.deepEqual(places(person), ['dish 1/2', 'sauce 2/3', 'drink 3/3']);
  });

  it('offers Back from the second step on', async () => {
    const person = new ScriptedPrompt(type('soup'), pick('water'));
    await run(person, [dish, drink('water', 'wine')]);
    assert.deepEqual(
      person.seen.map(({ place }) => place?.canGoBack),
      [false, true],
    );
  });

  it('goes back to the step asked before, over those that were not needed, and keeps every answer', async () => {
    const person = new ScriptedPrompt(type('soup'), goBack, enter, pick('wine'));
    assert.deepEqual(await run(person, [dish, sauce, drink('water', 'wine')]), {
      dish: 'soup',
      drink: 'wine',
    });
    assert.deepEqual(
      person.seen.map(({ title, suggestion }) => [title, suggestion]),
      [
        ['dish', ''],
        ['drink', undefined],
        ['dish', 'soup'],
        ['drink', undefined],
      ],
    );
  });

  it('asks a step that another answer makes needed on the way forward again', async () => {
    const person = new ScriptedPrompt(type('soup'), goBack, type('pasta'), type('pesto'), pick('wine'));
    assert.equal((await run(person, [dish, sauce, drink('water', 'wine')]))?.sauce, 'pesto');
  });

  it('passes over a step with a single answer, forwards and backwards, and does not count it', async () => {
    const person = new ScriptedPrompt(type('soup'), pick('b'), goBack, goBack, enter, pick('a'), pick('b'));
    const steps = [dish, drink('water'), drink('a', 'b'), sauce, drink('a', 'b')];
    assert.deepEqual(await run(person, steps), { dish: 'soup', drink: 'b' });
    assert.deepEqual(places(person), [
      'dish 1/4',
      'drink 2/3',
      'drink 3/3',
      'drink 2/3',
      'dish 1/3',
      'drink 2/3',
      'drink 3/3',
    ]);
  });

  it('goes on backwards when a step has come to have a single answer', async () => {
    let offered = ['water', 'wine'];
    const changing: Step<Meal> = { ask: (meal, prompt) => drink(...offered).ask(meal, prompt) };
    const last: Step<Meal> = {
      async ask(meal, prompt) {
        offered = ['water'];
        const answer = await ask(prompt, 'last', '');
        return answer === back ? back : meal;
      },
    };
    const person = new ScriptedPrompt(type('soup'), pick('wine'), goBack, type('fish'), enter);
    assert.deepEqual(await run(person, [dish, changing, last]), { dish: 'fish', drink: 'water' });
  });

  it('resumes at the first step that has something to ask', async () => {
    const person = new ScriptedPrompt(pick('wine'));
    const steps = [dish, sauce, drink('water', 'wine')].filter(step => step !== dish);
    assert.deepEqual(await run(person, steps, { dish: 'soup' }), { dish: 'soup', drink: 'wine' });
    assert.deepEqual(places(person), ['drink 1/1']);
  });

  for (const [how, moves] of [
    ['closed at once', [close]],
    ['closed later', [type('soup'), close]],
  ] satisfies [string, PromptAnswer[]][])
    it(`that is ${how} ends quietly with nothing`, async () => {
      assert.equal(await run(new ScriptedPrompt(...moves), [dish, drink('water', 'wine')]), undefined);
    });

  it('lets a failure through', async () => {
    const broken: Step<Meal> = { ask: () => Promise.reject(new Error('broken')) };
    await assert.rejects(runWizard({}, [broken], new ScriptedPrompt()), /broken/);
  });

  it('that runs inside another one may be left by Back', async () => {
    const person = new ScriptedPrompt(goBack);
    assert.equal(await runSteps<Meal>({}, [dish], person, true), back);
    assert.equal(person.last.place?.canGoBack, true);
  });
});

describe('A box that asks someone else about its text', () => {
  const question = (text: string) => ({
    id: 'name',
    title: 'name',
    validate: (typed: string) =>
      typed === '' ? ({ severity: 'error', message: 'empty' } as const) : undefined,
    validateRemotely: (typed: string) =>
      Promise.resolve(typed === text ? ({ severity: 'error', message: 'taken' } as const) : undefined),
  });

  it('refuses what the rules or the other one refuse, and takes the rest', async () => {
    const person = new ScriptedPrompt(refused('', /empty/), refused('web', /taken/), type('web-2'));
    assert.equal(await person.input(question('web')), 'web-2');
  });

  it('takes a text when the other one cannot be asked', async () => {
    const unreachable = { ...question(''), validateRemotely: () => Promise.reject(new Error('offline')) };
    assert.equal(await new ScriptedPrompt(type('web')).input(unreachable), 'web');
  });
});
