import assert from 'node:assert/strict';
import { newDeploymentName } from '../../../src/core/deployments/deploymentName.ts';

describe("A deployment's name", () => {
  const now = Date.UTC(2026, 0, 5, 9, 8, 7);

  for (const [file, name] of [
    ['web.json', 'web-20260105-090807'],
    ['my app (old).bicep', 'my-app-old-20260105-090807'],
    ['главный.json', 'template-20260105-090807'],
    ['.json', 'template-20260105-090807'],
    ['a.b_c.json', 'a.b_c-20260105-090807'],
    ['web-20251224-180000.json', 'web-20260105-090807'],
  ] as const)
    it(`of ${file} is ${name}`, () => {
      assert.equal(newDeploymentName(file, now), name);
    });

  it('is never longer than Azure takes', () => {
    const name = newDeploymentName(`${'x'.repeat(200)}.json`, now);
    assert.equal(name.length, 64);
    assert.match(name, /^[\w.-]+$/);
  });
});
