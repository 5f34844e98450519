/** A whole emulator on a clock that stands still, and deployments to one resource group of it. */
import assert from 'node:assert/strict';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../../../src/emulator/emulator.ts';
import { ManualClock } from '../../../../src/emulator/clock.ts';
import { objectAt, textAt, type Json, type JsonObject } from '../../../../src/emulator/json.ts';
import { emptySeed, emptySubscription as subscriptionId } from '../../../../src/emulator/seed/empty.ts';
import { armToken, send } from '../../emulatorClient.ts';

export { subscriptionId };
export const resourceGroup = `/subscriptions/${subscriptionId}/resourceGroups/rg-templates`;
export const version = 'api-version=2025-04-01';

export interface DeploymentAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: JsonObject;
}

export interface DeployOptions {
  readonly name?: string;
  readonly parameters?: JsonObject;
  readonly mode?: string;
}

export interface Azure {
  readonly emulator: Emulator;
  readonly clock: ManualClock;
  ask(method: string, path: string, body?: unknown): Promise<DeploymentAnswer>;
  /** The same with a body that is not JSON, or not only. */
  sendText(method: string, path: string, text: string): Promise<DeploymentAnswer>;
  /** A request of a deployment: `''` to create it, `validate`, `whatIf`. */
  request(verb: string, template: JsonObject | string, options?: DeployOptions): Promise<DeploymentAnswer>;
  /** Deploys to the end, and answers the deployment's `properties`. */
  deploy(template: JsonObject, options?: DeployOptions): Promise<JsonObject>;
  /** `properties` of a deployment. */
  read(name: string): Promise<JsonObject>;
  /** The outputs of a template that has these expressions as outputs, by name. */
  evaluate(expressions: Readonly<Record<string, string>>, more?: JsonObject): Promise<Record<string, Json>>;
  close(): Promise<void>;
}

/** More than any deployment needs. */
const longMs = 10 * 60_000;

export async function startAzure(options: EmulatorOptions = {}): Promise<Azure> {
  const clock = new ManualClock();
  const emulator = await startEmulator({ seed: emptySeed, clock, ...options });
  emulator.estate.addResourceGroup({ subscriptionId, name: 'rg-templates', location: 'westeurope' });
  emulator.arm.switches.throttling = false;
  const authorization = `Bearer ${await armToken(emulator)}`;
  const ask: Azure['ask'] = async (method, path, body) => {
    const address = path.startsWith('https:') ? path : emulator.resourceManagerEndpoint + path;
    const json = body === undefined ? {} : { json: body };
    const answer = await send(emulator, address, { method, headers: { authorization }, ...json });
    return { ...answer, body: (answer.body ?? {}) as JsonObject };
  };
  let count = 0;
  const request: Azure['request'] = (
    verb,
    template,
    { name = 'main', parameters, mode = 'Incremental' } = {},
  ) => {
    const path = deploymentUrl(name, verb);
    const given =
      parameters && Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, { value }]));
    return ask(verb === '' ? 'PUT' : 'POST', path, {
      properties: { mode, template, ...(given ? { parameters: given } : {}) },
    });
  };
  const read: Azure['read'] = async name =>
    objectAt((await ask('GET', deploymentUrl(name))).body, 'properties');
  const deploy: Azure['deploy'] = async (template, { name = `deployment-${++count}`, ...others } = {}) => {
    const begun = await request('', template, { name, ...others });
    assert.ok(begun.status < 300, JSON.stringify(begun.body));
    // A registry is served at a port of its own, which takes more than the clock.
    for (;;) {
      clock.advance(longMs);
      const properties = await read(name);
      if (!['Accepted', 'Running'].includes(textAt(properties, 'provisioningState'))) return properties;
    }
  };
  return {
    ...{ emulator, clock, ask, request, deploy, read },
    async sendText(method, path, text) {
      const address = emulator.resourceManagerEndpoint + path;
      const answer = await send(emulator, address, { method, headers: { authorization }, text });
      return { ...answer, body: (answer.body ?? {}) as JsonObject };
    },
    async evaluate(expressions, more = {}) {
      const outputs = Object.fromEntries(
        Object.entries(expressions).map(([name, value]) => [name, { type: 'object', value: `[${value}]` }]),
      );
      const properties = await deploy(templateOf([], { outputs, ...more }));
      assert.equal(textAt(properties, 'provisioningState'), 'Succeeded', JSON.stringify(properties['error']));
      const shown = objectAt(properties, 'outputs');
      return Object.fromEntries(
        Object.keys(shown).map(name => [name, objectAt(shown, name)['value'] ?? null]),
      );
    },
    close: () => emulator.close(),
  };
}

export function deploymentUrl(name: string, verb = ''): string {
  return `${resourceGroup}/providers/Microsoft.Resources/deployments/${name}${verb === '' ? '' : `/${verb}`}?${version}`;
}

export function templateOf(resources: Json, more: JsonObject = {}): JsonObject {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources,
    ...more,
  };
}

/** A container group as templates have it. */
export function groupResource(name: string, more: JsonObject = {}, properties: JsonObject = {}): JsonObject {
  return {
    type: 'Microsoft.ContainerInstance/containerGroups',
    apiVersion: '2023-05-01',
    name,
    location: '[resourceGroup().location]',
    ...more,
    properties: {
      osType: 'Linux',
      containers: [
        {
          name: 'web',
          properties: {
            image: 'mcr.microsoft.com/azuredocs/aci-helloworld',
            resources: { requests: { cpu: 1, memoryInGB: 1.5 } },
          },
        },
      ],
      ...properties,
    },
  };
}

export const storageResource: JsonObject = {
  type: 'Microsoft.Storage/storageAccounts',
  apiVersion: '2023-01-01',
  name: "[variables('account')]",
  location: '[resourceGroup().location]',
  sku: { name: 'Standard_LRS' },
  kind: 'StorageV2',
};
