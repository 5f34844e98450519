import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { diskAt } from '../../scripts/checkFiles/diskReader.mjs';
import { deployToEmulator, target } from '../../scripts/checkFiles/deployToEmulator.mjs';
import { operations } from '../../src/ui/agents/operations.ts';
import { checkFile } from '../../src/ui/deploy/checkFile.ts';
import { manifest } from '../manifest.ts';

const root = path.resolve(import.meta.dirname, '../..');
const [skill] = manifest.contributes.chatSkills;
const file = path.join(root, skill?.path ?? '');
const text = readFileSync(file, 'utf8');
const [, head = '', body = ''] = /^---\n([^]*?)\n---\n([^]*)$/.exec(text) ?? [];

describe('The skill for agents', () => {
  it('is named and described as VS Code and others want it', () => {
    const { name, description } = parse(head) as Readonly<Record<string, string>>;
    assert.equal(name, path.basename(path.dirname(file)));
    assert.match(name, /^[a-z0-9-]{1,64}$/);
    assert.ok(description);
    assert.ok(description.length <= 1024);
  });

  it('is short enough to be read whole', () => {
    assert.ok(text.length < 10_000, `${text.length} characters`); // some 2,500 tokens
  });

  it('names operations that there are', () => {
    const named = [...body.matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map(([, word = '']) => word);
    assert.ok(named.length > 0);
    const known = operations.map(({ name }) => name);
    assert.deepEqual(
      named.filter(word => !known.includes(word)),
      [],
    );
  });

  const examples = [...body.matchAll(/^```yaml\n([^]*?)\n```$/gm)].map(([, example = '']) => example);

  it('has examples', () => {
    assert.equal(examples.length, 3);
  });

  for (const example of examples) {
    const { name } = parse(example) as { readonly name: string };
    it(`has an example "${name}" of which nothing is to be said, and that deploys`, async () => {
      const { report, groups } = await checkFile(`${name}.yaml`, example, {
        ...{ fileName: `${name}.yaml`, folderName: 'skill', target, typed: {} },
        ...{ environment: () => undefined, disk: diskAt(root) },
        imageConfig: () => Promise.resolve(undefined),
      });
      assert.deepEqual([report.kind, report.deployable, report.problems], ['az', true, []]);
      assert.deepEqual(
        (await deployToEmulator(groups)).map(({ name: made, state, error }) => [made, state, error]),
        [[name, 'Succeeded', undefined]],
      );
    });
  }
});
