import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { schemaText } from '../../../scripts/schema.mjs';
import { schemaAt } from '../../../src/ui/language/groupSchema.ts';

const root = join(import.meta.dirname, '../../..');
const file = join(root, 'media/containerGroup.schema.json');

describe("The schema of a group's file", () => {
  it("is in step with the service's own description", async function () {
    if (!existsSync(join(root, '../shared/spec'))) this.skip();
    assert.equal(readFileSync(file, 'utf8'), await schemaText(), 'Run node scripts/schema.mjs');
  });

  it('stays small enough to be loaded with the language', () => assert.ok(statSync(file).size < 60_000));

  it('describes what is at a path, through references, lists and free keys', () => {
    assert.equal(schemaAt([])?.type, 'object');
    assert.deepEqual(schemaAt(['properties', 'osType'])?.enum, ['Windows', 'Linux']);
    const cpu = ['properties', 'containers', 0, 'properties', 'resources', 'requests', 'cpu'];
    assert.equal(schemaAt(cpu)?.type, 'number');
    assert.equal(schemaAt(['properties', 'volumes', 3, 'secret', 'any'])?.type, 'string');
    assert.equal(schemaAt(['tags', 'team'])?.type, 'string');
    assert.equal(schemaAt(['properties', 'instanceView'])?.readOnly, true);
  });

  it('knows nothing of what is not there', () => {
    assert.equal(schemaAt(['properties', 'toString']), undefined);
    assert.equal(schemaAt(['name', 'deeper']), undefined);
  });
});
