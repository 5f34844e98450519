/** A small Azure on a loopback port, with time that moves by hand, for the tests beside it. */
import { Agent, request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { createArmContext, type ArmContext } from '../../../src/emulator/arm/context.ts';
import { Estate } from '../../../src/emulator/arm/estate.ts';
import type { Caller } from '../../../src/emulator/arm/route.ts';
import type { ArmSwitches } from '../../../src/emulator/arm/armSwitches.ts';
import { Throttle } from '../../../src/emulator/arm/gateway/throttle.ts';
import { createCertificate } from '../../../src/emulator/certificate.ts';
import { ManualClock } from '../../../src/emulator/clock.ts';
import { createContainerRuntime } from '../../../src/emulator/containers/createRuntime.ts';
import type { ContainerSwitches } from '../../../src/emulator/containers/runtime.ts';
import { startServer, type EmulatorServer } from '../../../src/emulator/server.ts';
import { armRoutes } from '../../../src/emulator/arm/armRoutes.ts';
import type { JsonObject } from '../../../src/emulator/json.ts';

export const tenantId = '11111111-aaaa-4bbb-8ccc-000000000001';
export const otherTenantId = '22222222-aaaa-4bbb-8ccc-000000000002';
export const subscriptionId = '00000000-0000-0000-0000-000000000001';
export const otherSubscriptionId = '00000000-0000-0000-0000-000000000002';

export const alice: Caller = {
  tenantId,
  objectId: '33333333-aaaa-4bbb-8ccc-000000000003',
  name: 'alice@example.com',
  audience: 'https://management.azure.com',
};

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The parsed body; `{}` where there is none. */
  readonly json: JsonObject;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ArmServer {
  readonly arm: ArmContext;
  readonly clock: ManualClock;
  readonly server: EmulatorServer;
  readonly ca: string;
  /** Adds a subnet with this ARM id. */
  addSubnet(id: string, ...delegations: string[]): void;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface ArmServerOptions {
  readonly switches?: Partial<ArmSwitches>;
  readonly containers?: Partial<ContainerSwitches>;
}

const certificate = await createCertificate();

/** Two tenants with a subscription each; the first has the resource group `rg` in West US. Token `alice` is good. */
export async function startArmServer(options: ArmServerOptions = {}): Promise<ArmServer> {
  const clock = new ManualClock();
  const containers = createContainerRuntime(clock, options.containers);
  const estate = new Estate();
  estate.addTenant({ tenantId, displayName: 'Contoso', defaultDomain: 'contoso.example' });
  estate.addTenant({ tenantId: otherTenantId, displayName: 'Fabrikam', defaultDomain: 'fabrikam.example' });
  estate.addSubscription({ subscriptionId, tenantId, displayName: 'Contoso Production' });
  estate.addSubscription({
    subscriptionId: otherSubscriptionId,
    tenantId: otherTenantId,
    displayName: 'Fabrikam',
  });
  estate.addResourceGroup({ subscriptionId, name: 'rg', location: 'westus' });
  const subnets = new Map<string, JsonObject>();
  const arm = createArmContext(estate, containers, clock, options.switches, undefined, id =>
    subnets.get(id.toLowerCase()),
  );
  const server = await startServer({
    routes: armRoutes(arm),
    certificate,
    clock,
    verify: token => (token === 'old' ? 'expired' : callers[token]),
    throttle: new Throttle(clock),
    throttling: () => arm.switches.throttling,
    onUpgrade: (incoming, socket, head) =>
      arm.attachSockets.tryUpgrade(incoming, socket, head) ||
      arm.execSockets.tryUpgrade(incoming, socket, head),
  });
  const agent = new Agent({ ca: certificate.caPem, keepAlive: true });
  return {
    arm,
    clock,
    server,
    ca: certificate.caPem,
    addSubnet(id, ...delegations) {
      const properties = { delegations: delegations.map(serviceName => ({ properties: { serviceName } })) };
      subnets.set(id.toLowerCase(), { id, properties });
    },
    call: (method, path, callOptions) => call(agent, new URL(path, server.origin), method, callOptions),
    async close() {
      agent.destroy();
      estate.dispose();
      await server.close();
    },
  };
}

const callers: Readonly<Record<string, Caller>> = {
  alice,
  bob: { ...alice, objectId: '44444444-aaaa-4bbb-8ccc-000000000004', name: 'bob@example.com' },
  carol: { ...alice, tenantId: otherTenantId, name: 'carol@fabrikam.example' },
};

function call(
  agent: Agent,
  url: URL,
  method: string,
  { body, token = 'alice', headers }: CallOptions = {},
): Promise<Answer> {
  const content = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const authorization = token === '' ? {} : { authorization: `Bearer ${token}` };
    const length = content === '' ? {} : { 'content-length': Buffer.byteLength(content) };
    const outgoing = request(
      url,
      { method, agent, headers: { ...authorization, ...length, ...headers } },
      incoming => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const json = text.startsWith('{') ? (JSON.parse(text) as JsonObject) : {};
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(content);
  });
}

/** The service that a subnet for container groups is delegated to. */
export const toContainerGroups = 'Microsoft.ContainerInstance/containerGroups';

export const version = 'api-version=2023-05-01';
export const resourceGroupUrl = `/subscriptions/${subscriptionId}/resourceGroups/rg`;

/** The address of a container group, with what follows its name. */
export function groupUrl(name: string, rest = ''): string {
  return `${resourceGroupUrl}/providers/Microsoft.ContainerInstance/containerGroups/${name}${rest}?${version}`;
}

export interface GroupChanges {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly container?: Readonly<Record<string, unknown>>;
  readonly top?: Readonly<Record<string, unknown>>;
}

/** A body that the service takes, with the changes a test is about. */
export function groupOf({ properties, container, top }: GroupChanges = {}) {
  return {
    location: 'westus',
    properties: {
      containers: [
        {
          name: 'web',
          properties: {
            image: 'mcr.microsoft.com/azuredocs/aci-helloworld',
            ports: [{ protocol: 'TCP', port: 80 }],
            resources: { requests: { memoryInGB: 1.5, cpu: 1 } },
            ...container,
          },
        },
      ],
      osType: 'Linux',
      ...properties,
    },
    ...top,
  };
}

/** More than any group needs to come up. */
export const minute = 60_000;
