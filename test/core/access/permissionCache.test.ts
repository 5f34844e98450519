import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isAllowed, type Permission, resourceGroupScope, type Scope } from '../../../src/core/access/rbac.ts';
import {
  type Operation,
  requirementOnGroup,
  requiredPermissions,
} from '../../../src/core/access/accessRequirements.ts';
import { AciError } from '../../../src/core/errors.ts';
import { PermissionCache } from '../../../src/core/access/permissionCache.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { TestClock } from '../../testClock.ts';

const web = { cloud: 'azure', subscriptionId: 'S', resourceGroup: 'rg', name: 'web' } as const;
const scope = resourceGroupScope(web);
const reader: readonly Permission[] = [{ actions: ['*/read'], notActions: [] }];
const owner: readonly Permission[] = [{ actions: ['*'], notActions: [] }];
const signal = neverAborts();

describe('The account’s permissions', () => {
  /** What is answered at a scope, by its id; `hang` never answers. */
  let answers: Map<string, readonly Permission[] | AciError | 'hang'>;
  let asked: { id: string; urgency: string | undefined }[];
  let clock: TestClock;
  let permissions: PermissionCache;

  beforeEach(() => {
    answers = new Map([[scope.id, reader]]);
    asked = [];
    clock = new TestClock();
    const read = ({ id }: Scope, within: AbortSignal, urgency?: string): Promise<readonly Permission[]> => {
      asked.push({ id, urgency });
      const answer = answers.get(id) ?? reader;
      if (answer instanceof AciError) return Promise.reject(answer);
      if (answer !== 'hang') return Promise.resolve(answer);
      return new Promise((_, reject) => {
        within.addEventListener('abort', () => reject(within.reason as Error), { once: true });
      });
    };
    permissions = new PermissionCache({ permissions: read }, clock);
  });

  const mayNot = async (...deeds: Operation[]) => {
    const lacking = await permissions.findMissing(
      deeds.map(deed => requirementOnGroup(web, deed)),
      signal,
    );
    return lacking.map(({ operation }) => operation);
  };

  it('are read once for a resource group, however many actions and groups there are', async () => {
    answers.set(scope.id, owner);
    permissions.prefetch([scope, scope, { ...scope, id: scope.id.toUpperCase() }]);
    assert.deepEqual(await mayNot('start', 'stop', 'delete', 'exec'), []);
    assert.deepEqual(await mayNot('create'), []);
    assert.deepEqual(asked, [{ id: scope.id, urgency: 'background' }]);
  });

  it('name what is lacking, and nothing else', async () => {
    assert.deepEqual(await mayNot('stop', 'readLogs', 'exec'), ['stop', 'exec']);
  });

  it('are asked about again before a no that was read earlier is told', async () => {
    permissions.prefetch([scope]);
    answers.set(scope.id, owner);
    assert.deepEqual(await mayNot('stop'), []);
    assert.equal(asked.length, 2);
  });

  it('may be held on the group alone', async () => {
    answers.set(requirementOnGroup(web, 'stop').resourceScope?.id ?? '', owner);
    assert.deepEqual(await mayNot('stop'), []);
  });

  it('forbid nothing where they could not be read', async () => {
    answers.set(scope.id, new AciError('forbidden', 'No.'));
    assert.deepEqual(await mayNot('stop'), []);
  });

  it('forbid nothing when the answer is long in coming', async () => {
    answers.set(scope.id, 'hang');
    const asking = mayNot('stop');
    await clock.asleepFor(4_000);
    clock.advance(4_000);
    assert.deepEqual(await asking, []);
  });

  it('are read anew once they were forgotten, and an answer on its way counts no more', async () => {
    answers.set(scope.id, 'hang');
    permissions.prefetch([scope]);
    permissions.clear();
    answers.set(scope.id, owner);
    assert.deepEqual(await mayNot('stop'), []);
    assert.equal(asked.length, 2);
  });

  it('end with the caller’s signal', async () => {
    answers.set(scope.id, 'hang');
    const controller = new AbortController();
    const asking = permissions.findMissing([requirementOnGroup(web, 'stop')], controller.signal);
    controller.abort();
    await assert.rejects(asking, { name: 'AbortError' });
  });

  it('judge every operation as its action says', async () => {
    const pattern = fc.constantFrom(
      '*',
      '*/read',
      '*/action',
      ...Object.values(requiredPermissions).map(r => r.action),
    );
    const permission = fc.record({
      actions: fc.array(pattern, { maxLength: 3 }),
      notActions: fc.array(pattern, { maxLength: 2 }),
    });
    const operation = fc.constantFrom(...(Object.keys(requiredPermissions) as Operation[]));
    await fc.assert(
      fc.asyncProperty(fc.array(permission, { maxLength: 3 }), operation, async (held, wanted) => {
        const own = new PermissionCache({ permissions: () => Promise.resolve(held) }, clock);
        const lacking = await own.findMissing([{ operation: wanted, scope }], signal);
        assert.equal(lacking.length === 0, isAllowed(held, requiredPermissions[wanted].action));
      }),
    );
  });
});
