import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FileReport } from '../../src/ui/deploy/checkFile.ts';
import { checkCorpusFile } from './check.ts';
import { corpus } from './corpus.ts';

const kinds = ['az', 'arm', 'compose'] as const;
const codes = ({ problems }: FileReport) => problems.map(({ code }) => code);

describe('A file of the corpus', () => {
  it('is in the table', () => {
    const files = kinds.flatMap(kind =>
      readdirSync(join(import.meta.dirname, kind), { withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(({ name }) => `${kind}/${name}`),
    );
    assert.deepEqual(files.sort(), Object.keys(corpus).sort());
  });

  for (const [file, expected] of Object.entries(corpus))
    it(`is what people mean by it: ${file}`, async () => {
      const { report, groups } = await checkCorpusFile(file);
      assert.deepEqual({ deployable: report.deployable, codes: codes(report) }, expected);
      if (!codes(report).includes('parameters')) assert.equal(report.kind, file.split('/')[0]);
      const hasGroups = expected.deployable && !expected.codes.includes('noGroups');
      assert.equal(groups.length > 0, hasGroups);
    });
});

describe('What would be sent', () => {
  const containers = async (file: string, typed?: Readonly<Record<string, string>>) => {
    const { report } = await checkCorpusFile(file, typed);
    return report.bodies.map(body => JSON.stringify(body)).join('\n');
  };

  it('has the names of properties that the service has, and its numbers', async () => {
    assert.match(await containers('az/other-capitals.yaml'), /"requests":\{"cpu":1,"memoryInGB":1\}/);
    assert.match(await containers('az/quoted-numbers.yaml'), /"port":8080\}.*"cpu":0\.5,"memoryInGB":1\.5/);
  });

  it('has texts as they are written', async () => {
    const body = await containers('az/plain-values.yaml');
    assert.match(body, /"value":"Y"\}.*"value":"3"\}.*"value":"false"\}.*"value":"900719925474099312"/);
    const compose = await containers('compose/dialect.yml');
    assert.match(compose, /"port":53,/);
    assert.match(compose, /"value":"Y"\}.*"value":"900719925474099312"\}.*"value":"on"/);
  });

  it('has whole numbers of 64 bits with all their digits', async () => {
    assert.match(
      await containers('arm/big-numbers.json'),
      /"value":"9007199254740993"\}.*"value":"9007199254740995"/,
    );
  });

  it('has texts over several lines with their line breaks', async () => {
    assert.match(await containers('arm/text-of-lines.json'), /"\\n +echo one\\n +echo two\\n +"/);
  });

  it('has no secret in it, but the places of all', async () => {
    const body = await containers('arm/functions.json');
    assert.match(body, /"name":"B","secureValue":"\*\*\*"/);
    assert.match(await containers('compose/settings-file.yml'), /"secret":\{"default\.conf":"\*\*\*"\}/);
  });

  it('has what was given for a parameter or a variable', async () => {
    assert.match(await containers('arm/missing-parameter.json', { name: 'mine' }), /"name":"mine"/);
    assert.match(
      await containers('az/environment.yaml', { REGISTRY: 'x.example' }),
      /"image":"x\.example\/web:1"/,
    );
  });
});

describe('npm run files', () => {
  const root = join(import.meta.dirname, '../..');
  const run = (...words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['scripts/checkFiles/checkFiles.mjs', ...words],
      {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, REGISTRY: 'x.example' },
      },
    );
    const lines = stdout.split('\n').filter(line => line !== '');
    return { status, stderr, reports: lines.map(line => JSON.parse(line) as FileReport) };
  };

  it('writes a line for each file and ends with 1 where one has errors', () => {
    const { status, reports } = run(
      'test/corpus/az/plain.yaml',
      'test/corpus/az/broken.yaml',
      'nowhere.yaml',
    );
    assert.equal(status, 1);
    assert.deepEqual(
      reports.map(({ file, kind, deployable }) => [file, kind, deployable]),
      [
        ['test/corpus/az/plain.yaml', 'az', true],
        ['test/corpus/az/broken.yaml', 'az', false],
        ['nowhere.yaml', 'unknown', false],
      ],
    );
    const [problem] = reports[1]?.problems ?? [];
    assert.deepEqual(Object.keys(problem ?? {}).sort(), ['code', 'line', 'message', 'severity']);
  });

  it('sends the groups to an emulator where that is wanted, and tells what came of them', () => {
    const { status, reports } = run(
      'test/corpus/arm/missing-parameter.json',
      'test/corpus/az/environment.yaml',
      '--parameters',
      'name=mine',
      '--deploy',
    );
    assert.equal(status, 0);
    const deployed = reports.map(report => (report as FileReport & { deployed: unknown }).deployed);
    assert.deepEqual(deployed, [
      [{ name: 'mine', state: 'Succeeded' }],
      [{ name: 'shop', state: 'Succeeded' }],
    ]);
    assert.deepEqual(
      reports[1]?.problems.map(({ code }) => code),
      ['variableTaken'],
    );
  });

  it('says how it is used where it is not understood', () => {
    for (const words of [[], ['--everything']]) {
      const { status, stderr } = run(...words);
      assert.equal(status, 2);
      assert.match(stderr, /npm run --silent files -- FILE/);
    }
  });
});
