import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { openWorkbench, type Workbench } from './workbench.ts';

describe('The MCP server', () => {
  let workbench: Workbench;
  const server = 'Azure Container Instances';

  before(async () => {
    workbench = await openWorkbench({ settings: { 'chat.disableAIFeatures': false } });
    await workbench.openViewContainer('Container Instances');
    await workbench.page.getByRole('button', { name: 'Try it without an Azure account' }).click();
    await workbench.tree('Container Instances').row('rg-playground').waitFor();
  });
  after(() => workbench.close());

  /** The row in *MCP: List Servers*, which says whether it runs. */
  const listServers = async () => {
    await workbench.palette('MCP: List Servers');
    const row = workbench.quickPick.row(server);
    await row.waitFor();
    return row;
  };

  it('is listed by VS Code, and runs once somebody starts it', async () => {
    const row = await listServers();
    assert.match(await row.innerText(), /Stopped/);
    await workbench.screenshot('mcp-servers');
    await row.click();
    await workbench.quickPick.choose('Start Server');
    // VS Code shows what the server's channel says, which takes the focus from whatever is typed meanwhile.
    const said = workbench.page.locator('.part.panel .view-lines');
    await said.filter({ hasText: 'Connection state: Running' }).waitFor();
    await said.filter({ hasText: 'Discovered 17 tools' }).waitFor();
    assert.match(await (await listServers()).innerText(), /Running/);
    await workbench.screenshot('mcp-servers-running');
    await workbench.quickPick.escape();
  });

  it('is started elsewhere by the configuration that is copied', async () => {
    await workbench.palette('Azure Container Instances: Copy MCP Server Configuration');
    await workbench.page.locator('.statusbar').getByText('Copied the MCP server configuration').waitFor();
    const copied = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
    const { mcpServers } = JSON.parse(copied) as {
      readonly mcpServers: Readonly<Record<string, { readonly command: string; readonly args: string[] }>>;
    };
    const { command = '', args = [] } = mcpServers['azure-container-instances'] ?? {};
    assert.deepEqual(args.slice(1), ['--cloud', 'emulator']);
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StdioClientTransport({ command, args, stderr: 'ignore' }));
    const { tools } = await client.listTools();
    await client.close();
    assert.ok(tools.some(({ name }) => name === 'list_groups'));
  });
});
