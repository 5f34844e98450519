import assert from 'node:assert/strict';
import { development, identities, production } from '../../../src/emulator/seed/contoso.ts';
import { toDuplicateBase } from '../../../src/core/document/duplicateGroup.ts';
import { asObject, asObjects, asText, without } from '../../../src/core/json.ts';
import type { GroupRef } from '../../../src/core/model/containerGroup.ts';
import { registerProviderAndWait } from '../../../src/core/access/registerProvider.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { rawGroupFrom, type CreateDraft, draftFromGroup } from '../../../src/ui/create/createDraft.ts';
import type { CreationDeps } from '../../../src/ui/create/creationDeps.ts';
import { resumeCreations } from '../../../src/ui/create/resumeCreations.ts';
import { runCreate } from '../../../src/ui/create/runCreate.ts';
import { runCreateWizard } from '../../../src/ui/create/createWizard.ts';
import {
  choose,
  close,
  enter,
  goBack,
  type PromptAnswer,
  ScriptedPrompt,
  pick,
  refused,
  type,
} from '../shared/scriptedPrompt.ts';
import { openCreateFixture, RecordingCreateScreen, type CreateFixture } from './createFixture.ts';

const cloud = 'emulator' as const;
let world: CreateFixture;

async function ask(
  start: CreateDraft,
  ...moves: PromptAnswer[]
): Promise<{ draft: CreateDraft; person: ScriptedPrompt }> {
  const person = new ScriptedPrompt(...moves);
  const draft = await runCreateWizard(world.context, start, person);
  assert.deepEqual(person.left, []);
  assert.ok(draft, 'the wizard was left');
  return { draft, person };
}

const playground: CreateDraft = {
  cloud,
  subscription: { id: development, displayName: 'Contoso Development' },
  resourceGroup: { name: 'rg-playground', location: 'eastus', isNew: false },
};
/** A draft with every answer but the name. */
const finished = (name: string, more: Partial<CreateDraft> = {}): CreateDraft => ({
  ...playground,
  source: 'public',
  image: 'mcr.microsoft.com/azuredocs/aci-helloworld',
  containerName: 'web',
  location: 'eastus',
  osType: 'Linux',
  size: { cpu: 1, memoryInGB: 1 },
  networkKind: 'none',
  restartPolicy: 'Always',
  command: [],
  variables: [],
  name,
  ...more,
});
const refOf = (name: string, resourceGroup = 'rg-playground', subscriptionId = development): GroupRef => ({
  cloud,
  subscriptionId,
  resourceGroup,
  name,
});

describe('Creating a container group', () => {
  before(async () => {
    world = await openCreateFixture();
  });
  after(() => world.close());
  beforeEach(() => void world.changes());

  it('asks everything once, sends nothing before Create, and then makes resource group and group', async () => {
    const { draft, person } = await ask(
      { cloud },
      pick('Contoso Development'),
      pick('Create new resource group'),
      refused('rg.', /dot/),
      refused('rg-playground', /exists already/),
      type('rg-fresh'),
      pick('West Europe'),
      pick('Public image'),
      refused('ghcr.io/Contoso/App:1', /Try "ghcr.io\/contoso\/app:1"/),
      enter,
      refused('Shop_Group', /not "_"/),
      refused('a--b', /hyphens in a row/),
      enter,
      enter,
      pick('West Europe'),
      pick('Linux'),
      pick('Custom size'),
      refused('0', /at least 1/),
      refused('1e9', /at most/),
      type('1'),
      refused('0', /at least 1/),
      refused('1,55', /decimal/),
      type('1,5'),
      pick('Public IP'),
      refused('8080:80', /Type 80 instead of 8080:80/),
      refused('0', /out of range/),
      refused('80, 80', /twice/),
      type('80'),
      refused('abc', /at least 5/),
      type('fresh-hello'),
      pick('Always'),
      refused(`node 'app`, /never closed/),
      type(''),
      pick('Add variable'),
      refused('LOG_LEVEL', /no "="/),
      refused('2FA_MODE=on', /begin with a letter or an underscore/),
      type('LOG_LEVEL=debug'),
      pick('Done'),
      pick('Create'),
    );
    assert.deepEqual(world.changes(), []);
    assert.equal(person.last.title, 'Create container group: Review');

    const watcher = new RecordingCreateScreen();
    const deps = world.deps(watcher);
    await deps.store.refreshSubscription(development);
    assert.equal(await runCreate(deps, draft), undefined);
    const path = `/subscriptions/${development}/resourceGroups/rg-fresh`;
    assert.deepEqual(
      world.changes().map(change => change.toLowerCase()),
      [`PUT ${path}`, `PUT ${path}/providers/Microsoft.ContainerInstance/containerGroups/aci-helloworld`].map(
        change => change.toLowerCase(),
      ),
    );
    const ref = refOf('aci-helloworld', 'rg-fresh');
    const group = await world.aci.getGroup(ref, neverAborts());
    assert.equal(group.ipAddress?.fqdn, 'fresh-hello.westeurope.azurecontainer.io');
    assert.deepEqual(group.containers[0]?.environmentVariables, [
      { name: 'LOG_LEVEL', value: 'debug', secure: false },
    ]);
    assert.equal(group.containers[0].memoryInGB, 1.5);

    assert.deepEqual(watcher.happened, [
      'Checking whether "aci-helloworld" fits',
      'Creating "aci-helloworld"',
      'created aci-helloworld',
    ]);
    assert.equal(watcher.messages[0], 'waiting for location, sizes, quota, DNS label, image');
    assert.ok(watcher.messages.includes('Creating the resource group rg-fresh…'));
    assert.ok(watcher.messages.includes('Pulling image…'), watcher.messages.join(' | '));
    assert.deepEqual(
      watcher.revealed.map(({ name }) => name),
      ['aci-helloworld'],
    );
    assert.ok(deps.store.group(ref), 'the new group is in the store');
    assert.deepEqual(deps.pendingCreates.all, []);
  });

  it('numbers the steps and passes over what the clicked row says already', async () => {
    const { person } = await ask(
      playground,
      pick('Public image'),
      goBack,
      pick('Public image'),
      type('nginx'),
      type('web-1'),
      enter,
      pick('East US'),
      pick('Windows'),
      pick('1 vCPU, 1 GB'),
      pick('No address'),
      pick('Never'),
      enter,
      pick('No variables'),
      pick('Open as YAML'),
    );
    assert.equal(person.seen[0]?.title, 'Create container group: Image source');
    assert.deepEqual([person.last.place?.step, person.last.place?.total], [12, 12]);
  });

  it('refuses a name that ARM knows, as one types and again before the PUT', async () => {
    const known = (await world.aci.listGroups(development, neverAborts())[Symbol.asyncIterator]().next())
      .value as readonly { ref: GroupRef }[] | undefined;
    const taken = known?.find(({ ref }) => ref.resourceGroup === 'rg-playground')?.ref.name ?? '';
    assert.notEqual(taken, '');
    const { draft } = await ask(
      finished(taken),
      refused(taken, /exists already/),
      type('free-1'),
      pick('Create'),
    );
    await runCreate(world.deps(new RecordingCreateScreen()), finished('free-1'));
    world.changes();

    const watcher = new RecordingCreateScreen();
    watcher.wantsAgain = true;
    const again = await runCreate(world.deps(watcher), draft);
    assert.equal(watcher.errors[0]?.kind, 'nameTaken');
    assert.deepEqual(world.changes(), []);
    assert.ok(again);
    const { person } = await ask(again, type('free-2'), pick('Create'));
    assert.equal(person.seen[0]?.title, 'Create container group: Name');
  });

  it('goes through an Azure Container Registry with its admin user', async () => {
    const start = { ...finished('from-acr'), source: undefined, image: undefined };
    const { draft, person } = await ask(
      {
        ...start,
        subscription: { id: production, displayName: 'p' },
        resourceGroup: { name: 'rg-storefront-prod', location: 'westeurope', isNew: false },
      },
      pick('Azure Container Registry'),
      pick('storefront/web'),
      pick('2.4.1'),
      pick('Admin user'),
      enter,
      pick('Create'),
    );
    const tags = person.seen.find(({ title }) => title.endsWith('Tag'))?.labels;
    assert.deepEqual(tags?.slice(0, 2), ['latest', '2.4.1']);
    const watcher = new RecordingCreateScreen();
    assert.equal(await runCreate(world.deps(watcher), draft), undefined);
    assert.deepEqual(watcher.happened, [
      'Checking whether "from-acr" fits',
      'Creating "from-acr"',
      'created from-acr',
    ]);
  });

  it('asks for user name and password where the registry has no admin user', async () => {
    const { draft } = await ask(
      { ...finished('from-dev'), source: undefined, image: undefined },
      pick('Azure Container Registry'),
      pick('hello'),
      pick('v2'),
      pick('User name and password'),
      type('token'),
      type('secret'),
      enter,
      pick('Create'),
    );
    assert.equal(draft.credential?.username, 'token');
    assert.equal(draft.credential.server, draft.registry?.loginServer);
  });

  it('does not ask for registry, repository or tag where there is only one', async () => {
    const { draft, person } = await ask(
      { ...finished('only-one'), source: undefined, image: undefined },
      pick('Azure Container Registry'),
      pick('samples/clock'),
      goBack,
      goBack,
      pick('Azure Container Registry'),
      pick('samples/clock'),
      pick('User name and password'),
      type('token'),
      type('secret'),
      enter,
      pick('Create'),
    );
    const titles = person.seen.map(({ title }) => title.replace('Create container group: ', ''));
    const shown = ['Image source', 'Repository', 'Credential for the registry', 'Repository'];
    assert.deepEqual(titles.slice(0, 4), shown);
    assert.equal(draft.registry?.name, 'contosodev');
    assert.equal(draft.image, `${draft.registry.loginServer}/samples/clock:latest`);
  });

  it('offers a password to no other registry and no other user', async () => {
    const { draft, person } = await ask(
      { ...finished('two-registries'), source: undefined, image: undefined },
      pick('Other private registry'),
      type('ghcr.io'),
      type('team/app:1'),
      type('ada'),
      type('hunter2'),
      goBack,
      goBack,
      type('grace'),
      type('other'),
      enter,
      pick('Image'),
      pick('Other private registry'),
      type('quay.io'),
      type('team/app:2'),
      type('grace'),
      type('third'),
      pick('Create'),
    );
    const boxes = (what: string) => person.seen.filter(({ title }) => title.endsWith(what));
    assert.deepEqual(
      boxes('Password').map(({ id, suggestion }) => [id, suggestion]),
      [
        ['password/ghcr.io/ada', ''],
        ['password/ghcr.io/ada', 'hunter2'],
        ['password/ghcr.io/grace', ''],
        ['password/quay.io/grace', ''],
      ],
    );
    assert.deepEqual(boxes('User name').at(-1)?.suggestion, '');
    assert.deepEqual(boxes('Image').at(-1)?.suggestion, '');
    assert.deepEqual(draft.credential, { server: 'quay.io', username: 'grace', password: 'third' });
  });

  it('does not offer the admin user’s password to another user of the registry', async () => {
    const { person } = await ask(
      {
        ...finished('not-admin'),
        source: undefined,
        image: undefined,
        subscription: { id: production, displayName: 'p' },
      },
      pick('Azure Container Registry'),
      pick('storefront/web'),
      pick('2.4.1'),
      pick('Admin user'),
      goBack,
      pick('User name and password'),
      type('token'),
      type('secret'),
      enter,
      pick('Create'),
    );
    assert.equal(person.seen.find(({ title }) => title.endsWith('Password'))?.suggestion, '');
  });

  it('keeps everything when the password of a registry is wrong', async () => {
    const { draft } = await ask(
      { ...finished('private'), source: undefined, image: undefined },
      pick('Other private registry'),
      refused('https://emulator.azurecr.io', /Try "emulator.azurecr.io"/),
      refused('emulator.azurecr.io:5000', /at their usual port only/),
      type('emulator.azurecr.io'),
      refused('ghcr.io/a/b', /user name and password are for/),
      type('team/app:1'),
      type('emulator'),
      type('wrong'),
      enter,
      pick('Create'),
    );
    const watcher = new RecordingCreateScreen();
    watcher.wantsAgain = true;
    const again = await runCreate(world.deps(watcher), draft);
    assert.equal(watcher.errors[0]?.kind, 'image');
    assert.ok(again);
    assert.ok(!world.memory.everything.includes('wrong'), 'a secret was kept');

    const retry = await ask(
      again,
      pick('Image'),
      pick('Other private registry'),
      enter,
      enter,
      enter,
      type('emulator-password'),
      pick('Create'),
    );
    assert.equal(await runCreate(world.deps(new RecordingCreateScreen()), retry.draft), undefined);
    const group = await world.aci.getGroup(refOf('private'), neverAborts());
    assert.equal(group.containers[0]?.image, 'emulator.azurecr.io/team/app:1');
  });

  it('leads back to the DNS label when that one is taken', async () => {
    const label = {
      networkKind: 'public',
      ports: [{ port: 80, protocol: 'TCP' }],
      dnsNameLabel: 'taken-label',
    } as const;
    await runCreate(world.deps(new RecordingCreateScreen()), finished('label-1', label));
    const watcher = new RecordingCreateScreen();
    watcher.wantsAgain = true;
    const again = await runCreate(world.deps(watcher), finished('label-2', label));
    assert.equal(watcher.errors[0]?.code, 'DnsNameLabelNotAvailable');
    assert.ok(again);
    const { person } = await ask(
      { ...again, freeKey: undefined },
      enter,
      type('other-label'),
      pick('Create'),
    );
    assert.deepEqual(
      person.seen.map(({ title }) => title.replace('Create container group: ', '')),
      ['Name', 'DNS name label', 'Review'],
    );
  });

  it('leads back to the location when the subscription may not use that one (Azure/static-web-apps#1743)', async () => {
    const message =
      "Resource 'far' was disallowed by Azure: This policy maintains a set of best available regions where your subscription can deploy resources.";
    world.emulator.server.interceptRequest = ({ method, url }) =>
      method === 'PUT' && url.pathname.endsWith('/far')
        ? { status: 403, body: { error: { code: 'RequestDisallowedByAzure', message } } }
        : undefined;
    const watcher = new RecordingCreateScreen();
    watcher.wantsAgain = true;
    const again = await runCreate(world.deps(watcher), finished('far'));
    world.emulator.server.interceptRequest = undefined;
    assert.deepEqual([watcher.errors[0]?.kind, watcher.errors[0]?.message], ['region', message]);
    assert.ok(again);
    assert.equal(again.location, undefined);
  });

  it('replaces what a failed attempt left behind when one tries again', async () => {
    const watcher = new RecordingCreateScreen();
    watcher.wantsAgain = true;
    const unpullable = finished('left-behind', { image: 'mcr.microsoft.com/aci-emulator/unpullable' });
    const again = await runCreate(world.deps(watcher), unpullable);
    assert.equal(watcher.happened.at(-1), 'Could not create "left-behind"');
    assert.ok(again?.failedGroupKey);
    world.changes();
    const second = new RecordingCreateScreen();
    assert.equal(await runCreate(world.deps(second), { ...again, image: 'nginx' }), undefined);
    assert.deepEqual(
      world.changes().map(change => change.split(' ')[0]),
      ['DELETE', 'PUT'],
    );
    assert.ok(second.happened.includes('created left-behind'));
  });

  describe('that does not fit', () => {
    let cores: number;
    beforeEach(() => {
      cores = world.emulator.arm.switches.coresPerRegion;
    });
    afterEach(() => {
      world.emulator.arm.switches.coresPerRegion = cores;
    });

    it('is not sent; whoever wants to edit it gets everything back', async () => {
      world.emulator.arm.switches.coresPerRegion = 0;
      const watcher = new RecordingCreateScreen();
      watcher.findingsAnswers = [{ kind: 'edit' }];
      const draft = finished('too-many');
      const again = await runCreate(world.deps(watcher), draft);
      assert.deepEqual(again, { ...draft, reviewChoice: undefined });
      assert.deepEqual(watcher.happened, [
        'Checking whether "too-many" fits',
        'Could not create "too-many": fatal tooFewCores',
      ]);
      assert.deepEqual(world.changes(), []);
    });

    it('goes to the location that is chosen instead', async () => {
      world.emulator.arm.switches.coresPerRegion = 0;
      const watcher = new RecordingCreateScreen();
      watcher.findingsAnswers = [{ kind: 'location', location: 'northeurope' }];
      const again = await runCreate(world.deps(watcher), finished('elsewhere'));
      assert.equal(again?.location, 'northeurope');
      assert.deepEqual(world.changes(), []);
    });

    it('is sent once there is room', async () => {
      world.emulator.arm.switches.coresPerRegion = 0;
      const watcher = new RecordingCreateScreen();
      watcher.findingsAnswers = [{ kind: 'again' }];
      const asking = watcher.askAboutFindings;
      watcher.askAboutFindings = question => {
        world.emulator.arm.switches.coresPerRegion = cores;
        return asking(question);
      };
      assert.equal(await runCreate(world.deps(watcher), finished('fits-now')), undefined);
      assert.equal(watcher.happened.at(-1), 'created fits-now');
    });
  });

  it('goes on when the person cancels and then keeps it', async () => {
    const watcher = new RecordingCreateScreen();
    watcher.cancelAt = /Pulling|Waiting/;
    watcher.answers = ['keep'];
    await runCreate(world.deps(watcher), finished('kept'));
    assert.deepEqual(watcher.happened, [
      'Checking whether "kept" fits',
      'Creating "kept"',
      'keep',
      'Creating "kept"',
      'created kept',
    ]);
  });

  it('is undone when the person cancels and then deletes it', async () => {
    const watcher = new RecordingCreateScreen();
    watcher.cancelAt = /Pulling|Waiting/;
    watcher.answers = ['delete'];
    const deps = world.deps(watcher);
    await runCreate(deps, finished('dropped'));
    assert.equal(watcher.happened.at(-1), 'Deleted "dropped".');
    assert.equal(await deps.store.refreshGroup(refOf('dropped')), undefined);
    assert.deepEqual(deps.pendingCreates.all, []);
  });

  it('sends no group when the person deletes it while its resource group is made, and says that this one stays', async () => {
    const watcher = new RecordingCreateScreen();
    watcher.cancelAt = /Creating the resource group/;
    watcher.answers = ['delete'];
    const resourceGroup = { name: 'rg-early', location: 'eastus', isNew: true };
    await runCreate(world.deps(watcher), finished('early', { resourceGroup }));
    assert.deepEqual(
      world.changes().map(change => change.toLowerCase()),
      [`put /subscriptions/${development}/resourcegroups/rg-early`],
    );
    assert.equal(
      watcher.happened.at(-1),
      'Cancelled: "early" was not created. The new resource group "rg-early" stays.',
    );
  });

  it('says that the new resource group stays when the group in it is deleted', async () => {
    const watcher = new RecordingCreateScreen();
    watcher.cancelAt = /Pulling/;
    watcher.answers = ['delete'];
    const resourceGroup = { name: 'rg-late', location: 'eastus', isNew: true };
    await runCreate(world.deps(watcher), finished('late', { resourceGroup }));
    assert.equal(watcher.happened.at(-1), 'Deleted "late". The new resource group "rg-late" stays.');
  });

  it('sends nothing when the wizard is closed at the review', async () => {
    const person = new ScriptedPrompt(enter, close);
    assert.equal(await runCreateWizard(world.context, finished('closed'), person), undefined);
    assert.equal(person.last.title, 'Create container group: Review');
    assert.deepEqual(world.changes(), []);
  });

  it('comes back to the review after a choice was changed, asking only what that made void', async () => {
    const { draft } = await ask(
      {
        ...finished('moved'),
        networkKind: 'private',
        ports: [{ port: 80, protocol: 'TCP' }],
        subnet: subnet,
      },
      enter,
      pick('Operating system'),
      pick('Windows'),
      pick('Create'),
    );
    assert.deepEqual([draft.osType, draft.networkKind, draft.subnet], ['Windows', 'private', subnet]);
  });

  it('offers a private subnet for Windows, as the service does', async () => {
    const { draft } = await ask(
      { ...finished('moved'), osType: 'Windows', networkKind: undefined },
      enter,
      pick('Private subnet'),
      enter,
      pick('Create'),
    );
    assert.deepEqual(
      [draft.osType, draft.networkKind, draft.subnet !== undefined],
      ['Windows', 'private', true],
    );
  });

  it('takes a command as a list, and a path of Windows with its backslashes', async () => {
    const withCommand = async (draft: CreateDraft, text: string) =>
      (await ask(withoutCommand(draft), enter, type(text), pick('Create'))).draft.command;
    assert.deepEqual(await withCommand(finished('list'), '["npm", "start"]'), ['npm', 'start']);
    assert.deepEqual(await withCommand({ ...finished('win'), osType: 'Windows' }, 'C:\\app\\run.exe -x'), [
      'C:\\app\\run.exe',
      '-x',
    ]);
  });

  it('takes a value of several lines from the clipboard, and a name that begins with an underscore', async () => {
    world.clipboard =
      'API=1 # note\nPEM="-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"\n_NEXT=2\n';
    const { draft } = await ask(
      withoutVariables(finished('lines')),
      enter,
      pick('Paste'),
      pick('Done'),
      pick('Create'),
    );
    assert.deepEqual(
      draft.variables?.map(({ name, value }) => [name, value]),
      [
        ['API', '1'],
        ['PEM', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'],
        ['_NEXT', '2'],
      ],
    );
  });

  it('takes variables from the clipboard, naming bad lines and offering to make secrets secure', async () => {
    world.clipboard = 'A=1\nnonsense\nDB_PASSWORD="x y"\n';
    const { draft, person } = await ask(
      withoutVariables(finished('vars')),
      enter,
      pick('Paste'),
      pick('Take the 2 good lines'),
      pick('Make it secure'),
      pick('Add secure variable'),
      refused('A', /there already/),
      type('TOKEN'),
      type('t'),
      pick('Done'),
      pick('Create'),
    );
    assert.ok(person.seen.some(({ labels }) => labels.includes('$(error) Line 2')));
    assert.deepEqual(draft.variables, [
      { name: 'A', value: '1', secure: false },
      { name: 'DB_PASSWORD', value: 'x y', secure: true },
      { name: 'TOKEN', value: 't', secure: true },
    ]);
  });

  it('says before anything is sent what the account may not do, and keeps the draft', async () => {
    const { restrictions } = world.emulator.arm.switches;
    restrictions.push({ scope: `/subscriptions/${development}`, access: 'read' });
    const watcher = new RecordingCreateScreen();
    watcher.wantsAgain = true;
    const subnet = {
      id: `/subscriptions/${development}/resourceGroups/rg-playground/providers/Microsoft.Network/virtualNetworks/vnet/subnets/aci`,
      name: 'aci',
      virtualNetwork: 'vnet',
      location: 'eastus',
    };
    const draft = finished('denied', { networkKind: 'private', ports: [], subnet, reviewChoice: 'create' });
    try {
      assert.deepEqual(await runCreate(world.deps(watcher), draft), { ...draft, reviewChoice: undefined });
    } finally {
      restrictions.pop();
    }
    assert.deepEqual(watcher.happened, ['Could not create "denied": create rg-playground, joinSubnet aci']);
    assert.deepEqual(world.changes(), []);
  });

  it('registers container instances where they are missing, waits, and goes on', async () => {
    const { estate, switches } = world.emulator.arm;
    const at = estate.subscriptions.findIndex(each => each.subscriptionId === development);
    const known = estate.subscriptions[at];
    assert.ok(known);
    estate.subscriptions[at] = { ...known, registered: false };
    const watcher = new RecordingCreateScreen();
    const begun = world.clock.now();
    watcher.registers = async id => {
      await registerProviderAndWait(world.aci.access, world.clock, id, () => undefined, neverAborts());
      return true;
    };
    try {
      assert.equal(await runCreate(world.deps(watcher), finished('registered')), undefined);
    } finally {
      estate.subscriptions[at] = known;
    }
    assert.ok(world.clock.now() - begun >= switches.registrationMs);
    assert.deepEqual(watcher.happened.slice(2), [
      'Could not create "registered": notRegistered',
      'Creating "registered"',
      'created registered',
    ]);
  });

  it('leaves a subscription as it is where nobody wants it registered', async () => {
    const { estate } = world.emulator.arm;
    const at = estate.subscriptions.findIndex(each => each.subscriptionId === development);
    const known = estate.subscriptions[at];
    assert.ok(known);
    estate.subscriptions[at] = { ...known, registered: false };
    const watcher = new RecordingCreateScreen();
    try {
      assert.equal(await runCreate(world.deps(watcher), finished('unregistered')), undefined);
    } finally {
      estate.subscriptions[at] = known;
    }
    assert.equal(watcher.errors[0]?.kind, 'notRegistered');
  });

  describe('with managed identities', () => {
    const puller = identities.find(({ subscriptionId }) => subscriptionId === development);
    const start = (name: string): CreateDraft => ({ ...finished(name), source: undefined, image: undefined });

    /** The body that is in Azure. */
    const bodyOf = async (name: string) => (await world.aci.getRawGroup(refOf(name), neverAborts())).body;
    const created = async (draft: CreateDraft): Promise<RecordingCreateScreen> => {
      const watcher = new RecordingCreateScreen();
      assert.equal(await runCreate(world.deps(watcher), draft), undefined);
      return watcher;
    };
    afterEach(() => {
      for (const each of [...world.emulator.arm.assignments.all]) world.emulator.arm.assignments.remove(each);
    });

    it('pulls as one, having given it the role that it lacks, when Create is chosen', async () => {
      assert.ok(puller);
      const moves = [pick('Azure Container Registry'), pick('hello'), pick('v2'), pick('Managed identity')];
      const { draft, person } = await ask(
        start('pulled'),
        ...moves,
        pick('Assign AcrPull'),
        enter,
        pick('Create'),
      );
      assert.deepEqual(world.changes(), []);
      assert.ok(person.last.title.endsWith('Review'));
      const { happened } = await created(draft);
      assert.deepEqual(happened, ['Checking whether "pulled" fits', 'Creating "pulled"', 'created pulled']);
      assert.deepEqual(
        world.changes().map(change => change.replace(/.*\/(\w+)\/[^/]+$/, '$1')),
        ['roleAssignments', 'containerGroups'],
      );
      const body = await bodyOf('pulled');
      const credentials = asObjects(asObject(body['properties'])['imageRegistryCredentials']);
      assert.deepEqual(
        credentials.map(({ server, identity }) => [server, asText(identity).split('/').at(-1)]),
        [[draft.registry?.loginServer, puller.name]],
      );
      const group = await world.aci.getGroup(refOf('pulled'), neverAborts());
      assert.deepEqual(
        group.identity?.users.map(id => id.split('/').at(-1)),
        [puller.name],
      );
      // Whoever has the role is not asked about it again.
      const again = await ask(start('pulled-too'), ...moves, enter, pick('Create'));
      assert.equal(again.draft.assignPull, false);
    });

    it('gives the group its own identity from the review, and takes it again', async () => {
      assert.ok(puller);
      const { draft, person } = await ask(
        finished('identified'),
        enter,
        pick('Managed identity'),
        pick('System-assigned'),
        pick(puller.name),
        pick('Done'),
        pick('Managed identity'),
        pick(puller.name),
        pick('Done'),
        pick('Create'),
      );
      assert.ok(!person.seen[0]?.title.includes('Managed identity'), 'it is not asked by itself');
      await created(draft);
      const { identity } = await world.aci.getGroup(refOf('identified'), neverAborts());
      assert.deepEqual(identity, { system: true, users: [] });
    });

    it('keeps the identities of a group that is duplicated', async () => {
      assert.ok(puller);
      const { draft } = await ask(
        finished('twins-one'),
        enter,
        pick('Managed identity'),
        pick('System-assigned'),
        pick(puller.name),
        pick('Done'),
        pick('Create'),
      );
      await created(draft);
      const original = await world.aci.getRawGroup(refOf('twins-one'), neverAborts());
      const copy = draftFromGroup(refOf('twins-one'), 'd', toDuplicateBase(original), false);
      const { draft: twin } = await ask(copy, type('twins-two'), pick('Create'));
      await created(twin);
      const [one, two] = await Promise.all(
        ['twins-one', 'twins-two'].map(
          async name => (await world.aci.getGroup(refOf(name), neverAborts())).identity,
        ),
      );
      assert.deepEqual(two, one);
      assert.deepEqual([two?.system, two?.users.length], [true, 1]);
    });

    it('says what the account may not do with them before anything is sent', async () => {
      assert.ok(puller);
      const { draft } = await ask(
        start('not-mine'),
        pick('Azure Container Registry'),
        pick('hello'),
        pick('v2'),
        pick('Managed identity'),
        pick('Assign AcrPull'),
        enter,
        pick('Create'),
      );
      const { restrictions } = world.emulator.arm.switches;
      restrictions.push({ scope: `/subscriptions/${development}`, access: 'read' });
      const watcher = new RecordingCreateScreen();
      try {
        assert.equal(await runCreate(world.deps(watcher), draft), undefined);
      } finally {
        restrictions.pop();
      }
      assert.deepEqual(watcher.happened, [
        `Could not create "not-mine": create rg-playground, useIdentity ${puller.name}, grantAccess contosodev`,
      ]);
      assert.deepEqual(world.changes(), []);
    });
  });
});

const withoutVariables = (draft: CreateDraft): CreateDraft => {
  const { variables, ...rest } = draft;
  return variables ? rest : draft;
};
const withoutCommand = (draft: CreateDraft): CreateDraft => {
  const { command, ...rest } = draft;
  return command ? rest : draft;
};
const subnet = { id: '/subnet', name: 'aci', virtualNetwork: 'vnet', location: 'eastus' };

describe('A creation under way when the window is reloaded', () => {
  before(async () => {
    world = await openCreateFixture();
  });
  after(() => world.close());

  /** Leaves a group in transition behind, as a window does that goes away. */
  async function begin(name: string, image = 'nginx'): Promise<GroupRef> {
    const ref = refOf(name);
    const document = { apiVersion: '2023-05-01', body: body(name, image) };
    await world.aci.putGroup(ref, document, neverAborts())[Symbol.asyncIterator]().next();
    await letGo(world.deps(new RecordingCreateScreen()), ref);
    return ref;
  }

  /** Remembers a creation in a window that is gone at once. */
  async function letGo({ pendingCreates }: CreationDeps, ref: GroupRef): Promise<void> {
    (await pendingCreates.add(ref)).dispose();
  }

  it('is shown until it settles, and then closed with the message', async () => {
    await begin('resumed');
    const watcher = new RecordingCreateScreen();
    const deps = world.deps(watcher);
    await resumeCreations(deps, () => true);
    assert.deepEqual(watcher.happened, ['Creating "resumed"', 'created resumed']);
    assert.deepEqual(deps.pendingCreates.all, []);
  });

  it('is told to have ended when that happened while no window was there', async () => {
    await begin('settled');
    await begin('unpullable', 'mcr.microsoft.com/aci-emulator/unpullable');
    world.pass(2_400_000);
    await letGo(world.deps(new RecordingCreateScreen()), refOf('never-sent'));
    const watcher = new RecordingCreateScreen();
    const deps = world.deps(watcher);
    await resumeCreations(deps, () => true);
    assert.deepEqual(watcher.happened.toSorted(), [
      '"never-sent" was not created',
      'Could not create "unpullable"',
      'created settled',
    ]);
    assert.deepEqual(watcher.errors.map(({ kind }) => kind).toSorted(), ['image', 'notFound']);
    assert.deepEqual(deps.pendingCreates.all, []);
  });

  it('is left alone while another cloud is chosen', async () => {
    const deps = world.deps(new RecordingCreateScreen());
    await letGo(deps, { ...refOf('elsewhere'), cloud: 'china' });
    const watcher = new RecordingCreateScreen();
    await resumeCreations(world.deps(watcher), ({ cloud: own }) => own === 'emulator');
    assert.deepEqual(watcher.happened, []);
    assert.equal(deps.pendingCreates.all.length, 1);
    await deps.pendingCreates.remove({ ...refOf('elsewhere'), cloud: 'china' });
  });

  it('is left to the window that shows it, as long as that one is there', async () => {
    const ref = await begin('shared');
    const held = await world.deps(new RecordingCreateScreen()).pendingCreates.acquireLease(ref);
    const watcher = new RecordingCreateScreen();
    const resumed = resumeCreations(world.deps(watcher, 'two'), () => true);
    // The first window goes on saying that it is there…
    for (let beats = 0; beats < 5; beats += 1) {
      await world.clock.asleepFor(12_000);
      world.clock.advance(12_000);
    }
    assert.deepEqual(watcher.happened, []);
    // … until it is gone.
    held?.dispose();
    world.clock.advance(60_000);
    await resumed;
    assert.deepEqual(watcher.happened, ['Creating "shared"', 'created shared']);
  });

  it('is over for the other window when the one that shows it has told its end', async () => {
    const ref = await begin('ended');
    const first = world.deps(new RecordingCreateScreen());
    const held = await first.pendingCreates.acquireLease(ref);
    const watcher = new RecordingCreateScreen();
    const resumed = resumeCreations(world.deps(watcher, 'two'), () => true);
    await world.clock.asleepFor(30_000);
    held?.dispose();
    await first.pendingCreates.remove(ref);
    world.clock.advance(30_000);
    await resumed;
    assert.deepEqual(watcher.happened, []);
  });

  it('is not shown twice by one window when somebody signs in again', async () => {
    const ref = await begin('once');
    const watcher = new RecordingCreateScreen();
    const deps = world.deps(watcher);
    const held = await deps.pendingCreates.acquireLease(ref);
    await resumeCreations(deps, () => true);
    assert.deepEqual(watcher.happened, []);
    held?.dispose();
    await deps.pendingCreates.remove(ref);
  });

  it('is forgotten after an hour', async () => {
    const deps = world.deps(new RecordingCreateScreen());
    await letGo(deps, refOf('old'));
    world.pass(3_600_001);
    assert.deepEqual(deps.pendingCreates.all, []);
  });

  const body = (name: string, image: string) => ({
    location: 'eastus',
    properties: {
      osType: 'Linux',
      containers: [{ name, properties: { image, resources: { requests: { cpu: 1, memoryInGB: 1 } } } }],
    },
  });
});

describe('Duplicating a container group', () => {
  before(async () => {
    world = await openCreateFixture();
  });
  after(() => world.close());

  it('asks for a name, a DNS label and the secrets, and keeps the other containers', async () => {
    const ref = refOf('storefront-web', 'rg-storefront-prod', production);
    const original = await world.aci.getRawGroup(ref, neverAborts());
    const start = draftFromGroup(ref, 'Contoso Production', toDuplicateBase(original), true);
    const registry = world.emulator.registries.all.find(({ name }) => name === 'contosoprod');
    const { draft, person } = await ask(
      start,
      refused('storefront-web', /exists already/),
      type('storefront-copy'),
      refused('x', /at least 5/),
      type('storefront-copy'),
      type(registry?.passwords[0] ?? ''),
      pick('Create'),
    );
    assert.deepEqual(
      person.seen.map(({ title }) => title.replace(/^.*: /, '')),
      ['Name', 'DNS name label', 'Secrets', 'Review'],
    );
    const watcher = new RecordingCreateScreen();
    assert.equal(await runCreate(world.deps(watcher), draft), undefined);
    const copy = await world.aci.getRawGroup({ ...ref, name: 'storefront-copy' }, neverAborts());
    const shape = (document: typeof copy) =>
      asObjects(asObject(document.body['properties'])['containers']).map(container =>
        without(asObject(container['properties']), 'instanceView'),
      );
    assert.deepEqual(shape(copy), shape(original));
    assert.deepEqual(copy.body['tags'], original.body['tags']);
  });

  describe('that has a secret volume', () => {
    const original = {
      apiVersion: '2023-05-01',
      body: {
        location: 'eastus',
        properties: {
          osType: 'Linux',
          containers: [{ name: 'proxy', properties: { image: 'nginx' } }],
          volumes: [{ name: 'nginx-config', secret: {} }],
        },
      },
    };
    const start = (): CreateDraft => ({
      ...draftFromGroup(refOf('proxy'), 'Contoso Development', toDuplicateBase(original), false),
      subscription: { id: development, displayName: 'Contoso Development' },
    });
    const file = (name: string) => ({ name, bytes: Buffer.from(`content of ${name}\n`) });

    it('asks for all its files, and lists them before Create', async () => {
      const { draft, person } = await ask(
        start(),
        type('proxy-copy'),
        pick('Choose files'),
        choose(file('nginx.conf'), file('ssl.key')),
        pick('Go on with these 2 files'),
        pick('Create'),
      );
      assert.match(
        (person.last.details ?? []).join(),
        /nginx-config: nginx\.conf \(22 bytes\), ssl\.key \(19 bytes\)/,
      );
      const volumes = asObjects(asObject(rawGroupFrom(draft)?.body['properties'])['volumes']);
      assert.deepEqual(volumes, [
        {
          name: 'nginx-config',
          secret: {
            'nginx.conf': Buffer.from('content of nginx.conf\n').toString('base64'),
            'ssl.key': Buffer.from('content of ssl.key\n').toString('base64'),
          },
        },
      ]);
    });

    it('opens as YAML where the person would rather write them: nothing is created', async () => {
      const { draft } = await ask(start(), type('proxy-copy'), pick('Open as YAML instead'));
      assert.equal(draft.reviewChoice, 'yaml');
    });
  });
});
