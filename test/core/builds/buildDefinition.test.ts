import assert from 'node:assert/strict';
import { parseBuild } from '../../../src/core/builds/buildDefinition.ts';
import type { JsonObject } from '../../../src/core/json.ts';

const now = Date.UTC(2026, 10, 29, 21, 5, 7);
const parse = (json: JsonObject, written: JsonObject = json) =>
  parseBuild(json, () => undefined, written, now);

describe('A build in tasks.json', () => {
  it('needs a registry and an image; a tag is made of the time', () => {
    const parsed = parse({ registry: 'contoso', image: 'tools/report' });
    assert.ok('definition' in parsed);
    assert.deepEqual(parsed.definition, {
      ...{ context: undefined, dockerfile: 'Dockerfile', registry: 'contoso', target: undefined },
      ...{ image: 'tools/report:20261129-210507', args: [], subscription: undefined },
    });
  });

  it('tells all that is wrong with it', () => {
    const parsed = parse({ image: 'Tools', args: 'x' });
    assert.ok('problems' in parsed);
    assert.deepEqual(
      parsed.problems.map(({ property, fault }) => [property, fault.code]),
      [
        ['registry', 'missing'],
        ['image', 'rule'],
        ['args', 'objectOfTextsWanted'],
      ],
    );
  });

  it('takes arguments that come from outside the file for secrets', () => {
    const common = { registry: 'r', image: 'a:1' };
    const parsed = parse(
      { ...common, args: { A: 'plain', B: 'typed' } },
      { ...common, args: { A: 'plain', B: '${input:b}' } },
    );
    assert.ok('definition' in parsed);
    assert.deepEqual(parsed.definition.args, [
      { name: 'A', value: 'plain', isSecret: false },
      { name: 'B', value: 'typed', isSecret: true },
    ]);
  });
});
