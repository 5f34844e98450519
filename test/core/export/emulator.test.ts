import assert from 'node:assert/strict';
import { createAci } from '../../../src/azure/cloudAci.ts';
import { emulatorCredentials } from '../../../src/azure/emulatorCredentials.ts';
import { exportGroup } from '../../../src/core/export/exportGroup.ts';
import { secretPlaces, withSecrets } from '../../../src/core/export/secrets.ts';
import { sendable } from '../../../src/core/groupFile/readOnly.ts';
import { asObject, without } from '../../../src/core/json.ts';
import type { GroupDocument, GroupRef, JsonObject } from '../../../src/core/model.ts';
import type { Aci } from '../../../src/core/ports.ts';
import { evaluateTemplate } from '../../../src/core/template/template.ts';
import { ManualClock } from '../../../src/emulator/clock.ts';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { emptySeed, emptySubscription } from '../../../src/emulator/seed/empty.ts';
import { gather } from '../../azure/gather.ts';
import { TestClock } from '../../azure/testClock.ts';
import { missing, realBodies } from '../groupFile/realBodies.ts';

const resourceGroup = {
  id: `/subscriptions/${emptySubscription}/resourceGroups/rg`,
  name: 'rg',
  location: 'eastus',
};

describe('A group that was exported as an ARM template and deployed to the emulator', () => {
  let emulator: Emulator;
  let aci: Aci;
  const signal = new AbortController().signal;
  const ref = (name: string): GroupRef => ({
    cloud: 'emulator',
    subscriptionId: emptySubscription,
    resourceGroup: 'rg',
    name,
  });

  before(async () => {
    const time = new ManualClock();
    emulator = await startEmulator({ clock: time, seed: emptySeed });
    const cloud = {
      id: 'emulator' as const,
      displayName: 'Emulator',
      resourceManagerEndpoint: emulator.resourceManagerEndpoint,
      authorityHost: emulator.activeDirectoryEndpoint,
      scope: `${emulator.resourceManagerEndpoint}/.default`,
      ca: emulator.ca,
    };
    const clock = new TestClock(30_000, ms => {
      time.advance(ms);
    });
    aci = createAci(cloud, emulatorCredentials(emulator), { clock });
    await aci.createResourceGroup(
      { subscriptionId: emptySubscription, name: 'rg', location: 'eastus' },
      signal,
    );
  });
  after(() => emulator.close());

  /** What a GET says of the group after the PUT, without what only the service writes; undefined where it refuses. */
  async function deployed(name: string, document: GroupDocument): Promise<JsonObject | undefined> {
    try {
      await gather(aci.putGroup(ref(name), document, signal));
    } catch {
      return undefined;
    }
    const { body } = await aci.getGroupDocument(ref(name), signal);
    await gather(aci.act(ref(name), 'delete', signal));
    return sendable(body);
  }

  it(`is the group that its own body makes${missing ? ` (skipped: ${missing})` : ''}`, async function () {
    this.timeout(60_000);
    if (missing) this.skip();
    let compared = 0;
    for (const { body, source } of realBodies()) {
      const document = { apiVersion: '2023-05-01', body: without(sendable(body), 'zones') };
      const exported = exportGroup('arm', ref('web'), document);
      assert.ok(exported.kind === 'content');
      const parameters = Object.fromEntries(
        secretPlaces(document.body).map(({ name, isObject }) => [name, isObject ? {} : 'Z2l2ZW4=']),
      );
      const context = { parameters, resourceGroup, subscriptionId: emptySubscription };
      const found = evaluateTemplate(exported.content, context).groups[0];
      assert.ok(found);
      const after = await deployed('web', found.document);
      if (after === undefined) continue;
      const given = withSecrets(
        document.body,
        secretPlaces(document.body),
        ({ name }) => parameters[name] ?? '',
      );
      const before = await deployed('web', { ...document, body: given });
      assert.deepEqual(after, before, source);
      assert.ok(before);
      const { osType } = asObject(before['properties']);
      assert.equal(osType, asObject(document.body['properties'])['osType'], source);
      compared += 1;
    }
    assert.ok(compared > 10, `${compared} compared`);
  });
});
