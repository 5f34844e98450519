import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CloudId } from '../../src/core/model/cloud.ts';
import type { GroupRef } from '../../src/core/model/containerGroup.ts';
import { groupUri, parseGroupUri } from '../../src/ui/edit/groupUri.vscode.ts';

const ref: GroupRef = {
  cloud: 'azure',
  subscriptionId: '10000000-0000-4000-8000-000000000001',
  resourceGroup: 'rg-web',
  name: 'web',
};

describe("A group's address", () => {
  it('names the cloud, the subscription, the resource group and the group', () => {
    const written = `aci://azure.${ref.subscriptionId}/Azure%20Container%20Instances/rg-web/web.yaml`;
    assert.equal(groupUri(ref).toString(), written);
    assert.deepEqual(parseGroupUri(vscode.Uri.parse(written, true)), ref);
  });

  const clouds: Readonly<Record<CloudId, true>> = {
    azure: true,
    usGovernment: true,
    china: true,
    custom: true,
    emulator: true,
  };
  for (const cloud of Object.keys(clouds) as readonly CloudId[])
    it(`leads back to its group in the cloud ${cloud}`, () => {
      const there = { ...ref, cloud };
      assert.deepEqual(parseGroupUri(vscode.Uri.parse(groupUri(there).toString(), true)), there);
    });

  // What resource groups may be called: letters of any script, digits, _ - . and parentheses, no dot at the end.
  for (const resourceGroup of ['rg (prod)', '(a).b-c_d', 'RG-Übung', '資源群組', 'a..b', '100%', 'a.yaml'])
    it(`leads back to its group in the resource group ${resourceGroup}`, () => {
      const there = { ...ref, resourceGroup };
      assert.deepEqual(parseGroupUri(vscode.Uri.parse(groupUri(there).toString(), true)), there);
    });

  it('has no subscription in its path, which breadcrumbs show', () => {
    assert.equal(groupUri(ref).path, '/Azure Container Instances/rg-web/web.yaml');
  });

  it('is none of a group where something lacks, or is too much, or the cloud is unknown', () => {
    const addresses = [
      ...['', '/rg', '/rg/web', '/rg/web.json', '/rg/web.yaml/more', '//web.yaml', '/s/rg/web.yaml'].map(
        path => `aci://azure.s/Azure%20Container%20Instances${path}`,
      ),
      'aci://azure.s/rg/web.yaml',
      'aci://azure.s/elsewhere/rg/web.yaml',
      ...['azure', 'mars.s', 'constructor.s', 'azure.', '.s', 'azure.s.t'].map(
        authority => `aci://${authority}/Azure%20Container%20Instances/rg/web.yaml`,
      ),
    ];
    for (const address of addresses)
      assert.equal(parseGroupUri(vscode.Uri.parse(address, true)), undefined, address);
  });
});
