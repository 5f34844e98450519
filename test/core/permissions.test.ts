import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isAllowed, type Permission, resourceGroupScope, type Scope } from '../../src/core/access.ts';
import { type Deed, needOn, rights } from '../../src/core/accessNeeds.ts';
import { AciError } from '../../src/core/errors.ts';
import { Permissions } from '../../src/core/permissions.ts';
import { TestClock } from '../azure/testClock.ts';

const web = { cloud: 'azure', subscriptionId: 'S', resourceGroup: 'rg', name: 'web' } as const;
const scope = resourceGroupScope(web);
const reader: readonly Permission[] = [{ actions: ['*/read'], notActions: [] }];
const owner: readonly Permission[] = [{ actions: ['*'], notActions: [] }];
const signal = new AbortController().signal;

describe('The account’s permissions', () => {
  /** What is answered at a scope, by its id; `hang` never answers. */
  let answers: Map<string, readonly Permission[] | AciError | 'hang'>;
  let asked: { id: string; urgency: string | undefined }[];
  let clock: TestClock;
  let permissions: Permissions;

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
    permissions = new Permissions({ permissions: read }, clock);
  });

  const mayNot = async (...deeds: Deed[]) => {
    const lacking = await permissions.lacking(
      deeds.map(deed => needOn(web, deed)),
      signal,
    );
    return lacking.map(({ deed }) => deed);
  };

  it('are read once for a resource group, however many wishes and groups there are', async () => {
    answers.set(scope.id, owner);
    permissions.look([scope, scope, { ...scope, id: scope.id.toUpperCase() }]);
    assert.deepEqual(await mayNot('start', 'stop', 'delete', 'exec'), []);
    assert.deepEqual(await mayNot('create'), []);
    assert.deepEqual(asked, [{ id: scope.id, urgency: 'background' }]);
  });

  it('name what is lacking, and nothing else', async () => {
    assert.deepEqual(await mayNot('stop', 'readLogs', 'exec'), ['stop', 'exec']);
  });

  it('are asked about again before a no that was read earlier is told', async () => {
    permissions.look([scope]);
    answers.set(scope.id, owner);
    assert.deepEqual(await mayNot('stop'), []);
    assert.equal(asked.length, 2);
  });

  it('may be held on the group alone', async () => {
    answers.set(needOn(web, 'stop').exact?.id ?? '', owner);
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
    permissions.look([scope]);
    permissions.forget();
    answers.set(scope.id, owner);
    assert.deepEqual(await mayNot('stop'), []);
    assert.equal(asked.length, 2);
  });

  it('end with the caller’s signal', async () => {
    answers.set(scope.id, 'hang');
    const controller = new AbortController();
    const asking = permissions.lacking([needOn(web, 'stop')], controller.signal);
    controller.abort();
    await assert.rejects(asking, { name: 'AbortError' });
  });

  it('judge every wish as its action says', async () => {
    const pattern = fc.constantFrom('*', '*/read', '*/action', ...Object.values(rights).map(r => r.action));
    const permission = fc.record({
      actions: fc.array(pattern, { maxLength: 3 }),
      notActions: fc.array(pattern, { maxLength: 2 }),
    });
    const deed = fc.constantFrom(...(Object.keys(rights) as Deed[]));
    await fc.assert(
      fc.asyncProperty(fc.array(permission, { maxLength: 3 }), deed, async (held, wish) => {
        const own = new Permissions({ permissions: () => Promise.resolve(held) }, clock);
        const lacking = await own.lacking([{ deed: wish, scope }], signal);
        assert.equal(lacking.length === 0, isAllowed(held, rights[wish].action));
      }),
    );
  });
});
