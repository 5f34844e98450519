/** The parameters of a template, asked for by a person who does what a list says. */
import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/core/json.ts';
import { azureOnlyInfo } from '../../../src/core/template/azureOnly.ts';
import { rememberedParameters, rememberParameters } from '../../../src/ui/deploy/rememberedParameters.ts';
import { askTemplateParameters, type ParameterFile } from '../../../src/ui/deploy/templateParameterForm.ts';
import {
  close,
  enter,
  goBack,
  pick,
  type PromptAnswer,
  refused,
  ScriptedPrompt,
  type,
} from '../shared/scriptedPrompt.ts';

const template = {
  parameters: {
    name: { type: 'string', minLength: 3, maxLength: 10, metadata: { description: 'What it is called' } },
    password: { type: 'secureString' },
    cpu: { type: 'int', minValue: 1, maxValue: 4, defaultValue: 1 },
    region: { type: 'string', defaultValue: '[resourceGroup().location]' },
    restart: { type: 'string', allowedValues: ['Always', 'Never'], defaultValue: 'Always' },
    public: { type: 'bool', defaultValue: true },
    labels: { type: 'object', nullable: true },
  },
};

const vaultId = '/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/safe';
const inVault = { reference: { keyVault: { id: vaultId }, secretName: 'pw' } };
const file = (given: JsonObject): ParameterFile => ({ name: 'web.parameters.json', given });

async function ask(
  moves: readonly PromptAnswer[],
  more: {
    readonly beside?: readonly ParameterFile[];
    readonly picked?: ParameterFile;
    readonly remembered?: JsonObject;
  } = {},
  of: JsonObject = template,
) {
  const prompt = new ScriptedPrompt(...moves);
  const remembered: JsonObject[] = [];
  const sources = {
    beside: (more.beside ?? []).map(found => ({ name: found.name, read: () => Promise.resolve(found) })),
    pick: () => Promise.resolve(more.picked),
    remembered: more.remembered ?? {},
    remember: (typed: JsonObject) => void remembered.push(typed),
  };
  const answer = await askTemplateParameters(of, sources, prompt);
  assert.deepEqual(prompt.left, []);
  return { answer, prompt, remembered: remembered[0] };
}

const typing = pick('Type the values');
const done = pick('Go on with these values');

describe('The parameters of a template', () => {
  it('are not asked for where there are none', async () => {
    const { answer } = await ask([], {}, { resources: [] });
    assert.deepEqual(answer, { values: {}, given: {}, file: undefined });
  });

  it('are typed where they are needed, and sent as a parameter file has them', async () => {
    const { answer, prompt } = await ask([typing, type('shop'), type('s3cret'), done]);
    assert.deepEqual(answer?.given, { name: { value: 'shop' }, password: { value: 's3cret' } });
    assert.deepEqual(answer.values, { name: 'shop', password: 's3cret' });
    assert.deepEqual(
      prompt.seen.map(({ title }) => title),
      ['Parameters of the template', 'Parameter name', 'Parameter password', 'Parameters of the template'],
    );
    assert.equal(prompt.seen[1]?.text, 'What it is called');
  });

  it('are shown with their values, limits and defaults, expressions as they are written, secrets hidden', async () => {
    const { prompt } = await ask([typing, type('shop'), type('s3cret'), done]);
    assert.deepEqual(prompt.last.labels.slice(1), Object.keys(template.parameters));
    assert.deepEqual(prompt.last.details?.slice(2), [
      'shop',
      'string · 3 to 10 long · What it is called',
      'hidden',
      'secureString',
      '1 (default)',
      'int · 1 to 4',
      '[resourceGroup().location] (default)',
      'string',
      'Always (default)',
      'string',
      'true (default)',
      'bool',
      'no value',
      'object',
    ]);
    assert.ok(!JSON.stringify(prompt.seen).includes('s3cret'));
  });

  it('are changed from the list, each by its type, and back to the default', async () => {
    const { answer } = await ask([
      typing,
      type('shop'),
      type('x'),
      pick('cpu'),
      refused('9', /at most 4/),
      refused('one', /no value of the type int/),
      type('2'),
      pick('restart'),
      pick('Never'),
      pick('public'),
      pick('false'),
      pick('labels'),
      refused('[1]', /no value of the type object/),
      type('{"a": 1}'),
      pick('region'),
      type('westeurope'),
      pick('region'),
      type('[resourceGroup().location]'),
      pick('name'),
      goBack,
      done,
    ]);
    assert.deepEqual(answer?.values, {
      name: 'shop',
      password: 'x',
      cpu: 2,
      restart: 'Never',
      public: false,
      labels: { a: 1 },
    });
  });

  it('refuse what the template does not allow', async () => {
    await ask([typing, refused('ab', /at least 3 long/), refused('abcdefghijk', /at most 10 long/), close]);
  });

  it('come from a file beside the template; what it does not give is asked for', async () => {
    const beside = [file({ NAME: { value: 'shop' }, cpu: { value: 3 } })];
    const { answer, prompt } = await ask([pick('Take the values of web'), type('x'), done], { beside });
    assert.deepEqual(answer?.given, { name: { value: 'shop' }, password: { value: 'x' }, cpu: { value: 3 } });
    assert.equal(answer.file, 'web.parameters.json');
    assert.equal(prompt.seen.length, 3);
  });

  it('come from a file that the person chooses; without one the question stays', async () => {
    const picked = file({ name: { value: 'shop' }, password: inVault });
    const { answer } = await ask([pick('Choose a parameter file'), done], { picked });
    assert.deepEqual(answer?.given, picked.given);
    await ask([pick('Choose a parameter file'), close]);
  });

  it('that lie in a key vault are left to Azure, and shown so', async () => {
    const beside = [file({ name: { value: 'shop' }, password: inVault })];
    const { answer, prompt } = await ask([pick('Take the values of web'), pick('password'), enter, done], {
      beside,
    });
    assert.deepEqual(answer?.given['password'], inVault);
    assert.deepEqual(azureOnlyInfo(answer.values['password'])?.cause, { kind: 'vault', name: 'password' });
    assert.ok(prompt.last.details?.includes('from the key vault safe'));
  });

  it('that a file gives and the template does not declare are told of and left out', async () => {
    const beside = [file({ name: { value: 'shop' }, password: { value: 'x' }, size: { value: 1 } })];
    const { answer, prompt } = await ask([pick('Take the values of web'), done], { beside });
    assert.deepEqual(Object.keys(answer?.given ?? {}), ['name', 'password']);
    assert.match(prompt.last.text, /web\.parameters\.json also gives .* left out: size/);
  });

  it('are asked for where the file gives what the template does not allow', async () => {
    const beside = [file({ name: { value: 'ab' }, password: { value: 'x' } })];
    const { answer, prompt } = await ask([pick('Take the values of web'), type('abc'), done], { beside });
    assert.deepEqual(answer?.given['name'], { value: 'abc' });
    assert.equal(prompt.seen[1]?.suggestion, 'ab');
  });

  it('that are secret and were given stay, where nothing else is typed', async () => {
    const { answer } = await ask([typing, type('shop'), type('x'), pick('password'), enter, done]);
    assert.deepEqual(answer?.given['password'], { value: 'x' });
  });

  it('are those of the last time, which may be changed', async () => {
    const remembered = { name: { value: 'shop' }, cpu: { value: 2 }, gone: { value: 1 } };
    const { answer, prompt } = await ask([typing, enter, type('x'), done], { remembered });
    assert.equal(prompt.seen[1]?.suggestion, 'shop');
    assert.deepEqual(answer?.values, { name: 'shop', password: 'x', cpu: 2 });
  });

  it('are kept when one goes back', async () => {
    const { answer } = await ask([typing, type('shop'), goBack, enter, type('x'), done]);
    assert.deepEqual(answer?.values, { name: 'shop', password: 'x' });
  });
});

describe('What is remembered of them', () => {
  const parameters = {
    image: { type: 'string' },
    adminPassword: { type: 'string' },
    key: { type: 'secureString' },
    settings: { type: 'array' },
    connection: { type: 'string' },
  };
  const secretSetting = '[{"name": "DB_PASSWORD", "value": "hunter2"}]';
  const moves = (settings: string, connection: string) => [
    typing,
    type('nginx'),
    type('hunter2'),
    type('hunter2'),
    type(settings),
    type(connection),
    done,
  ];

  it('is what was typed, without secrets and what looks like one', async () => {
    const connection = 'Server=a;Password=hunter2';
    const { remembered } = await ask(moves(secretSetting, connection), {}, { parameters });
    assert.deepEqual(remembered, { image: { value: 'nginx' } });
    const open = await ask(moves('[{"name": "MODE", "value": "a"}]', 'none'), {}, { parameters });
    assert.deepEqual(Object.keys(open.remembered ?? {}), ['image', 'settings', 'connection']);
  });

  it('is nothing that a file gave', async () => {
    const beside = [file({ image: { value: 'nginx' } })];
    const { remembered } = await ask(
      [pick('Take'), done],
      { beside },
      { parameters: { image: { type: 'string' } } },
    );
    assert.deepEqual(remembered, {});
  });

  it('is kept by file, of the last fifty', async () => {
    const kept = new Map<string, unknown>();
    const memory = {
      get: (key: string) => kept.get(key),
      update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
    };
    for (let at = 0; at < 60; at++) await rememberParameters(memory, `f${at}`, { a: { value: at } });
    assert.deepEqual(rememberedParameters(memory, 'f59'), { a: { value: 59 } });
    assert.deepEqual(rememberedParameters(memory, 'f10'), { a: { value: 10 } });
    assert.deepEqual(rememberedParameters(memory, 'f9'), {});
    await rememberParameters(memory, 'f59', {});
    assert.deepEqual(rememberedParameters(memory, 'f59'), {});
  });
});
