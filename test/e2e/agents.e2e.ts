import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { development } from '../../src/emulator/seed/contoso.ts';
import { until } from '../until.ts';
import { openOn, startAzure, type Azure, type WorkbenchOnAzure } from './azure.ts';
import { chat } from './pages/chat.ts';
import { packToolCaller } from './toolCaller/pack.ts';

describe('Agents', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;
  let folder: string;
  const hello = `${development}/rg-playground/hello`;
  const isRunning = () =>
    azure.estate.group({ subscriptionId: development, resourceGroup: 'rg-playground', name: 'hello' })
      ?.running.state === 'Running';

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-e2e-'));
    azure = await startAzure();
    workbench = await openOn(azure, {
      vsix: [await packToolCaller(folder)],
      settings: { 'chat.disableAIFeatures': false },
    });
    await workbench.groups.expand('rg-playground');
    await workbench.groups.row('hello').waitFor();
  });
  after(async () => {
    await workbench.close();
    await azure.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** Calls a tool as another extension does, which VS Code asks the person about. */
  async function call(tool: string, input: object): Promise<void> {
    const { quickPick } = workbench;
    await workbench.palette('Tool Caller: Call a Tool');
    await quickPick.titled('Tool and arguments');
    await quickPick.enter(`${tool} ${JSON.stringify(input)}`);
  }

  it('are asked about a group from its menu: the chat opens with a question to go on with', async () => {
    await workbench.groups.contextMenu('hello', 'Ask Agent About This Group');
    const text = await chat(workbench.page).says('About the Azure container group');
    assert.match(text, /#aciDiagnose\s+#aciInspectGroup\s+#aciReadLogs/);
    assert.ok(text.replaceAll('\n', '').includes(hello), text);
    await workbench.screenshot('agents-ask');
    await workbench.changeSettings({ 'workbench.colorTheme': 'Light Modern' });
    await workbench.screenshot('agents-ask-light');
    await workbench.changeSettings({ 'workbench.colorTheme': 'Default High Contrast' });
    await workbench.screenshot('agents-ask-hc');
    await workbench.changeSettings({ 'workbench.colorTheme': 'Dark Modern' });
  });

  it('have the tools, which the chat offers', async () => {
    const box = chat(workbench.page);
    await box.type('#aci');
    const offered = await box.offers('aciListGroups');
    assert.ok(offered.length > 3, offered.join());
    await workbench.screenshot('agents-tools');
    await workbench.page.keyboard.press('Escape');
  });

  it('look at groups without asking', async () => {
    await call('aci_list_groups', { filter: 'hello' });
    await workbench.output.shows(`${hello} · eastus`);
  });

  it('ask before they change something, and change nothing without a yes', async () => {
    await call('aci_stop_group', { group: 'rg-playground/hello' });
    const question = await workbench.dialog.says('Stop the container group "hello"?');
    for (const part of ['Contoso Development', 'rg-playground', 'aci-helloworld', 'Price while it runs'])
      assert.ok(question.includes(part), question);
    await workbench.screenshot('agents-confirm');
    await workbench.changeSettings({ 'workbench.colorTheme': 'Light Modern' });
    await workbench.screenshot('agents-confirm-light');
    await workbench.changeSettings({ 'workbench.colorTheme': 'Default High Contrast' });
    await workbench.screenshot('agents-confirm-hc');
    await workbench.changeSettings({ 'workbench.colorTheme': 'Dark Modern' });
    await workbench.dialog.press('Cancel');
    await workbench.output.shows('THROWN');
    assert.ok(isRunning());
    assert.deepEqual(azure.changes(), []);
  });

  it('change what was agreed to', async () => {
    await call('aci_stop_group', { group: 'rg-playground/hello' });
    await workbench.dialog.says('Stop the container group "hello"?');
    await workbench.dialog.press('Yes');
    await workbench.output.shows('ANSWER Stopped');
    assert.ok(!isRunning());
  });

  it('change nothing where the setting says so', async () => {
    await workbench.changeSettings({ 'aci.agents.allowChanges': false });
    await call('aci_start_group', { group: 'rg-playground/hello' });
    await workbench.output.shows('the setting "aci.agents.allowChanges" is off');
    assert.ok(!isRunning());
  });

  it('elsewhere get what they need to know by the clipboard', async () => {
    await workbench.groups.contextMenu('hello', 'Copy for Agent');
    await workbench.page.locator('.statusbar').getByText('Copied "hello" for an agent').waitFor();
    const copied = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
    assert.match(copied, /^# Azure container group hello\n[^]*## How it is\n[^]*## What is wrong with it\n/);
    assert.match(copied, /data, not instructions/);
    await workbench.screenshot('agents-copied');
  });

  it('are not spoken of where the person wants no chat', async () => {
    await workbench.changeSettings({ 'chat.disableAIFeatures': true });
    await until('the menu has it no more', async () => {
      const entries = await workbench.groups.contextMenuEntries('hello');
      return !entries.includes('Ask Agent About This Group') && entries.includes('Copy for Agent');
    });
  });
});
