import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonObject } from '../../src/core/json.ts';
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../src/azure/credentials/emulatorCredentials.ts';
import type { AzureApi } from '../../src/core/azureApi.ts';
import { fromAzFile } from '../../src/core/document/azFile.ts';
import { withoutReadOnly } from '../../src/core/document/readOnlyProperties.ts';
import { replaceSecrets } from '../../src/core/document/secretLocations.ts';
import { innermostErrors } from '../../src/core/deployments/innermostErrors.ts';
import type { DeploymentError } from '../../src/core/deployments/deploymentsApi.ts';
import { followDeployment } from '../../src/core/deployments/progress.ts';
import { toAciError } from '../../src/core/errors.ts';
import { exportGroup } from '../../src/core/export/exportGroup.ts';
import { secretParameters } from '../../src/core/export/secretParameters.ts';
import { without } from '../../src/core/json.ts';
import type { GroupRef, RawContainerGroup } from '../../src/core/model/containerGroup.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';
import { evaluateTemplate } from '../../src/core/template/evaluateTemplate.ts';
import { ManualClock } from '../../src/emulator/clock.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { emptySeed, emptySubscription } from '../../src/emulator/seed/empty.ts';
import { cloudOf } from '../cloudOf.ts';
import { collect } from '../collect.ts';
import { deployableGroups } from '../core/document/generatedGroups.ts';
import { missing, realBodies } from '../core/document/realBodies.ts';
import { TestClock } from '../testClock.ts';

const resourceGroup = {
  id: `/subscriptions/${emptySubscription}/resourceGroups/rg`,
  name: 'rg',
  location: 'eastus',
};

describe('A group that was exported as an ARM template and deployed to the emulator', () => {
  let emulator: Emulator;
  let aci: AzureApi;
  let clock: TestClock;
  const signal = neverAborts();
  const ref = (name: string): GroupRef => ({
    cloud: 'emulator',
    subscriptionId: emptySubscription,
    resourceGroup: 'rg',
    name,
  });

  before(async () => {
    const time = new ManualClock();
    // The examples are of the time when there were GPUs.
    const arm = { gpusPerRegion: 100 };
    emulator = await startEmulator({ clock: time, seed: emptySeed, switches: { arm } });
    clock = new TestClock(30_000, ms => {
      time.advance(ms);
    });
    aci = createAzureApi(cloudOf(emulator), emulatorCredentials(emulator), { clock });
    await aci.createResourceGroup(
      { subscriptionId: emptySubscription, name: 'rg', location: 'eastus' },
      signal,
    );
  });
  after(() => emulator.close());

  /**
   * What a GET says of the group after the PUT, without what only the service writes, or why the emulator refuses it:
   * the code of the refusal, or of what becomes of the group.
   */
  async function deployed(name: string, document: RawContainerGroup): Promise<JsonObject | string> {
    try {
      await collect(aci.putGroup(ref(name), document, signal));
    } catch (thrown) {
      const error = toAciError(thrown);
      await collect(aci.act(ref(name), 'delete', signal)).catch(() => undefined); // there may be none
      return error.code ?? error.message;
    }
    const { body } = await aci.getRawGroup(ref(name), signal);
    await collect(aci.act(ref(name), 'delete', signal));
    return withoutReadOnly(body);
  }

  /** As `deployed`, of the group that a deployment of the template makes. */
  async function deployedTemplate(template: JsonObject, values: JsonObject): Promise<JsonObject | string> {
    const parameters = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { value: value ?? null }]),
    );
    const deployment = { ...ref('export'), name: 'export' };
    const codeOf = (error: DeploymentError) => innermostErrors(error)[0]?.code ?? error.code;
    try {
      await aci.deployments.create(deployment, { template, parameters }, signal);
      const states = await collect(followDeployment(aci.deployments, deployment, clock, signal));
      const { error } = states.at(-1)?.deployment ?? assert.fail();
      if (error) return codeOf(error);
      const { body } = await aci.getRawGroup(ref('web'), signal);
      return withoutReadOnly(body);
    } catch (thrown) {
      const { armError, code, message } = toAciError(thrown);
      return armError ? codeOf(armError) : (code ?? message);
    } finally {
      await collect(aci.act(ref('web'), 'delete', signal)).catch(() => undefined); // there may be none
    }
  }

  /** The group by its own body, by our evaluation of a template and by a deployment of it: each as the emulator has it then, or refuses it. */
  async function everyWay(document: RawContainerGroup): Promise<readonly (JsonObject | string)[]> {
    const places = secretParameters(document.body);
    const parameters = Object.fromEntries(
      places.map(({ name, isObject }) => [name, isObject ? {} : 'Z2l2ZW4=']),
    );
    const exported = exportGroup('arm', ref('web'), document);
    assert.ok(exported.kind === 'content');
    const context = { parameters, resourceGroup, subscriptionId: emptySubscription };
    const { groups, problems } = evaluateTemplate(exported.content, context);
    assert.deepEqual(problems, []);
    const [found] = groups;
    assert.ok(found);
    const given = replaceSecrets(document.body, places, ({ name }) => parameters[name] ?? '');
    return [
      await deployed('web', { ...document, body: given }),
      await deployed('web', found.document),
      await deployedTemplate(exported.content, parameters),
    ];
  }

  it(`is the group that its own body makes${missing ? ` (skipped: ${missing})` : ''}`, async function () {
    this.timeout(300_000);
    if (missing) this.skip();
    const refused: Record<string, string> = {};
    let compared = 0;
    for (const { body, source } of realBodies()) {
      const document = { apiVersion: '2023-05-01', body: without(withoutReadOnly(body), 'zones') };
      const [direct, evaluated, byDeployment] = await everyWay(document);
      assert.deepEqual(evaluated, direct, source);
      assert.deepEqual(byDeployment, direct, source);
      if (typeof direct === 'string') refused[source] = direct;
      else compared += 1;
    }
    assert.deepEqual(refused, {
      // The examples' networks and their standby pools' profiles are nowhere, and they say no operating system.
      '2023-05-01/ContainerGroupExtensions.json': 'LinkedAuthorizationFailed',
      '2023-05-01/ContainerGroupsCreateOrUpdate.json': 'LinkedInvalidPropertyId',
      '2024-05-01-preview/ContainerGroupCreateOrUpdateStandbyPool.json': 'InvalidOsType',
      '2024-05-01-preview/ContainerGroupExtensions.json': 'LinkedAuthorizationFailed',
      '2024-05-01-preview/ContainerGroupsCreateOrUpdate.json': 'LinkedInvalidPropertyId',
      'vnet_2024.json': 'LinkedAuthorizationFailed',
      'vnet_networkevents_restart_stop_2019.json': 'NetworkProfileNotFound',
    });
    assert.ok(compared > 20, `${compared} compared`);
  });

  it('is the group that its own body makes, whatever is in it', async function () {
    this.timeout(300_000);
    await fc.assert(
      fc.asyncProperty(deployableGroups, async group => {
        const [direct, evaluated, byDeployment] = await everyWay(fromAzFile(group).document);
        assert.ok(typeof direct !== 'string', `refused: ${JSON.stringify(direct)}`);
        assert.deepEqual(evaluated, direct);
        assert.deepEqual(byDeployment, direct);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });
});
