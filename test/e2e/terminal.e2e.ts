import assert from 'node:assert/strict';
import type { Group } from '../../src/emulator/arm/estate.ts';
import { development } from '../../src/emulator/seed/contoso.ts';
import { openOn, startAzure, type Azure, type WorkbenchOnAzure } from './azure.ts';
import { until } from '../until.ts';
import { terminal, type TerminalPage } from './pages/terminal.ts';

describe('Terminals in containers', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;
  let shell: TerminalPage;
  /** What has arrived in sessions in `heartbeat`. */
  let arrived = '';

  before(async () => {
    azure = await startAzure();
    const place = { subscriptionId: development, resourceGroup: 'rg-playground', name: 'heartbeat' };
    const heartbeat = azure.estate.group(place);
    assert.ok(heartbeat);
    listenIn(heartbeat);
    workbench = await openOn(azure, {
      settings: {
        'terminal.integrated.gpuAcceleration': 'off', // there is no text to read otherwise
        'terminal.integrated.tabs.hideCondition': 'never',
      },
    });
    shell = terminal(workbench.page);
    const { groups } = workbench;
    await groups.expand('rg-playground');
    await groups.expand('heartbeat');
  });
  after(async () => {
    await workbench.close();
    await azure.close();
  });

  it('ask which shell the first time, and are the shell', async () => {
    const { groups, quickPick } = workbench;
    await container('heartbeat').waitFor();
    await container('heartbeat').hover();
    await container('heartbeat').locator('.actions .action-label[aria-label^="Open Terminal"]').click();
    await quickPick.titled('Open a terminal in heartbeat/heartbeat');
    assert.deepEqual(await quickPick.labels(), ['/bin/sh', '/bin/bash', 'Other…']);
    await workbench.screenshot('terminal-which-shell');
    await quickPick.choose('/bin/sh');
    await shell.shows('/ #');
    await shell.type('echo "grüße from $(hostname)"');
    await shell.press('Enter');
    await shell.shows(/^grüße from SandboxHost-\d+/);
    assert.deepEqual(await shell.names(), ['heartbeat/heartbeat']);
    assert.ok(await groups.row('heartbeat').isVisible());
    await workbench.screenshot('terminal-shell');
  });

  it('know the size that they have on the screen', async () => {
    await shell.type('ls');
    await shell.press('Enter');
    await shell.shows(/^usr$/);
    await shell.type('stty size');
    await shell.press('Enter');
    const said = await shell.shows(/^\d+ \d+$/);
    const [, rows = 0, columns = 0] = (/^(\d+) (\d+)$/m.exec(said) ?? []).map(Number);
    assert.equal(rows, said.split('\n').length);
    assert.ok(columns > 80, said);
  });

  it('edit, interrupt and end as one is used to', async () => {
    await shell.type('echo wrong');
    for (let left = 5; left > 0; left--) await shell.press('Backspace');
    await shell.type('right');
    await shell.press('Enter');
    await shell.shows(/^right/);
    await shell.type('sleep 1000');
    await shell.press('Enter');
    await shell.press('Control+c');
    await shell.shows(/^\^C/);
    await shell.type('echo still here');
    await shell.press('Enter');
    await shell.shows(/^still here/);
  });

  it('take a paste of 100 kB, whole and in order', async () => {
    const lines = Array.from({ length: 1_250 }, (_, index) => `${index} grüße 🐳 ${'x'.repeat(70)}`);
    const text = `${lines.join('\n')}\n`;
    assert.ok(Buffer.byteLength(text) > 100_000);
    await shell.type('stty -echo; cat');
    await shell.press('Enter');
    await until('the shell has been told', () => arrived.endsWith('cat\r'));
    await workbench.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    arrived = '';
    await workbench.palette('Terminal: Paste into Active Terminal');
    await workbench.dialog.says('paste 1251 lines of text');
    await workbench.dialog.press('Paste');
    const pasted = text.replaceAll('\n', '\r');
    await until('all of the paste has arrived', () => arrived.length >= pasted.length);
    assert.ok(arrived === pasted, 'it is another text');
    await shell.shows(/^1249 grüße/);
    await shell.press('Control+d');
    await shell.type('stty echo');
    await shell.press('Enter');
  });

  it('offer to tell the shell its new size, and type nothing by themselves (exec does not resize, azure-cli#11083)', async () => {
    await workbench.page.setViewportSize({ width: 1000, height: 700 });
    const said = await workbench.notifications.says(/has a new size/);
    const command = /stty cols \d+ rows \d+/.exec(said)?.[0] ?? '';
    assert.notEqual(command, '');
    assert.doesNotMatch(await shell.screen(), /stty/);
    await workbench.screenshot('terminal-resize');
    await workbench.notifications.press(/has a new size/, 'Type It');
    await shell.shows(command);
    await shell.type('stty size');
    await shell.press('Enter');
    const [, cols = '', rows = ''] = /cols (\d+) rows (\d+)/.exec(command) ?? [];
    await shell.shows(new RegExp(`^${rows} ${cols}$`));
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
  });

  it('say that the connection was lost, and reconnect on Enter', async () => {
    azure.arm.execSockets.terminateAll();
    await shell.shows(/The connection to 127\.0\.0\.1:\d+ was lost\./);
    await shell.shows('Press Enter to reconnect.');
    await workbench.screenshot('terminal-lost');
    await shell.press('Enter');
    await shell.type('echo back again');
    await shell.press('Enter');
    await shell.shows(/^(\/ # )?back again/);
    await workbench.screenshot('terminal-reconnected');
  });

  it('reconnect on a click on what they say, too', async () => {
    const offer = 'Press Enter to reconnect.';
    await shell.type('clear');
    await shell.press('Enter');
    await until('the screen is clear', async () => !(await shell.screen()).includes(offer));
    azure.arm.execSockets.terminateAll();
    await shell.shows(offer);
    await shell.followLink(offer, 'Reconnect');
    await until('there is a session again', () => azure.arm.execSockets.openCount === 1);
    await shell.type('echo clicked');
    await shell.press('Enter');
    await shell.shows(/^(\/ # )?clicked/);
  });

  it('end their session when their tab is closed', async () => {
    assert.equal(azure.arm.execSockets.openCount, 1);
    await workbench.palette('Terminal: Kill the Active Terminal Instance');
    await shell.gone();
    await until('the session is closed', () => azure.arm.execSockets.openCount === 0);
  });

  it('close after exit or Ctrl-D, and remember the shell', async () => {
    await containerMenu('heartbeat', 'Open Terminal');
    await shell.shows('/ #');
    await shell.type('exit');
    await shell.press('Enter');
    await shell.gone();
    await containerMenu('heartbeat', 'Open Terminal');
    await shell.shows('/ #');
    await shell.press('Control+d');
    await shell.gone();
  });

  it('name the port where it is blocked', async () => {
    azure.server.interceptRequest = ({ url }) =>
      url.pathname.endsWith('/exec')
        ? { status: 200, body: { webSocketUri: 'wss://127.0.0.1:1/execstream/sessionId/1', password: 'p' } }
        : undefined;
    await containerMenu('heartbeat', 'Open Terminal');
    await shell.shows('No connection to 127.0.0.1:1 (ECONNREFUSED).');
    await shell.shows('a firewall or a proxy may block them');
    await workbench.screenshot('terminal-blocked');
    azure.server.interceptRequest = undefined;
    await shell.press('Enter');
    await shell.shows('/ #');
    await shell.press('Control+d');
    await shell.gone();
  });

  it('ask again where the image does not have the shell', async () => {
    const { groups, quickPick } = workbench;
    await groups.contextMenu('hello', 'Open Terminal');
    await quickPick.choose('/bin/bash');
    await shell.shows('/bin/bash ended at once: the image may not have it');
    await workbench.screenshot('terminal-no-bash');
    await shell.press('Enter');
    await quickPick.choose('Other…');
    await quickPick.message('A program in the container.');
    await quickPick.type('sh -l');
    await quickPick.message('Azure takes no arguments');
    await quickPick.enter('sh');
    await shell.shows('/ #');
    await shell.press('Control+d');
    await shell.gone();
  });

  it('offer the shells of Windows for a Windows image, and run a command there', async () => {
    const { groups, quickPick, notifications, output } = workbench;
    await groups.contextMenu('iis-legacy', 'Open Terminal');
    await quickPick.titled('Open a terminal in iis-legacy/iis');
    assert.deepEqual(await quickPick.labels(), ['cmd.exe', 'powershell', 'Other…']);
    await quickPick.choose('powershell');
    await shell.shows('PS C:\\>');
    await shell.type('Write-Host hello');
    await shell.press('Enter');
    await shell.shows(/^hello/);
    await workbench.screenshot('terminal-windows');
    await shell.type('exit');
    await shell.press('Enter');
    await shell.gone();
    await groups.contextMenu('iis-legacy', 'Run Command…');
    await quickPick.titled('Run a command in iis-legacy/iis');
    await quickPick.enter('echo "a  b" %OS% & exit /b 3');
    const channel = 'Commands in iis-legacy/iis';
    await output.holds(channel, /^"a {2}b" Windows_NT\n── exit code 3 ──$/m);
    await workbench.screenshot('run-command-windows');
    await notifications.gone('Running a command');
  });

  it('are in the menu of the + of the terminal panel', async () => {
    const { quickPick, page } = workbench;
    await workbench.palette('Create New Terminal (With Profile)');
    await quickPick.choose('Azure Container Instances');
    await page.locator('.quick-input-box input[placeholder="Choose a container group"]').waitFor();
    await quickPick.choose('storefront-canary');
    await quickPick.titled('storefront-canary');
    assert.deepEqual(await quickPick.labels(), ['web', 'probe', 'proxy']);
    await quickPick.choose('proxy');
    await quickPick.titled('Open a terminal in storefront-canary/proxy');
    await quickPick.choose('/bin/bash');
    await shell.shows(/^root@SandboxHost-\d+:\/#/);
    assert.deepEqual(await shell.names(), ['storefront-canary/proxy']);
    await workbench.screenshot('terminal-profile');
    await shell.press('Control+d');
    await shell.gone();
  });

  it('are not offered for what does not run, and say so where that was not known', async () => {
    const { groups, quickPick, notifications, page } = workbench;
    await workbench.palette('Create New Terminal (With Profile)');
    await quickPick.choose('Azure Container Instances');
    await page.locator('.quick-input-box input[placeholder="Choose a container group"]').waitFor();
    await quickPick.choose('storefront-admin');
    await notifications.says('"storefront-admin" is not running.');
    await workbench.screenshot('terminal-not-running');
    // The terminal before may have asked about its size, where the panel took its own late.
    const said = (await notifications.texts()).filter(text => !text.includes('its terminal has a new size'));
    assert.deepEqual(said, ['"storefront-admin" is not running.']);
    await groups.expand('rg-jobs');
    await groups.row('wordcount-hamlet').filter({ hasText: 'Succeeded' }).waitFor();
    const entries = await groups.contextMenuEntries('wordcount-hamlet');
    assert.ok(!entries.includes('Open Terminal') && !entries.includes('Run Command…'), entries.join());
  });

  it('run a single command with arguments, and show its output and exit code (exec takes no arguments, azure-cli#10039)', async () => {
    const { quickPick, output, notifications } = workbench;
    await notifications.dismiss('"storefront-admin" is not running.');
    await containerMenu('heartbeat', 'Run Command…');
    await quickPick.titled('Run a command in heartbeat/heartbeat');
    await quickPick.enter('');
    await quickPick.message('Type a command line.');
    await quickPick.enter('printf "%s-%s\\n" a "b  c"');
    await output.holds('Commands in heartbeat/heartbeat', /^a-b {2}c\n── exit code 0 ──$/m);
    await containerMenu('heartbeat', 'Run Command…');
    await quickPick.titled('Run a command in heartbeat/heartbeat');
    await quickPick.enter('for i in 1 2 3; do echo "line $i of \'three\'"; done; exit 3');
    const channel = 'Commands in heartbeat/heartbeat';
    const text = await output.holds(channel, /── exit code 3 ──/);
    assert.match(text, /^line 1 of 'three'\nline 2 of 'three'\nline 3 of 'three'\n── exit code 3 ──$/m);
    await output.shows('── exit code 3 ──');
    await workbench.screenshot('run-command');
    await notifications.gone('Running a command');
  });

  it('interrupt a command on demand', async () => {
    const { quickPick, output, notifications } = workbench;
    await containerMenu('heartbeat', 'Run Command…');
    await quickPick.titled('Run a command in heartbeat/heartbeat');
    assert.match(await quickPick.value(), /exit 3/);
    await quickPick.enter('echo begun; sleep 1000');
    await output.holds('Commands in heartbeat/heartbeat', /^begun$/m);
    await notifications.toast('Running a command in heartbeat/heartbeat').waitFor();
    await workbench.screenshot('run-command-running');
    await notifications.press('Running a command in heartbeat/heartbeat', 'Cancel');
    await output.holds('Commands in heartbeat/heartbeat', /^begun\n── interrupted ──$/m);
  });

  /** The row of a container: the second one of its name where its group is called the same. */
  function container(name: string) {
    const label = workbench.page.locator('.label-name').getByText(name, { exact: true });
    return workbench.groups.locator.getByRole('treeitem').filter({ has: label }).nth(1);
  }

  /** Hears what arrives in the sessions of a group. */
  function listenIn({ running }: Group): void {
    const exec = running.exec.bind(running);
    running.exec = (...wish) => {
      const process = exec(...wish);
      const utf8 = new TextDecoder();
      return {
        ...process,
        input(bytes) {
          arrived += utf8.decode(bytes, { stream: true });
          process.input(bytes);
        },
      };
    };
  }

  async function containerMenu(name: string, entry: string): Promise<void> {
    await container(name).click({ button: 'right' });
    await workbench.menu.choose(entry);
  }
});
