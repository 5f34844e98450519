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
    const written = `aci://azure/${ref.subscriptionId}/rg-web/web.yaml`;
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

  it('is none of a group where something lacks, or is too much, or the cloud is unknown', () => {
    for (const path of [
      '',
      '/s',
      '/s/rg',
      '/s/rg/web',
      '/s/rg/web.json',
      '/s/rg/web.yaml/more',
      '/s//web.yaml',
    ])
      assert.equal(
        parseGroupUri(vscode.Uri.from({ scheme: 'aci', authority: 'azure', path })),
        undefined,
        path,
      );
    assert.equal(parseGroupUri(vscode.Uri.parse('aci://mars/s/rg/web.yaml', true)), undefined);
    assert.equal(parseGroupUri(vscode.Uri.parse('aci://constructor/s/rg/web.yaml', true)), undefined);
  });
});
