import assert from 'node:assert/strict';
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../src/azure/credentials/emulatorCredentials.ts';
import type { AzureApi } from '../../src/core/azureApi.ts';
import type { DeploymentRef, DeploymentRequest } from '../../src/core/deployments/deploymentsApi.ts';
import { locateErrors } from '../../src/core/deployments/errorLocation.ts';
import { innermostErrors, innermostErrorsOf } from '../../src/core/deployments/innermostErrors.ts';
import { madeGroups, makesGroups } from '../../src/core/deployments/madeGroups.ts';
import { followDeployment } from '../../src/core/deployments/progress.ts';
import { forecastOf } from '../../src/core/deployments/whatIfForecast.ts';
import { AciError } from '../../src/core/errors.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';
import { ManualClock } from '../../src/emulator/clock.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { emptySeed, emptySubscription as subscriptionId } from '../../src/emulator/seed/empty.ts';
import { cloudOf } from '../cloudOf.ts';
import { TestClock } from '../testClock.ts';

/** The real client against the emulator; waiting moves the emulator's time. */
describe('Deployments, as the emulator plays them', function () {
  const signal = neverAborts();
  const time = new ManualClock();
  const clock = new TestClock(30_000, ms => {
    time.advance(ms);
  });
  const scope = { cloud: 'emulator', subscriptionId, resourceGroup: 'rg-deployments' } as const;
  let emulator: Emulator;
  let aci: AzureApi;

  before(async () => {
    emulator = await startEmulator({ seed: emptySeed, clock: time });
    emulator.estate.addResourceGroup({ subscriptionId, name: scope.resourceGroup, location: 'westeurope' });
    aci = createAzureApi(cloudOf(emulator), emulatorCredentials(emulator), { clock });
  });
  after(() => emulator.close());

  const ref = (name: string): DeploymentRef => ({ ...scope, name });
  const group = (name: string, image: string, more: JsonObject = {}) => ({
    type: 'Microsoft.ContainerInstance/containerGroups',
    apiVersion: '2023-05-01',
    name,
    location: '[resourceGroup().location]',
    properties: {
      osType: 'Linux',
      containers: [
        { name: 'app', properties: { image, resources: { requests: { cpu: 1, memoryInGB: 1 } } } },
      ],
    },
    ...more,
  });
  const request = (resources: JsonObject[], more: JsonObject = {}): DeploymentRequest => ({
    template: {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources,
      ...more,
    },
    parameters: {},
  });
  const image = 'mcr.microsoft.com/azuredocs/aci-helloworld:latest';
  const context = {
    subscriptionId,
    resourceGroup: {
      id: `/subscriptions/${subscriptionId}/resourceGroups/${scope.resourceGroup}`,
      name: scope.resourceGroup,
      location: 'westeurope',
    },
    parameters: {},
  };

  async function deploy(name: string, sent: DeploymentRequest) {
    await aci.deployments.create(ref(name), sent, signal);
    let last;
    for await (const progress of followDeployment(aci.deployments, ref(name), clock, signal)) last = progress;
    assert.ok(last);
    return last;
  }

  async function failure(work: Promise<unknown>): Promise<AciError> {
    try {
      await work;
    } catch (error) {
      assert.ok(error instanceof AciError);
      return error;
    }
    throw new Error('It succeeded.');
  }

  it('go from validation through what they change to their outputs, and stay in the history', async () => {
    const sent: DeploymentRequest = {
      ...request([group("[parameters('name')]", image)], {
        parameters: { name: { type: 'string' }, token: { type: 'secureString' } },
        outputs: {
          id: {
            type: 'string',
            value: "[resourceId('Microsoft.ContainerInstance/containerGroups', parameters('name'))]",
          },
        },
      }),
      parameters: { name: { value: 'web' }, token: { value: 'hunter2hunter2' } },
    };
    const valid = await aci.deployments.validate(ref('first'), sent, signal);
    assert.equal(madeGroups(valid)[0]?.name, 'web');
    const [change] = await aci.deployments.whatIf(ref('first'), sent, signal);
    assert.equal(change?.type, 'Create');

    const { deployment, operations } = await deploy('first', sent);
    assert.equal(deployment.state, 'Succeeded');
    assert.ok(deployment.duration > 0);
    assert.deepEqual(
      deployment.outputs.map(({ name, value }) => [name, value]),
      [['id', `${context.resourceGroup.id}/providers/Microsoft.ContainerInstance/containerGroups/web`]],
    );
    assert.deepEqual(madeGroups(deployment), [{ ...scope, name: 'web' }]);
    assert.ok(!JSON.stringify(deployment).includes('hunter2'));
    const made = operations.find(({ target }) => target?.name === 'web');
    assert.deepEqual([made?.operation, made?.state], ['Create', 'Succeeded']);

    const [listed] = await aci.deployments.list(scope, 1, signal);
    assert.equal(listed?.ref.name, 'first');
    assert.equal(makesGroups(listed), 'yes');
    assert.deepEqual(await aci.deployments.template(ref('first'), signal), sent.template);
    assert.equal((await aci.getGroup({ ...scope, name: 'web' }, signal)).containers[0]?.image, image);
  });

  it('tell what they would change in a group that is there, and we what becomes of it', async () => {
    await deploy('before', request([group('changing', image)]));
    const other = 'mcr.microsoft.com/azuredocs/aci-tutorial-sidecar';
    const changes = await aci.deployments.whatIf(ref('after'), request([group('changing', other)]), signal);
    const own = changes.filter(({ resourceId }) => resourceId.endsWith('/changing'));
    const [resource] = forecastOf(own, { secrets: [] }).resources;
    assert.equal(resource?.change, 'Modify');
    assert.equal(resource.verdict, 'restartsAll');
    assert.deepEqual(resource.properties, [
      { path: 'properties.containers.app.properties.image', kind: 'changed', before: image, after: other },
    ]);
  });

  it('fail with the innermost error at the resource that it is about', async () => {
    const sent = request([
      group('fine', image),
      group("[concat('br', 'oken')]", 'mcr.microsoft.com/aci-emulator/inaccessible'),
    ]);
    const { deployment, operations } = await deploy('broken', sent);
    assert.equal(deployment.state, 'Failed');
    const errors = innermostErrorsOf(deployment.error, operations);
    const [located] = locateErrors(errors, sent.template, context);
    assert.equal(errors.length, 1, JSON.stringify(errors));
    assert.equal(located?.code, 'InaccessibleImage');
    assert.deepEqual(located.path, ['resources', 1]);
  });

  it('have the operations of nested ones', async () => {
    const inner = {
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2023-07-01',
      name: 'inner',
      properties: {
        mode: 'Incremental',
        template: request([group('nested', image)]).template,
      },
    };
    const { deployment, operations } = await deploy('outer', request([inner]));
    assert.equal(deployment.state, 'Succeeded');
    const targets = operations.map(({ target }) => target?.name);
    assert.ok(targets.includes('inner') && targets.includes('nested'), String(targets));
    assert.deepEqual(
      madeGroups(deployment, operations).map(({ name }) => name),
      ['nested'],
    );
  });

  it('are refused with what is wrong, at its place in the template', async () => {
    const cases: readonly (readonly [DeploymentRequest, string])[] = [
      [
        request([group("[parameters('name')]", image)], {
          parameters: { name: { type: 'string', allowedValues: ['a', 'b'] } },
        }),
        'parameters/name',
      ],
      [
        request([group('ok', "[variables('missing')]")]),
        'resources/0/properties/containers/0/properties/image',
      ],
    ];
    for (const [sent, path] of cases) {
      const error = await failure(aci.deployments.validate(ref('refused'), sent, signal));
      assert.equal(error.kind, 'invalid');
      assert.ok(error.armError);
      const [located] = locateErrors(innermostErrors(error.armError), sent.template, context);
      assert.equal(located?.path?.join('/'), path, JSON.stringify(error.armError));
    }
  });

  it('are cancelled', async () => {
    await aci.deployments.create(ref('given-up'), request([group('slow', image)]), signal);
    await aci.deployments.cancel(ref('given-up'), signal);
    let last;
    for await (const { deployment } of followDeployment(aci.deployments, ref('given-up'), clock, signal))
      last = deployment;
    assert.equal(last?.state, 'Canceled');
    await assert.rejects(aci.deployments.cancel(ref('given-up'), signal), AciError);
  });

  it('that are not there are not found', async () => {
    await assert.rejects(aci.deployments.get(ref('never'), signal), { kind: 'notFound' });
  });
});
