/** An estate that looks like a real one: Contoso's groups, in every state that a group can be in. */
import { silent } from '../containers/programs/simple.ts';
import { subnetId } from '../network/virtualNetworks.ts';
import type { Registries } from '../registry/registries.ts';
import { groupBody, type GroupShape } from './groupBody.ts';
import {
  accounts,
  analytics,
  development,
  identities,
  networks,
  production,
  productionNetwork,
  registries,
  resourceGroups,
  sandbox,
  subscriptions,
  tenants,
} from './contoso.ts';
import type { GroupSeed, Seed } from './seed.ts';
import type { JsonObject } from '../json.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const helloWorld = 'mcr.microsoft.com/azuredocs/aci-helloworld:latest';
const sidecar = 'mcr.microsoft.com/azuredocs/aci-tutorial-sidecar:latest';
const slowPull = 'mcr.microsoft.com/aci-emulator/slow-pull:latest';
const wordCount = 'mcr.microsoft.com/azuredocs/aci-wordcount:latest';

/** Ages count from `now`, in ms. */
export function demoSeed(now: number): Seed {
  return {
    tenants,
    accounts,
    subscriptions,
    resourceGroups,
    networks,
    registries: registries(now),
    identities,
    images: new Map([['contoso/storefront', { program: silent, pullFails: 'notFound' }]]),
    groups: served => [
      ...storefront(served),
      ...payments(served),
      ...playground(),
      ...buildAgents(),
      ...jobs(),
      ...reporting(),
      ...fabrikam(),
    ],
  };
}

type Since = GroupSeed['since'];

/** A way to write groups of one resource group. */
function groupFactory(subscriptionId: string, resourceGroup: string, tags: Record<string, string>) {
  return (name: string, age: number, shape: GroupShape, since: Since = []): GroupSeed => {
    const body = groupBody({ ...shape, tags: { ...tags, ...shape.tags } });
    return { subscriptionId, resourceGroup, name, body, age, since };
  };
}

/** The production registry, and the login that opens it. */
function privateImages(served: Registries) {
  const registry = served.all.find(r => r.name === 'contosoprod');
  const server = registry?.loginServer ?? '';
  const credentials = [{ server, username: registry?.name ?? '', password: registry?.passwords[0] ?? '' }];
  return { server, credentials };
}

function* storefront(served: Registries): Iterable<GroupSeed> {
  const { server, credentials } = privateImages(served);
  const prod = groupFactory(production, 'rg-storefront-prod', {
    env: 'prod',
    team: 'storefront',
    'cost-center': '4711',
  });
  yield prod('storefront-web', 14 * hour, {
    location: 'westeurope',
    dnsLabel: 'contoso-storefront',
    credentials,
    containers: [
      { name: 'web', image: `${server}/storefront/web:2.4.1`, cpu: 2, memory: 4, ports: [80, 443] },
      { name: 'cache', image: 'redis:7.4', cpu: 0.5, memory: 1 },
    ],
  });
  yield prod('storefront-canary', 90 * minute, {
    location: 'westeurope',
    public: true,
    containers: [
      { name: 'web', image: helloWorld, ports: [80] },
      { name: 'probe', image: sidecar, cpu: 0.5, memory: 0.5 },
      { name: 'proxy', image: 'nginx:1.27', cpu: 0.5, memory: 0.5, ports: [8080] },
    ],
    tags: { release: 'canary' },
  });
  yield prod(
    'storefront-admin',
    9 * day,
    {
      location: 'westeurope',
      dnsLabel: 'contoso-admin',
      containers: [{ name: 'admin', image: 'nginx:1.25', ports: [80], env: { UPSTREAM: 'storefront-web' } }],
    },
    [{ age: 9 * day - 3 * hour, verb: 'stop' }],
  );
  const dev = groupFactory(development, 'rg-storefront-dev', { env: 'dev', team: 'storefront' });
  yield dev('storefront-dev', 8 * hour, {
    location: 'westeurope',
    dnsLabel: 'contoso-storefront-dev',
    containers: [{ name: 'web', image: helloWorld, ports: [80], env: { NODE_ENV: 'development' } }],
  });
  yield dev('storefront-migrated', 7 * hour, {
    location: 'westeurope',
    public: true,
    initContainers: [
      {
        name: 'migrate',
        image: 'alpine:3.20',
        command: ['/bin/sh', '-c', 'echo applying 3 migrations; sleep 4; echo done; exit 0'],
        secureEnv: { DATABASE_URL: 'postgres://app:secret@db/app' },
      },
      { name: 'warm-cache', image: 'alpine:3.20', command: ['/bin/sh', '-c', 'echo cache is warm'] },
    ],
    containers: [{ name: 'web', image: helloWorld, ports: [80] }],
  });
  yield dev('storefront-preview', 6 * minute, {
    location: 'westeurope',
    public: true,
    containers: [{ name: 'web', image: 'contoso/storefront:2.5.0-rc1', ports: [80] }],
  });
  yield dev('storefront-typo', 40 * minute, {
    location: 'westeurope',
    public: true,
    containers: [{ name: 'web', image: 'contoso/storefront:does-not-exist', ports: [80] }],
  });
}

function* payments(served: Registries): Iterable<GroupSeed> {
  const { server, credentials } = privateImages(served);
  const prod = groupFactory(production, 'rg-payments-prod', {
    env: 'prod',
    team: 'payments',
    'cost-center': '0815',
  });
  yield prod('payments-api', 2 * day, {
    location: 'westeurope',
    subnet: subnetId(productionNetwork, 'snet-aci'),
    credentials,
    containers: [
      {
        name: 'api',
        image: `${server}/payments/api:3.1.1`,
        cpu: 2,
        memory: 4,
        ports: [8443],
        env: { LOG_LEVEL: 'info', REGION: 'weu' },
        secureEnv: { PAYMENT_PROVIDER_KEY: 'not-a-real-key' },
      },
    ],
  });
  yield prod('payments-worker', 11 * hour, {
    location: 'northeurope',
    credentials,
    containers: [
      {
        name: 'worker',
        image: `${server}/payments/worker:3.1.1`,
        cpu: 1,
        memory: 2,
        env: { LINES_PER_SECOND: '0.2' },
      },
    ],
  });
  yield prod('payments-reconcile', 3 * hour, {
    location: 'northeurope',
    restartPolicy: 'Never',
    containers: [
      {
        name: 'reconcile',
        image: 'python:3.12-slim',
        command: [
          '/bin/sh',
          '-c',
          'echo reading ledger; sleep 20; echo "2 of 1840 entries do not match"; exit 3',
        ],
      },
    ],
  });
  const dev = groupFactory(development, 'rg-payments-dev', { env: 'dev', team: 'payments' });
  yield dev('payments-crashing', 55 * minute, {
    location: 'northeurope',
    containers: [
      {
        name: 'api',
        image: 'python:3.12-slim',
        command: [
          '/bin/sh',
          '-c',
          'echo connecting to database at db:5432; sleep 3; echo "fatal: connection to db:5432 refused"; exit 1',
        ],
      },
    ],
  });
  yield dev(
    'payments-idle',
    6 * day,
    {
      location: 'northeurope',
      public: true,
      containers: [
        { name: 'api', image: helloWorld, ports: [80] },
        { name: 'probe', image: sidecar, cpu: 0.5, memory: 0.5 },
      ],
    },
    [{ age: 6 * day - 2 * hour, verb: 'stop' }],
  );
  yield dev('payments-unhealthy', 25 * minute, {
    location: 'northeurope',
    public: true,
    containers: [
      {
        name: 'api',
        image: helloWorld,
        ports: [80],
        livenessProbe: { httpGet: { path: '/healthz', port: 8080, scheme: 'http' }, periodSeconds: 20 },
      },
    ],
  });
}

function* playground(): Iterable<GroupSeed> {
  const here = groupFactory(development, 'rg-playground', { env: 'dev', team: 'everyone' });
  yield here('hello', 35 * minute, {
    location: 'eastus',
    dnsLabel: 'contoso-hello',
    containers: [{ name: 'hello', image: helloWorld, ports: [80] }],
  });
  yield here('heartbeat', 2 * hour, {
    location: 'eastus',
    containers: [
      {
        name: 'heartbeat',
        image: 'alpine:3.20',
        command: ['/bin/sh', '-c', 'n=0; while true; do n=$((n+1)); echo "heartbeat $n"; sleep 10; done'],
        cpu: 0.5,
        memory: 0.5,
      },
    ],
  });
  yield here('iis-legacy', 20 * hour, {
    location: 'westus',
    os: 'Windows',
    dnsLabel: 'contoso-iis',
    containers: [
      {
        name: 'iis',
        image: 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022',
        cpu: 2,
        memory: 4,
        ports: [80],
      },
    ],
  });
  yield here('still-pulling', 8 * second, {
    location: 'eastus',
    public: true,
    containers: [{ name: 'model', image: slowPull, cpu: 4, memory: 16, ports: [8000] }],
  });
  yield here('flaky', 4 * hour, {
    location: 'eastus',
    restartPolicy: 'OnFailure',
    containers: [
      { name: 'ok', image: 'alpine:3.20', command: ['/bin/sh', '-c', 'echo fine; sleep 30; exit 0'] },
      { name: 'not-ok', image: 'alpine:3.20', command: ['/bin/sh', '-c', 'echo trying; sleep 60; exit 137'] },
    ],
  });
}

function* buildAgents(): Iterable<GroupSeed> {
  const here = groupFactory(development, 'rg-build-agents', {
    env: 'dev',
    team: 'platform',
    'cost-center': '1234',
  });
  for (const number of [1, 2, 3]) {
    const name = `agent-0${number}`;
    yield here(
      name,
      number * 9 * hour,
      {
        location: 'eastus',
        priority: 'Spot',
        containers: [
          {
            name: 'agent',
            image: 'ubuntu:24.04',
            command: ['/bin/sh', '-c', `echo ${name} is waiting for work; while true; do sleep 3600; done`],
            cpu: 2,
            memory: 4,
          },
        ],
      },
      number === 3 ? [{ age: hour, verb: 'evict' }] : [],
    );
  }
}

function* jobs(): Iterable<GroupSeed> {
  const here = groupFactory(analytics, 'rg-jobs', { env: 'prod', team: 'data', 'cost-center': '2600' });
  yield here('wordcount-hamlet', day, {
    location: 'eastus2',
    restartPolicy: 'OnFailure',
    containers: [{ name: 'wordcount', image: wordCount, env: { NumWords: '5', MinLength: '8' } }],
  });
  yield here('wordcount-nightly', 14 * hour, {
    location: 'eastus2',
    restartPolicy: 'Never',
    containers: [{ name: 'wordcount', image: wordCount }],
  });
  yield here('import-orders', 6 * hour, {
    location: 'eastus2',
    restartPolicy: 'Never',
    containers: [
      {
        name: 'import',
        image: 'python:3.12-slim',
        command: ['/bin/sh', '-c', 'echo importing; sleep 45; echo "no space left on device"; exit 1'],
      },
    ],
    volumes: [scratch],
  });
  yield here('train-forecast', 90 * minute, {
    location: 'eastus2',
    restartPolicy: 'Never',
    containers: [
      {
        name: 'train',
        image: 'python:3.12-slim',
        command: ['/bin/sh', '-c', 'e=0; while true; do e=$((e+1)); echo "epoch $e done"; sleep 60; done'],
        cpu: 4,
        memory: 14,
      },
    ],
  });
}

function* reporting(): Iterable<GroupSeed> {
  const here = groupFactory(analytics, 'rg-reporting', { env: 'prod', team: 'data', 'cost-center': '2600' });
  yield here(
    'dashboards',
    13 * hour,
    {
      location: 'eastus2',
      dnsLabel: 'contoso-dashboards',
      containers: [{ name: 'dashboards', image: 'nginx:1.27', ports: [80], cpu: 1, memory: 2 }],
    },
    [{ age: 6 * hour, verb: 'restart' }],
  );
  yield here('archive-reports', 45 * minute, {
    location: 'eastus2',
    containers: [
      {
        name: 'archive',
        image: 'alpine:3.20',
        command: ['/bin/sh', '-c', 'while true; do cp -r /reports /archive; sleep 3600; done'],
        mounts: { reports: '/reports' },
      },
    ],
    volumes: [
      {
        name: 'reports',
        azureFile: {
          shareName: 'missing-reports',
          storageAccountName: 'contosoreports',
          storageAccountKey: 'bm90LWEtcmVhbC1rZXk=',
        },
      },
    ],
  });
  yield here('batch-in-vnet', 10 * hour, {
    location: 'westeurope',
    subnet: subnetId(productionNetwork, 'snet-aci-batch'),
    containers: [{ name: 'export', image: 'nginx:1.27', ports: [80] }],
  });
}

function* fabrikam(): Iterable<GroupSeed> {
  const here = groupFactory(sandbox, 'rg-fabrikam-trial', { env: 'test' });
  yield here('fabrikam-hello', 4 * hour, {
    location: 'swedencentral',
    public: true,
    containers: [{ name: 'hello', image: helloWorld, ports: [80] }],
  });
}

const scratch: JsonObject = { name: 'scratch', emptyDir: {} };
