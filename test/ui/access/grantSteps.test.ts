import assert from 'node:assert/strict';
import type { ManagedIdentity, Principal, Scope } from '../../../src/core/access/rbac.ts';
import { AciError } from '../../../src/core/errors.ts';
import type { AccessApi } from '../../../src/core/azureApi.ts';
import { development } from '../../../src/emulator/seed/contoso.ts';
import { type GrantDraft, grantSteps } from '../../../src/ui/access/grantSteps.ts';
import { runWizard } from '../../../src/ui/shared/wizard.ts';
import { openCreateFixture, type CreateFixture } from '../create/createFixture.ts';
import { goBack, type PromptAnswer, ScriptedPrompt, pick, refused, type } from '../shared/scriptedPrompt.ts';

const puller: ManagedIdentity = {
  id: '/subscriptions/S/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-pull',
  name: 'id-pull',
  location: 'eastus',
  principalId: '11110000-0000-4000-8000-000000000011',
  clientId: '22220000-0000-4000-8000-000000000022',
};
const sam: Principal = { id: '5a000000-2222-4333-8444-00000005a000', type: 'User', name: 'sam@contoso.com' };
const unknown = 'ffffffff-0000-4000-8000-00000000000f';

describe('Granting access', () => {
  let world: CreateFixture;
  let scope: Scope;
  /** Whether the directory may be read. */
  let isReadable: boolean;

  before(async () => {
    world = await openCreateFixture();
    scope = { cloud: 'emulator', id: `/subscriptions/${development}/resourceGroups/rg-playground` };
  });
  after(() => world.close());
  beforeEach(() => {
    isReadable = true;
  });

  /** The emulator's roles; people and identities of our own. */
  function access(): AccessApi {
    const inDirectory = <T>(answer: T): Promise<T> =>
      isReadable ? Promise.resolve(answer) : Promise.reject(new AciError('forbidden', 'No.'));
    return {
      ...world.aci.access,
      managedIdentities: () => inDirectory([puller]),
      findPrincipals: (_, text) => inDirectory(text.startsWith('sa') ? [sam] : []),
      principals: (_, ids) => inDirectory(ids.includes(sam.id) ? [sam] : []),
    };
  }

  async function ask(
    start: Partial<GrantDraft>,
    ...moves: PromptAnswer[]
  ): Promise<{ draft: GrantDraft | undefined; person: ScriptedPrompt }> {
    const person = new ScriptedPrompt(...moves);
    const context = {
      access: access(),
      errorMessage: (what: string, error: AciError) => `${what}. ${error.message}`,
    };
    const draft = await runWizard({ scope, ...start }, grantSteps(context), person);
    assert.deepEqual(person.left, []);
    return { draft, person };
  }
  const outcome = ({
    draft,
  }: {
    draft: GrantDraft | undefined;
  }): [string | undefined, Principal | undefined] => [draft?.role?.name, draft?.principal];

  it('offers the usual roles first, and all the others after them', async () => {
    const { person } = await ask({}, pick('Reader'), pick('id-pull'), pick('Grant'));
    const [roles] = person.seen;
    assert.deepEqual(roles?.labels.slice(0, 3), [
      'Azure Container Instances Contributor Role',
      'Contributor',
      'Reader',
    ]);
    assert.ok(roles.labels.includes('AcrPull'));
    assert.equal(roles.suggestion, 'Azure Container Instances Contributor Role');
  });

  it('suggests the role that would have allowed what was refused', async () => {
    const { person } = await ask({ suggested: 'AcrPull' }, pick('AcrPull'), pick('id-pull'), pick('Grant'));
    assert.equal(person.seen[0]?.suggestion, 'AcrPull');
    assert.equal(person.seen[0].labels[0], 'AcrPull');
  });

  it('gives a role to a managed identity of the subscription', async () => {
    const found = await ask({}, pick('Reader'), pick('id-pull'), pick('Grant'));
    const principal = { id: puller.principalId, name: 'id-pull', type: 'ServicePrincipal' };
    assert.deepEqual(outcome(found), ['Reader', principal]);
  });

  it('finds people by name', async () => {
    const found = await ask(
      {},
      pick('AcrPull'),
      pick('Search by name'),
      type('sa'),
      pick('sam@contoso.com'),
      pick('Grant'),
    );
    assert.deepEqual(outcome(found), ['AcrPull', sam]);
  });

  it('lets one search again when nobody is found', async () => {
    const found = await ask(
      {},
      pick('Reader'),
      pick('Search by name'),
      type('nobody'),
      goBack,
      type('sa'),
      pick('sam@contoso.com'),
      pick('Grant'),
    );
    assert.deepEqual(outcome(found)[1], sam);
  });

  it('takes an object id, and asks for its kind only where the directory doesn’t know it', async () => {
    const known = await ask(
      {},
      pick('Reader'),
      pick('Type an object id'),
      refused('sam', /looks like/),
      type(sam.id.toUpperCase()),
      pick('Grant'),
    );
    assert.deepEqual(outcome(known)[1], sam);
    const fresh = await ask(
      {},
      pick('Reader'),
      pick('Type an object id'),
      type(unknown),
      pick('application'),
      pick('Grant'),
    );
    assert.deepEqual(outcome(fresh)[1], { id: unknown, type: 'ServicePrincipal', name: undefined });
  });

  it('needs no directory: an object id always works', async () => {
    isReadable = false;
    const found = await ask(
      {},
      pick('Reader'),
      pick('Search by name'),
      type('sa'),
      pick('Type an object id'),
      type(unknown),
      pick('group'),
      pick('Grant'),
    );
    assert.deepEqual(outcome(found)[1], { id: unknown, type: 'Group', name: undefined });
    const said = found.person.seen.find(({ title, labels }) => title.includes('Search') && labels.length > 0);
    assert.equal(said?.text, 'Names cannot be searched with this account. An object id works.');
  });

  it('asks for another kind when another id is typed on the way back', async () => {
    const found = await ask(
      {},
      pick('Reader'),
      pick('Type an object id'),
      type(unknown),
      pick('user'),
      goBack,
      goBack,
      type(sam.id),
      pick('Grant'),
    );
    assert.deepEqual(outcome(found)[1], sam);
  });
});
