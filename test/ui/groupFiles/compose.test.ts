import assert from 'node:assert/strict';
import type { ComposeGroup } from '../../../src/core/compose/readCompose.ts';
import { askVariables, hasQuestions, noAnswers } from '../../../src/ui/groupFiles/composeAnswers.ts';
import {
  composeReading,
  type ComposeSurroundings,
  readComposeFile,
} from '../../../src/ui/groupFiles/composeReading.ts';
import { close, goBack, Person, pick, refused, type } from '../person.ts';

const t = (message: string, ...values: readonly (string | number | boolean)[]) =>
  message.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));

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
    const person = new Person(
      ...[pick('Type another value'), goBack, pick('Send the value of TAG')],
      ...[type('shop.azurecr.io'), refused('', /Type a value/), type('hunter2')],
    );
    const answers = await askVariables(group, noAnswers, person, t);
    assert.deepEqual(answers, {
      agreed: ['TAG'],
      values: { REGISTRY: 'shop.azurecr.io', DB_PASSWORD: 'hunter2' },
    });
    assert.deepEqual(person.left, []);
  });

  it('may be typed in place of those of this machine', async () => {
    const person = new Person(pick('Type another value'), type('5'));
    const answers = await askVariables({ ...group, unset: [] }, noAnswers, person, t);
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
    assert.equal(await askVariables(group, noAnswers, new Person(close), t), undefined);
  });
});

describe('A Compose file without the editor', () => {
  const around = (files: Readonly<Record<string, string>> = {}): ComposeSurroundings => ({
    read: path => Promise.resolve(files[path]),
    list: () => Promise.resolve(undefined),
    machine: () => undefined,
    imageConfig: () => Promise.resolve(undefined),
  });
  const place = { fileName: 'compose.yml', folderName: 'shop' };

  it('is told of in sentences at their places; what lacks its variable is an error there', async () => {
    const text =
      'services: {web: {image: "${REGISTRY}/web", cpus: 1, mem_limit: 1g, restart: always, volumes: ["./a.conf:/x/a.conf"]}}';
    const { remarks, groups } = composeReading(await readComposeFile({ text, ...place }, around()), t);
    assert.deepEqual(remarks, [
      {
        path: ['services', 'web', 'image'],
        on: 'key',
        severity: 'error',
        code: 'interpolationUnset',
        message:
          'REGISTRY is not set. Set it in a file .env beside this one, or give it a default as in ${REGISTRY:-…}.',
      },
      {
        path: ['services', 'web', 'volumes', 0],
        on: 'key',
        severity: 'warning',
        code: 'mountedFileMissing',
        message:
          "./a.conf can't be read, so the container runs without it. Put it beside the Compose file, and it goes along in a secret volume.",
      },
    ]);
    assert.equal(groups[0]?.name, 'shop');
    assert.deepEqual(groups[0].placeOf(['properties', 'containers', 0, 'properties', 'image']), [
      ...['services', 'web', 'image'],
    ]);
  });

  it('names the file where something stands in another one', async () => {
    const text = 'include: [db.yml]';
    const files = { 'db.yml': 'services: {db: {image: db, restart: sometimes}}' };
    const { remarks } = composeReading(await readComposeFile({ text, ...place }, around(files)), t);
    const found = remarks.find(({ severity }) => severity === 'error');
    assert.deepEqual(found?.path, ['include', 0]);
    assert.equal(found.message, '"sometimes" is no restart policy. (services › db › restart, in db.yml)');
  });
});
