/** The company of the demo estate: its tenants, people, subscriptions, resource groups, networks and registries. */
import type { ResourceGroup, Subscription, Tenant } from '../arm/estate.ts';
import { chatty } from '../containers/programs/chatty.ts';
import { helloWorld } from '../containers/programs/helloWorld.ts';
import type { Account } from '../entra/directory.ts';
import type { UserAssignedIdentity } from '../managedIdentity/identities.ts';
import type { VirtualNetwork } from '../network/virtualNetworks.ts';
import type { RegistrySeed } from '../registry/registries.ts';

const contosoTenant = 'c0ffee00-1111-4222-8333-00000000c0de';
const fabrikamTenant = 'fab21ca4-1111-4222-8333-00000000fab1';

export const tenants: readonly [Tenant, ...Tenant[]] = [
  { tenantId: contosoTenant, displayName: 'Contoso', defaultDomain: 'contoso.example' },
  { tenantId: fabrikamTenant, displayName: 'Fabrikam', defaultDomain: 'fabrikam.example' },
];

/** Alex is a guest at Fabrikam, Sam is at home there. */
export const accounts: readonly [Account, ...Account[]] = [
  {
    userName: 'alex@contoso.example',
    displayName: 'Alex Wilber',
    objectId: 'a1e00000-2222-4333-8444-0000000a1e00',
    tenantIds: [contosoTenant, fabrikamTenant],
  },
  {
    userName: 'sam@fabrikam.example',
    displayName: 'Sam Rivera',
    objectId: '5a000000-2222-4333-8444-00000005a000',
    tenantIds: [fabrikamTenant],
  },
];

export const production = '10000000-0000-4000-8000-000000000001';
export const development = '10000000-0000-4000-8000-000000000002';
export const analytics = '10000000-0000-4000-8000-000000000003';
export const sandbox = '20000000-0000-4000-8000-000000000001';

export const subscriptions: readonly Subscription[] = [
  { subscriptionId: production, tenantId: contosoTenant, displayName: 'Contoso Production' },
  { subscriptionId: development, tenantId: contosoTenant, displayName: 'Contoso Development' },
  { subscriptionId: analytics, tenantId: contosoTenant, displayName: 'Contoso Analytics' },
  { subscriptionId: sandbox, tenantId: fabrikamTenant, displayName: 'Fabrikam Sandbox' },
];

const rg = (
  subscriptionId: string,
  name: string,
  location: string,
  env: string,
  team: string,
): ResourceGroup => ({
  subscriptionId,
  name,
  location,
  tags: { env, team },
});

export const resourceGroups: readonly ResourceGroup[] = [
  rg(production, 'rg-storefront-prod', 'westeurope', 'prod', 'storefront'),
  rg(production, 'rg-payments-prod', 'northeurope', 'prod', 'payments'),
  rg(production, 'rg-network-prod', 'westeurope', 'prod', 'platform'),
  rg(production, 'rg-registry-prod', 'westeurope', 'prod', 'platform'),
  rg(development, 'rg-storefront-dev', 'westeurope', 'dev', 'storefront'),
  rg(development, 'rg-payments-dev', 'northeurope', 'dev', 'payments'),
  rg(development, 'rg-playground', 'eastus', 'dev', 'everyone'),
  rg(development, 'rg-build-agents', 'eastus', 'dev', 'platform'),
  rg(development, 'rg-archive-2024', 'uksouth', 'dev', 'platform'),
  rg(analytics, 'rg-jobs', 'eastus2', 'prod', 'data'),
  rg(analytics, 'rg-reporting', 'eastus2', 'prod', 'data'),
  rg(analytics, 'rg-datalake', 'eastus2', 'prod', 'data'),
  rg(sandbox, 'rg-fabrikam-trial', 'swedencentral', 'test', 'fabrikam'),
];

const toContainerInstances = ['Microsoft.ContainerInstance/containerGroups'];

export const productionNetwork: VirtualNetwork = {
  subscriptionId: production,
  resourceGroup: 'rg-network-prod',
  name: 'vnet-prod-weu',
  location: 'westeurope',
  addressPrefixes: ['10.20.0.0/16'],
  subnets: [
    { name: 'snet-gateway', prefixes: ['10.20.0.0/24'] },
    { name: 'snet-aci', prefixes: ['10.20.4.0/24'], delegations: toContainerInstances },
    {
      name: 'snet-aci-batch',
      prefixes: ['10.20.8.0/24', 'fd00:20:8::/64'],
      delegations: toContainerInstances,
    },
    { name: 'snet-web', prefixes: ['10.20.12.0/24'], delegations: ['Microsoft.Web/serverFarms'] },
  ],
  tags: { env: 'prod', team: 'platform' },
};

export const networks: readonly VirtualNetwork[] = [
  productionNetwork,
  {
    subscriptionId: development,
    resourceGroup: 'rg-playground',
    name: 'vnet-playground',
    location: 'eastus',
    addressPrefixes: ['10.60.0.0/16'],
    subnets: [{ name: 'default', prefixes: ['10.60.0.0/24'] }],
  },
];

export const identities: readonly UserAssignedIdentity[] = [
  {
    subscriptionId: production,
    resourceGroup: 'rg-storefront-prod',
    name: 'id-storefront',
    location: 'westeurope',
    tags: { env: 'prod', team: 'storefront' },
  },
  { subscriptionId: development, resourceGroup: 'rg-playground', name: 'id-playground', location: 'eastus' },
];

const day = 24 * 60 * 60 * 1000;

/** Registries with tags pushed up to `now`. */
export function registries(now: number): RegistrySeed[] {
  const tags = (...names: string[]) =>
    names.map((name, index) => ({ name, pushed: now - (names.length - index) * 9 * day }));
  return [
    {
      subscriptionId: production,
      resourceGroup: 'rg-registry-prod',
      name: 'contosoprod',
      location: 'westeurope',
      sku: 'Premium',
      adminUserEnabled: true,
      tags: { env: 'prod', team: 'platform' },
      repositories: [
        { name: 'payments/api', program: helloWorld, tags: tags('3.0.2', '3.1.0', '3.1.1', 'latest') },
        { name: 'payments/worker', program: chatty, tags: tags('3.1.0', '3.1.1') },
        {
          name: 'storefront/web',
          program: helloWorld,
          tags: tags('2.2.0', '2.3.0', '2.3.1', '2.4.0', '2.4.1', 'latest'),
        },
      ],
    },
    {
      subscriptionId: development,
      resourceGroup: 'rg-playground',
      name: 'contosodev',
      location: 'eastus',
      sku: 'Basic',
      adminUserEnabled: false,
      repositories: [
        { name: 'hello', program: helloWorld, tags: tags('v1', 'v2') },
        { name: 'samples/clock', tags: tags('latest') },
      ],
    },
  ];
}
