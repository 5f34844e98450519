import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import { createCredentials } from '../../../src/azure/credentials/credentials.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { GroupStore } from '../../../src/core/store/groupStore.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { withSecret } from './credentialFixtures.ts';
import { cloudOf } from '../../cloudOf.ts';

const fabrikam = 'fab21ca4-1111-4222-8333-00000000fab1';

describe('A tenant that gives no token', () => {
  let emulator: Emulator;
  let store: GroupStore;

  beforeEach(async () => {
    emulator = await startEmulator();
    const source = createCredentials(withSecret(emulator), cloudOf(emulator), { wait: 2_000 });
    const own = createAzureApi(cloudOf(emulator), source);
    // An application sees one tenant where a person may see several.
    const aci: AzureApi = { ...own, tenants: () => Promise.resolve(both) };
    const both = [fabrikam, emulator.tenantId].map(id => ({ id, displayName: id }));
    store = new GroupStore(aci, systemClock);
  });
  afterEach(async () => {
    store.dispose();
    await emulator.close();
  });

  const read = (id: string) => {
    const { tenants } = store;
    assert.ok(tenants.kind === 'ready');
    return tenants.value.find(({ tenant }) => tenant.id === id)?.subscriptions;
  };
  const othersAreThere = () =>
    emulator.subscriptionIds.length > 0 &&
    emulator.subscriptionIds.every(id => store.groups(id)?.kind === 'ready');

  it('neither delays nor hides the others while it hangs, and is given up in the end', async () => {
    emulator.faults.add({ kind: 'hang', acted: false }, { path: new RegExp(`^/${fabrikam}/oauth2/`) });
    const whenOthersWere = new Promise(resolve => {
      store.onDidChange(() => {
        if (othersAreThere()) resolve(read(fabrikam)?.kind);
      });
    });
    const refreshed = store.refresh();
    assert.equal(await whenOthersWere, 'loading');
    await refreshed;
    const end = read(fabrikam);
    assert.ok(end?.kind === 'failed');
    assert.equal(end.error.kind, 'offline');
    assert.ok(othersAreThere());
  });

  it('is one failure beside what the others brought where it refuses', async () => {
    emulator.entra.switches.failingTenants = [fabrikam];
    await store.refresh();
    const end = read(fabrikam);
    assert.ok(end?.kind === 'failed');
    assert.deepEqual([end.error.kind, end.error.code], ['signedOut', 'AADSTS53003']);
    assert.ok(othersAreThere());
  });
});
