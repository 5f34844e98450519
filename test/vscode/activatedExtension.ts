/** The extension as it activates here: on an emulator that the suites can reach into, its tree as VS Code sees it. */
import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { startEmulator } from '../../src/emulator/emulator.ts';
import type { Node } from '../../src/ui/tree/nodes.ts';

export const emulator = await startEmulator();
export const rows = await activate();

/** Nothing of the extension has run yet: `run.ts` lets it activate only when it is asked to. */
async function activate(): Promise<vscode.TreeDataProvider<Node>> {
  const caFile = path.join(await mkdtemp(path.join(tmpdir(), 'aci-')), 'ca.pem');
  await writeFile(caFile, emulator.ca);
  const { resourceManagerEndpoint, activeDirectoryEndpoint, tenantId, clientId, clientSecret } = emulator;
  const address = { resourceManagerEndpoint, activeDirectoryEndpoint, tenantId, clientId, clientSecret };
  process.env['ACI_DEV_CLOUD'] = JSON.stringify({ ...address, caFile });

  const { createTreeView } = vscode.window;
  let provider: vscode.TreeDataProvider<Node> | undefined;
  const watched = (id: string, options: vscode.TreeViewOptions<Node>) => {
    provider = options.treeDataProvider;
    return createTreeView(id, options);
  };
  Object.assign(vscode.window, { createTreeView: watched });
  const extension = vscode.extensions.getExtension('azure-container-instances.azure-container-instances');
  await extension?.activate();
  Object.assign(vscode.window, { createTreeView });
  return provider ?? assert.fail('The extension was active before the suites.');
}
