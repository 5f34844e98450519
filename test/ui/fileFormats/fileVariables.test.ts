import assert from 'node:assert/strict';
import { asObject, asText } from '../../../src/core/json.ts';
import { valueAt } from '../../../src/core/document/jsonPath.ts';
import { askAzVariables } from '../../../src/ui/deploy/askAzVariables.ts';
import { parseGroupFile } from '../../../src/ui/fileFormats/parseGroupFile.ts';
import { variableNames, fillVariables } from '../../../src/ui/fileFormats/fileVariables.ts';
import { close, goBack, type PromptAnswer, ScriptedPrompt, pick, type } from '../shared/scriptedPrompt.ts';

const { content, variables } = parseGroupFile(
  [
    'properties:',
    '  containers:',
    '  - name: web',
    '    properties:',
    '      image: ${REGISTRY}/web:${TAG}',
    '      command: [sh, -c, "echo ${HOME}"]',
    '      resources:',
    '        requests:',
    '          cpu: ${CPU}',
    '  - name: ${REGISTRY}',
  ].join('\n'),
);
const container = ['properties', 'containers', 0, 'properties'];

describe('The variables of the environment in a file', () => {
  it('are each named once, and those in quotes not at all, since az leaves them alone', () =>
    assert.deepEqual(variableNames(variables), ['REGISTRY', 'TAG', 'CPU']));

  it('give way to what is known of them, as numbers where numbers are wanted', () => {
    const known: Readonly<Record<string, string>> = { REGISTRY: 'shop.example.com', CPU: '1.5' };
    const filled = fillVariables(asObject(content), variables, name => known[name]);
    const at = (...path: readonly (string | number)[]) => valueAt(filled, [...container, ...path]);
    assert.equal(at('image'), 'shop.example.com/web:${TAG}');
    assert.equal(at('resources', 'requests', 'cpu'), 1.5);
    assert.equal(at('command', 2), 'echo ${HOME}');
    assert.equal(asText(valueAt(filled, ['properties', 'containers', 1, 'name'])), 'shop.example.com');
  });

  it('are filled wherever an alias or a merge key repeats them', () => {
    const file = parseGroupFile(
      [
        'x-env: &env {name: A, value: ""}',
        'x-image: &web {image: &image "-"}',
        'x-base: &base',
        '  image: ${REGISTRY}/web',
        'properties:',
        '  containers:',
        '  - name: &name ${REGISTRY}',
        '    properties: {<<: *base}',
        '  - name: *name',
        '    properties: {<<: [*base, *web]}',
      ].join('\n'),
    );
    const filled = fillVariables(asObject(file.content), file.variables, () => 'shop');
    const container = { name: 'shop', properties: { image: 'shop/web' } };
    assert.deepEqual(valueAt(filled, ['properties', 'containers']), [container, container]);
  });

  it('are put in as they are, whatever is in them', () => {
    const filled = fillVariables({ name: '${A}' }, [{ path: ['name'], names: ['A'] }], () => '$& ${B}');
    assert.deepEqual(filled, { name: '$& ${B}' });
  });
});

describe('The value of a variable that a file names', () => {
  const environment = (name: string) =>
    ({ REGISTRY: 'shop.example.com', PULL_PASSWORD: 'hunter2', STORE: 'redis://me:hunter2@cache' })[name];
  async function asked(names: readonly string[], ...moves: readonly PromptAnswer[]) {
    const person = new ScriptedPrompt(...moves);
    const values = await askAzVariables({ file: 'web.yaml', names, environment }, person);
    assert.deepEqual(person.left, []);
    return { values, person };
  }

  it('is taken from this machine where the person agrees, and asked for where there is none', async () => {
    const { values, person } = await asked(
      ['REGISTRY', 'TAG'],
      pick('Send the value of REGISTRY'),
      type('7'),
    );
    assert.deepEqual(values, { REGISTRY: 'shop.example.com', TAG: '7' });
    assert.match(person.last.text, /TAG/);
  });

  it('is typed where the person would rather send nothing of this machine', async () => {
    const { values } = await asked(['REGISTRY'], pick('Type another value'), type('mine'));
    assert.deepEqual(values, { REGISTRY: 'mine' });
  });

  it('can be decided again', async () => {
    const { values } = await asked(
      ['REGISTRY', 'TAG'],
      pick('Type another value'),
      type('mine'),
      goBack,
      goBack,
      pick('Send the value'),
      type('7'),
    );
    assert.deepEqual(values, { REGISTRY: 'shop.example.com', TAG: '7' });
  });

  it('is shown before it is sent, unless it is a secret by its name or by itself', async () => {
    const { person } = await asked(
      ['REGISTRY', 'PULL_PASSWORD', 'STORE'],
      ...['REGISTRY', 'PULL_PASSWORD', 'STORE'].map(name => pick(`Send the value of ${name}`)),
    );
    const shown = person.seen.map(({ details }) => details?.join(' ') ?? '');
    assert.match(shown[0] ?? '', /shop\.example\.com/);
    assert.doesNotMatch(shown.join('\n'), /hunter2/);
  });

  it('is not in the box where the person would rather type one', async () => {
    const { person } = await asked(
      ['REGISTRY', 'TAG'],
      pick('Send the value'),
      goBack,
      pick('Type another value'),
      type('mine'),
      type('7'),
    );
    assert.equal(person.seen.find(({ id }) => id === 'REGISTRY')?.suggestion ?? '', '');
  });

  it('is nothing when the person leaves', async () => {
    const { values } = await asked(['PULL_PASSWORD'], close);
    assert.equal(values, undefined);
  });
});
