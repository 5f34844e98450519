import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Group } from '../../src/emulator/arm/estate.ts';
import type { Emulator, EmulatorOptions } from '../../src/emulator/emulator.ts';
import { groupBody, type GroupShape } from '../../src/emulator/seed/groupBody.ts';
import { PausableClock } from './pausableClock.ts';
import { startRecordedEmulator } from './leaks.ts';
import { until } from '../until.ts';
import type { Tree } from './pages/tree.ts';
import { openWorkbench, type Workbench, type WorkbenchOptions } from './workbench.ts';

/** An Azure that the test holds in its hands: it can look into it, change it and break it while a person works. */
export interface Azure extends Emulator {
  /** Hold it to look at something that passes; it is let go when Azure is closed. */
  readonly time: PausableClock;
  /** Waits until a container of the group pulls its image. */
  readonly pulling: (subscriptionId: string, resourceGroup: string, name: string) => Promise<void>;
  /** What the development build of the extension is told about it. */
  readonly line: string;
  /** Creates a group behind the person's back. */
  readonly add: (subscriptionId: string, resourceGroup: string, name: string, shape: GroupShape) => Group;
  /** Requests for groups so far that would change something: `PUT web`, `DELETE web`. */
  changes(): readonly string[];
}

export async function startAzure(options: EmulatorOptions = {}): Promise<Azure> {
  const time = new PausableClock();
  const emulator = await startRecordedEmulator({ clock: time, ...options });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-e2e-'));
  const caFile = path.join(folder, 'ca.pem');
  fs.writeFileSync(caFile, emulator.ca);
  const { resourceManagerEndpoint, activeDirectoryEndpoint, tenantId, clientId, clientSecret } = emulator;
  const key = { resourceManagerEndpoint, activeDirectoryEndpoint, tenantId, clientId, clientSecret };
  return {
    ...emulator,
    time,
    pulling: (subscriptionId, resourceGroup, name) =>
      until(`"${name}" pulls its image`, () => {
        const group = emulator.estate.group({ subscriptionId, resourceGroup, name });
        const events = group?.running.events() ?? [];
        const times = events.map(({ lastTimestamp }) => JSON.stringify(lastTimestamp)).sort();
        return events.some(
          ({ name: what, lastTimestamp }) =>
            what === 'Pulling' && JSON.stringify(lastTimestamp) === times.at(-1),
        );
      }),
    line: JSON.stringify({ ...key, caFile, subscriptionIds: emulator.subscriptionIds }),
    add: (subscriptionId, resourceGroup, name, shape) =>
      emulator.estate.addGroup(
        { subscriptionId, resourceGroup, name },
        groupBody(shape),
        emulator.containers,
      ),
    changes: () =>
      emulator.server.requests
        .filter(
          ({ method, path }) => method !== 'GET' && method !== 'HEAD' && path.startsWith('/subscriptions/'),
        )
        .map(
          ({ method, path }) =>
            `${method} ${path.replace(/[?].*$/, '').replace(/^.*\/containerGroups\//, '')}`,
        ),
    async close() {
      time.letGo();
      await emulator.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface WorkbenchOnAzure extends Workbench {
  /** The tree of container groups. */
  readonly groups: Tree;
}

/** The workbench with the extension looking at `azure`, and its view open. */
export async function openOn(azure: Azure, options: WorkbenchOptions = {}): Promise<WorkbenchOnAzure> {
  const workbench = await openWorkbench({
    ...options,
    build: 'dev',
    env: { ...options.env, ACI_DEV_CLOUD: azure.line },
  });
  await workbench.openViewContainer('Container Instances');
  const groups = workbench.tree('Container Instances');
  await untilListed(azure, groups);
  return { ...workbench, groups };
}

/** Until then the whole tree is drawn anew with each list that comes, and what is clicked meanwhile may be lost. */
async function untilListed({ server, subscriptionIds }: Azure, groups: Tree): Promise<void> {
  const isListed = (id: string): boolean =>
    server.requests.some(
      ({ path, status }) =>
        status === 200 && path.includes(`/${id}/providers/`) && path.includes('/containerGroups?'),
    );
  await until('every subscription is listed', () => subscriptionIds.every(isListed));
  await groups.locator.locator('.codicon-tree-item-loading').first().waitFor({ state: 'detached' });
}
