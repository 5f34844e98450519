import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Group } from '../../src/emulator/arm/estate.ts';
import type { Emulator, EmulatorOptions } from '../../src/emulator/emulator.ts';
import { groupBody, type GroupShape } from '../../src/emulator/seed/bodies.ts';
import { startOverheard } from './leaks.ts';
import type { Tree } from './pages/tree.ts';
import { openWorkbench, type Workbench, type WorkbenchOptions } from './workbench.ts';

/** An Azure that the test holds in its hands: it can look into it, change it and break it while a person works. */
export interface Azure extends Emulator {
  /** What the development build of the extension is told about it. */
  readonly line: string;
  /** Creates a group behind the person's back. */
  readonly add: (subscriptionId: string, resourceGroup: string, name: string, shape: GroupShape) => Group;
  /** Requests for groups so far that would change something: `PUT web`, `DELETE web`. */
  changes(): readonly string[];
}

export async function startAzure(options: EmulatorOptions = {}): Promise<Azure> {
  const emulator = await startOverheard(options);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-e2e-'));
  const caFile = path.join(folder, 'ca.pem');
  fs.writeFileSync(caFile, emulator.ca);
  const { resourceManagerEndpoint, activeDirectoryEndpoint, tenantId, clientId, clientSecret } = emulator;
  const key = { resourceManagerEndpoint, activeDirectoryEndpoint, tenantId, clientId, clientSecret };
  return {
    ...emulator,
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
      await emulator.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface OpenedOn extends Workbench {
  /** The tree of container groups. */
  readonly groups: Tree;
}

/** The workbench with the extension looking at `azure`, and its view open. */
export async function openOn(azure: Azure, options: WorkbenchOptions = {}): Promise<OpenedOn> {
  const workbench = await openWorkbench({
    ...options,
    build: 'dev',
    env: { ...options.env, ACI_DEV_CLOUD: azure.line },
  });
  await workbench.openViewContainer('Azure Container Instances');
  return { ...workbench, groups: workbench.tree('Container Groups') };
}

/** Waits until `holds` does, for `patience` ms at most; what it says when it doesn't is `what`. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  patience = 20_000,
): Promise<void> {
  const giveUp = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > giveUp) throw new Error(`Waited in vain: ${what}`);
    await sleep(50);
  }
}
