import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sleep, type Program } from '../../src/emulator/containers/processes/program.ts';
import type { GroupShape } from '../../src/emulator/seed/groupBody.ts';
import { development } from '../../src/emulator/seed/contoso.ts';
import { demoSeed } from '../../src/emulator/seed/demo.ts';
import type { Seed } from '../../src/emulator/seed/seed.ts';
import { openOn, startAzure, type Azure, type WorkbenchOnAzure } from './azure.ts';
import { until } from '../until.ts';

const where = 'rg-playground';
const images = 'mcr.microsoft.com/aci-emulator';
const nginx = (name: string): GroupShape => ({ location: 'eastus', containers: [{ name, image: 'nginx' }] });

/** Says the same four things at their levels, twice a second. */
const talker: Program = function* ({ env }) {
  const who = env['WHO'] ?? '';
  for (let turn = 1; ; turn++) {
    const texts = [
      `INFO ${who} takes order ${turn}`,
      `debug: ${who} asks the cache`,
      'WARN slow answer',
      `[error] ${who} gives up`,
    ];
    yield { kind: 'write', text: `${texts[turn % 4] ?? ''}\n`, spreadMs: 0 };
    yield sleep(500);
  }
};

/** Writes one line of nearly 4 MB, then a short one. */
const longLine: Program = function* () {
  yield { kind: 'write', text: `${'0123456789'.repeat(390_000)}\nthe end\n`, spreadMs: 0 };
  yield sleep(Infinity);
  return 0;
};

/** The demo estate, without the groups that are in motion for ever. */
async function start(): Promise<Azure> {
  const seed = demoSeed(Date.now());
  const restless = ['storefront-preview', 'storefront-typo', 'still-pulling'];
  const groups: Seed['groups'] = served =>
    [...seed.groups(served)].filter(({ name }) => !restless.includes(name));
  const own = new Map(seed.images)
    .set('test/talker', { program: talker })
    .set('test/long', { program: longLine });
  return startAzure({ seed: { ...seed, groups, images: own }, switches: { containers: { pace: 0.1 } } });
}

describe('Operating container groups', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;
  /** The folder that is open. */
  let folder: string;

  const find = (name: string, resourceGroup = where) =>
    azure.estate.group({ subscriptionId: development, resourceGroup, name });
  const described = (label: string, text: RegExp) =>
    until(`"${label}" says ${String(text)}`, async () =>
      (await workbench.groups.rows()).some(row => row.startsWith(`${label} `) && text.test(row)),
    );

  before(async () => {
    azure = await start();
    const { add } = azure;
    add(development, where, 'slow', {
      location: 'eastus',
      containers: [{ name: 'model', image: `${images}/slow-pull` }],
    });
    for (const name of ['alpha', 'beta', 'gamma']) add(development, where, name, nginx('app'));
    add(development, where, 'shop', {
      location: 'eastus',
      public: true,
      initContainers: [{ name: 'migrate', image: 'alpine', command: ['/bin/sh', '-c', 'echo 3 migrations'] }],
      containers: [
        { name: 'web', image: 'test/talker', env: { WHO: 'web' }, ports: [80, 8080] },
        { name: 'orders', image: 'test/talker', env: { WHO: 'orders' } },
        { name: 'cache', image: 'redis' },
      ],
    });
    add(development, where, 'wordy', {
      location: 'eastus',
      containers: [{ name: 'wordy', image: 'test/long' }],
    });
    await until('all have started', () =>
      ['alpha', 'beta', 'gamma', 'shop', 'slow', 'wordy'].every(
        name => find(name)?.running.state === 'Running',
      ),
    );
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-e2e-'));
    workbench = await openOn(azure, { folder });
    await workbench.groups.expand(where);
    await described('alpha', /Running/);
  });
  after(async () => {
    await workbench.close();
    await azure.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  describe('the life cycle', () => {
    it('stops a group on a click, and offers then to start it', async () => {
      const { groups } = workbench;
      const entries = await groups.contextMenuEntries('alpha');
      for (const entry of ['Stop', 'Restart']) assert.ok(entries.includes(entry), entries.join());
      assert.ok(!entries.includes('Start'), entries.join());
      await groups.row('shop').click({ button: 'right' });
      await workbench.menu.entries();
      await workbench.screenshot('operate-menu-dark');
      await workbench.menu.close();
      await groups.inlineAction('alpha', 'Stop');
      await described('alpha', /Stopped/);
      assert.equal(find('alpha')?.running.state, 'Stopped');
      const then = await groups.contextMenuEntries('alpha');
      assert.ok(then.includes('Start') && !then.includes('Stop') && !then.includes('Restart'), then.join());
    });

    it('starts it again', async () => {
      const { groups } = workbench;
      await groups.contextMenu('alpha', 'Start');
      await described('alpha', /Running/);
      assert.ok(azure.changes().includes('POST alpha/start'), azure.changes().join());
    });

    it('tells what happens while a start takes its time, and the tree settles by itself', async () => {
      const { groups, notifications, page } = workbench;
      const status = page.getByRole('button', { name: '1 container group changing' });
      await groups.contextMenu('slow', 'Stop');
      await described('slow', /Stopped/);
      await groups.contextMenu('slow', 'Start');
      await azure.pulling(development, where, 'slow');
      azure.time.hold();
      await notifications.says(/Starting "slow": Pulling image…/);
      await described('slow', /Pending/);
      await status.waitFor();
      await workbench.screenshot('operate-start-dark');
      azure.time.letGo();
      await described('slow', /Running/);
      await notifications.gone(/Starting "slow"/);
      await status.waitFor({ state: 'hidden' });
    });

    it('restarts it, and says that this brought no new image (restart does not pull, azure-docs#71023)', async () => {
      const { groups, notifications } = workbench;
      azure.time.hold();
      await groups.contextMenu('alpha', 'Restart');
      await notifications.says(/Restarting "alpha"/);
      await described('alpha', /Updating/);
      azure.time.letGo();
      await described('alpha', /Running/);
      assert.ok(azure.changes().includes('POST alpha/restart'), azure.changes().join());
      const said = '"alpha" has been restarted with the image that it had.';
      await notifications.says(said);
      await workbench.screenshot('operate-restart-dark');
      azure.time.hold();
      await notifications.press(said, 'Stop and start');
      await notifications.says(/Starting "alpha"/);
      azure.time.letGo();
      await notifications.gone(/Starting "alpha"/);
      await described('alpha', /Running/);
      assert.deepEqual(azure.changes().slice(-3), [
        'POST alpha/restart',
        'POST alpha/stop',
        'POST alpha/start',
      ]);
      await groups.contextMenu('alpha', 'Restart');
      await notifications.press(said, "Don't show again");
      await described('alpha', /Running/);
    });

    it('does it for all that are selected', async () => {
      const { groups } = workbench;
      await groups.click('beta');
      await groups.click('gamma', ['ControlOrMeta']);
      await groups.contextMenu('gamma', 'Stop');
      await described('beta', /Stopped/);
      await described('gamma', /Stopped/);
      assert.deepEqual(
        azure
          .changes()
          .filter(change => change.endsWith('/stop'))
          .slice(-2)
          .sort(), // they are sent side by side
        ['POST beta/stop', 'POST gamma/stop'],
      );
    });

    it('says in plain words that a group is still changing (still transitioning, retry later, azure-cli#8902)', async () => {
      const { groups, notifications } = workbench;
      await groups.click('alpha');
      azure.time.hold();
      find('beta')?.running.start();
      await groups.contextMenu('beta', 'Start');
      await notifications.says(
        'Could not start "beta". The container group is still changing. Try again in a moment.',
      );
      await workbench.screenshot('operate-conflict-dark');
      azure.time.letGo();
      await described('beta', /Running/);
      await notifications.press('Could not start "beta"', 'Retry');
      await until(
        'it was tried again',
        () => azure.changes().filter(c => c === 'POST beta/start').length === 2,
      );
      await notifications.gone('Could not start "beta"');
    });
  });

  describe('all containers of a group', () => {
    const channel = 'shop (rg-playground) — all containers';

    it('are followed as one timeline, each line marked (one merged log, compose-cli#803)', async () => {
      const { groups, output } = workbench;
      await groups.contextMenu('shop', 'Follow All Containers');
      const text = await output.holds(channel, /^web +┃ .*order 12[^]*^orders +║ .*order 12/m);
      assert.match(text, /^migrate │ 3 migrations$/m);
      assert.match(text, /^cache {3}┆ .*Ready to accept connections/m);
      assert.match(text, /^\(group\) ╎ ── Running ──$/m);
      assert.match(text, /^web {5}┃ ── Started: Started container ──$/m);
      for (const [name, bar] of [
        ['web', '┃'],
        ['orders', '║'],
      ] as const) {
        const turns = [
          ...text.matchAll(new RegExp(`^${name} +${bar} INFO ${name} takes order (\\d+)`, 'gm')),
        ];
        const numbers = turns.map(([, turn]) => Number(turn));
        assert.deepEqual(
          numbers,
          numbers.map((_, i) => 4 * (i + 1)),
          text,
        );
      }
      await described('shop', /following/);
      await output.shows('[error] web gives up');
      await workbench.screenshot('operate-timeline-dark');
    });

    it('are followed on through a restart (follow quits at restart, docker/cli#3426)', async () => {
      const { groups, output, page } = workbench;
      const before = output.text(channel).length;
      azure.time.hold();
      await groups.contextMenu('shop', 'Restart');
      await output.holds(channel, /^\(group\) ╎ ── Updating ──$/m);
      azure.time.letGo();
      for (const [name, bar] of [
        ['web', '┃'],
        ['orders', '║'],
      ] as const) {
        const goesOn = new RegExp(
          `^${name} +${bar} ── restarted[:; ].*[^]*^${name} +${bar} debug: ${name} asks`,
          'm',
        );
        await output.holds(channel, goesOn);
      }
      const since = output.text(channel).slice(before);
      assert.match(since, /^web +┃ ── Killing[^]*^web +┃ ── restarted/m); // in order of time
      await page.locator('.part.panel .monaco-editor').first().hover();
      await until('the restart is on the screen', async () => {
        await page.mouse.wheel(0, -100);
        return (await output.shown()).some(line => line.includes('── restarted'));
      });
      await workbench.screenshot('operate-timeline-restart-dark');
    });

    it('look as well in a light theme, with timestamps', async () => {
      const { groups, output } = workbench;
      await groups.contextMenu('shop', 'Stop Following Logs');
      await output.holds(channel, /── stopped following ──\s*$/);
      const light = { 'workbench.colorTheme': 'Light Modern' };
      await workbench.changeSettings({ ...light, 'aci.logs.timestamps': 'utc' });
      await groups.contextMenu('shop', 'Follow All Containers');
      await output.holds(channel, /^\d{4}-\d\d-\d\dT[\d:.]+Z web +┃ \[error\]/m);
      await output.shows('[error]');
      await workbench.screenshot('operate-timeline-light');
      await groups.contextMenu('shop', 'Stop Following Logs');
      await workbench.changeSettings({ 'workbench.colorTheme': 'Dark Modern', 'aci.logs.timestamps': 'off' });
    });
  });

  describe('a crash loop', () => {
    it('notices once that a followed container crashes again and again (crash loop, azure-docs#106948)', async () => {
      const { groups, notifications } = workbench;
      azure.add(development, where, 'looping', {
        location: 'eastus',
        containers: [
          { name: 'worker', image: `${images}/crash-loop`, env: { RUN_SECONDS: '1', EXIT_CODE: '7' } },
        ],
      });
      await workbench.palette('Azure Container Instances: Refresh');
      await groups.row('looping').waitFor();
      await groups.inlineAction('looping', 'Follow Logs');
      const said = /The container "worker" of "looping" crashes again and again\./;
      await notifications.says(said);
      await notifications.toast(said).getByRole('button', { name: 'Why did it fail?' }).waitFor();
      await workbench.screenshot('operate-crash-loop-dark');
      await notifications.dismiss(said);
      await workbench.output.holds('loopingworker (rg-playground)', /restart [4-9]/);
      assert.equal(await notifications.toast(said).count(), 0);
      await groups.inlineAction('looping', 'Stop Following Logs');
    });
  });

  describe('a log snapshot', () => {
    const lines = () => workbench.page.locator('.editor-container .view-lines');

    it('is the whole present log, read-only, to search in and to refresh', async () => {
      const { groups, page } = workbench;
      await groups.expand('shop');
      await groups.contextMenu('web', 'Open Log Snapshot');
      await lines().filter({ hasText: 'web gives up' }).waitFor();
      await page.getByRole('tab', { name: /shop · web\.log/ }).waitFor();
      await page.keyboard.press('ControlOrMeta+f');
      await page.keyboard.type('takes order 4');
      const matches = page.locator('.find-widget .matchesCount');
      await matches.filter({ hasText: /of 1$|of [1-9]/ }).waitFor();
      await workbench.screenshot('operate-snapshot-dark');
      await page.keyboard.press('Escape');
      await page.keyboard.press('ControlOrMeta+End');
      const shown = await lines().innerText();
      await page.getByRole('button', { name: 'Refresh Log Snapshot' }).click();
      await until('there is more', async () => {
        await page.keyboard.press('ControlOrMeta+End');
        return (await lines().innerText()) !== shown;
      });
      await page.keyboard.type('x');
      await page.getByText('Cannot edit in read-only editor').first().waitFor();
    });

    it('can be kept as a file', async () => {
      const { groups, page, quickPick } = workbench;
      await groups.contextMenu('migrate', 'Open Log Snapshot');
      await lines().filter({ hasText: '3 migrations' }).waitFor();
      await lines().click();
      await workbench.palette('File: Save As...');
      await quickPick.titled('Save As');
      await quickPick.accept();
      const kept = path.join(folder, 'shop · migrate.log');
      await until('the file is there', () => fs.existsSync(kept) && fs.readFileSync(kept, 'utf8') !== '');
      assert.equal(fs.readFileSync(kept, 'utf8'), '3 migrations\n');
      await page.getByRole('tab', { name: /shop · migrate\.log/ }).waitFor();
    });

    it('does not freeze the editor with a line of 4 MB', async () => {
      const { groups, page } = workbench;
      await groups.expand('wordy');
      await groups.inlineAction('wordy', 'Follow Logs');
      await workbench.output.holds('wordywordy (rg-playground)', /the end/);
      await groups.contextMenu('wordy', 'Open Log Snapshot');
      await lines().filter({ hasText: 'the end' }).waitFor();
      await page.getByRole('tab', { name: /wordy · wordy\.log/ }).waitFor();
      await page.keyboard.press('ControlOrMeta+Home');
      await lines().filter({ hasText: '01234567890123456789' }).waitFor();
      await workbench.screenshot('operate-long-line-dark');
      assert.match((await groups.rows()).join('\n'), /wordy Running/);
    });

    it('shows the log of a container that has ended (container stops, logs gone, azure-docs#36710)', async () => {
      const { groups, page } = workbench;
      await groups.expand('rg-payments-dev');
      await described('payments-idle', /Stopped/);
      await groups.expand('payments-idle');
      await described('api', /Stopped/);
      await groups.contextMenu('api', 'Open Log Snapshot');
      await lines().filter({ hasText: 'GET /' }).waitFor();
      await groups.collapse('rg-payments-dev');
      await page.mouse.move(0, 0); // the row's tooltip would be in the way
    });
  });

  describe('the small things', () => {
    it('shows the properties as read-only JSON', async () => {
      const { groups, page } = workbench;
      await groups.contextMenu('alpha', 'View Properties');
      await page.getByRole('tab', { name: /alpha\.json/ }).waitFor();
      await page
        .locator('.editor-container .view-lines')
        .filter({ hasText: '"provisioningState"' })
        .waitFor();
      await workbench.screenshot('operate-properties-dark');
    });

    it('asks which address to open where there are several', async () => {
      const { groups, quickPick } = workbench;
      await groups.contextMenu('shop', 'Open in Browser');
      await quickPick.titled('Open "shop" in the browser');
      const labels = await quickPick.labels();
      assert.equal(labels.length, 2);
      assert.match(labels.join(' '), /^http:\/\/[\d.]+\/ http:\/\/[\d.]+:8080\/$/);
      await quickPick.escape();
    });

    it('offers no portal in the emulator, and only the addresses that there are', async () => {
      const entries = await workbench.groups.contextMenuEntries('alpha');
      for (const entry of ['Open in Portal', 'Copy FQDN', 'Copy IP Address']) {
        assert.ok(!entries.includes(entry), entry);
      }
      for (const entry of ['Copy Resource ID', 'View Properties']) assert.ok(entries.includes(entry), entry);
    });
  });

  describe('cleaning up', () => {
    it('lists the groups that have ended, and deletes what is ticked (clean up finished groups, azure-docs#13198)', async () => {
      const { dialog, groups, quickPick, notifications } = workbench;
      await workbench.palette('Azure Container Instances: Delete Finished Groups…');
      await quickPick.titled('Delete finished groups');
      const labels = await quickPick.labels();
      for (const name of [
        'wordcount-nightly',
        'import-orders',
        'payments-reconcile',
        'payments-idle',
        'gamma',
      ]) {
        assert.ok(labels.includes(name), labels.join());
      }
      assert.ok(!labels.includes('alpha') && !labels.includes('looping'), labels.join());
      assert.match(
        await quickPick.row('wordcount-nightly').innerText(),
        /Succeeded · \d+ hours ago · rg-jobs/,
      );
      await workbench.screenshot('operate-finished-dark');
      for (const name of labels) await quickPick.check(name, ['wordcount-nightly', 'gamma'].includes(name));
      await quickPick.accept();
      const question = await dialog.says('Delete 2 container groups?');
      assert.match(question, /wordcount-nightly in rg-jobs/);
      assert.match(question, /gamma in rg-playground/);
      assert.match(question, /Their containers end/);
      await workbench.screenshot('operate-finished-confirm-dark');
      await dialog.press('Delete');
      await groups.row('gamma').waitFor({ state: 'detached' });
      await notifications.gone(/Deleting 2 container groups/);
      assert.equal(find('gamma'), undefined);
      assert.deepEqual(
        azure
          .changes()
          .filter(change => change.startsWith('DELETE'))
          .sort(),
        ['DELETE gamma', 'DELETE wordcount-nightly'],
      );
    });
  });
});
