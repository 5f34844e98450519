import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { development, production } from '../../src/emulator/seed/contoso.ts';
import { openOn, startAzure, type Azure, type WorkbenchOnAzure } from './azure.ts';
import { until } from '../until.ts';
import { diagnosis } from './pages/webview.ts';
import { terminal, type TerminalPage } from './pages/terminal.ts';

type DeleteWhenDone = 'always' | 'onSuccess' | 'never';

const category = 'Azure Container Instances';
const view = 'Container Instances';
const place = { subscription: 'Contoso Development', resourceGroup: 'rg-playground' };
const task = (label: string, script: string, more: object = {}) => ({
  ...{ type: 'aci', label, image: 'alpine', command: ['/bin/sh', '-c', script] },
  ...{ ...place, ...more },
});
const endless = 'echo working; sleep 100000';

/** What stands in tasks.json. `server`: of a private registry. */
const tasks = (server: string) => [
  task('count', 'echo "$GREETING"; exit 3', { env: { GREETING: 'counting' } }),
  task('tidy', 'echo tidying; exit 3', { deleteWhenDone: 'always' }),
  task('endless', endless, { deleteWhenDone: 'never' }),
  { type: 'aci', label: 'wrong', image: 'Alpine', cpu: 0.15 },
  {
    ...{ type: 'aci', label: 'private', image: 'payments/api:3.1.1' },
    ...{ subscription: 'Contoso Production', resourceGroup: 'rg-payments-prod', deleteWhenDone: 'always' },
    registry: { server, username: 'contosoprod', password: '${input:password}' },
  },
];
const inputs = [{ id: 'password', type: 'promptString', description: 'Registry password', password: true }];

describe('Container jobs', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;
  let folder: string;
  let pane: TerminalPage;

  const settings = (deleteWhenDone: DeleteWhenDone, theme = 'Dark Modern') => ({
    'terminal.integrated.gpuAcceleration': 'off', // as canvas there is no text to read
    'workbench.colorTheme': theme,
    'aci.jobs.deleteWhenDone': deleteWhenDone,
  });
  const change = (deleteWhenDone: DeleteWhenDone, theme: 'Dark Modern' | 'Light Modern') =>
    workbench.changeSettings(settings(deleteWhenDone, theme));
  const registry = () => {
    const found = azure.registries.all.find(({ name }) => name === 'contosoprod');
    assert.ok(found);
    return found;
  };
  const jobs = (subscription = development, resourceGroup = 'rg-playground') =>
    azure.estate.groups(subscription, resourceGroup).filter(({ tags }) => 'aci-vscode-job' in (tags ?? {}));
  const onlyJob = () => {
    const [job, ...others] = jobs();
    assert.ok(
      job && others.length === 0,
      jobs()
        .map(({ name }) => name)
        .join(),
    );
    return job;
  };
  const deleteAll = () => {
    for (const { name } of jobs())
      azure.estate.removeGroup({ subscriptionId: development, resourceGroup: 'rg-playground', name });
  };
  const at = (step: string) =>
    workbench.quickPick.titled(new RegExp(`^Run container job: ${step}( \\(\\d+/\\d+\\))?$`, 'i'));
  const takeChoice = async (step: string) => {
    await at(step);
    await workbench.page.locator('.quick-input-widget .monaco-list-row.focused').waitFor();
    await workbench.quickPick.accept();
  };
  /** Answers what is asked after the image. */
  const rest = async (command: string) => {
    await takeChoice('CPU and memory');
    await at('Command line');
    await workbench.quickPick.enter(command);
    await takeChoice('Environment variables');
  };
  /** From the palette to the job's start; everything as in the job before but the command line. */
  const again = async (command: string) => {
    await workbench.palette(`${category}: Run Container Job…`);
    await takeChoice('Subscription');
    await takeChoice('Resource group');
    await takeChoice('Image source');
    await at('Image');
    await workbench.quickPick.accept();
    await rest(command);
  };
  const runTask = async (label: string) => {
    await workbench.palette('Tasks: Run Task');
    await workbench.quickPick.choose(label);
  };

  /** A task that runs and has written; gives its group. */
  const endlessTask = async () => {
    await runTask('endless');
    await until('it runs', () => jobs()[0]?.running.state === 'Running');
    const { name } = onlyJob();
    await pane.shows(new RegExp(`creating "${name}"`));
    await pane.shows('working');
    return name;
  };

  before(async () => {
    azure = await startAzure({ switches: { containers: { pace: 0.1 } } });
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-e2e-'));
    fs.mkdirSync(path.join(folder, '.vscode'));
    fs.writeFileSync(
      path.join(folder, '.vscode/tasks.json'),
      JSON.stringify({ version: '2.0.0', tasks: tasks(registry().loginServer), inputs }, null, 2),
    );
    workbench = await openOn(azure, { folder, settings: settings('onSuccess') });
    pane = terminal(workbench.page);
    await workbench.groups.row('rg-playground').waitFor();
  });
  after(async () => {
    await workbench.close();
    await azure.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => {
    deleteAll();
    azure.arm.switches.restrictions.length = 0;
  });

  describe('from the palette', () => {
    it('asks where and what, follows the output, tells exit code 0, and deletes the group of a success', async () => {
      const { quickPick, notifications, output, groups } = workbench;
      await workbench.palette(`${category}: Run Container Job…`);
      await at('Subscription');
      await quickPick.choose('Contoso Development');
      await at('Resource group');
      await quickPick.choose('rg-playground');
      await at('Image source');
      await workbench.screenshot('job-source-dark');
      await quickPick.choose('Public image');
      await at('Image');
      await quickPick.enter('alpine');
      await takeChoice('CPU and memory');
      await at('Command line');
      await quickPick.type('/bin/sh -c "echo hello from the job"');
      await workbench.screenshot('job-command-dark');
      await quickPick.accept();
      await takeChoice('Environment variables');
      const told = await notifications.says(
        /The container job "alpine-\d{8}-\d{6}" has ended with exit code 0\./,
      );
      await output.shows('hello from the job');
      await output.shows('is gone');
      await workbench.screenshot('job-ended-dark');
      const [name = ''] = /alpine-\d+-\d+/.exec(told) ?? [];
      assert.deepEqual(
        azure.changes().filter(change => change.includes(name)),
        [`PUT ${name}`, `DELETE ${name}`],
      );
      assert.deepEqual(jobs(), []);
      await groups.row(name).waitFor({ state: 'detached' });
      await notifications.dismiss(/exit code 0/);
    });

    it('tells exit code 3, and keeps the group of a failure to be looked at', async () => {
      const { notifications, groups } = workbench;
      await again('/bin/sh -c "echo oh no; exit 3"');
      await notifications.says(/has ended with exit code 3\./);
      const { name } = onlyJob();
      await groups.expand('rg-playground');
      await groups.row(name).waitFor();
      await workbench.screenshot('job-failed-dark');
      await notifications.press(/has ended with exit code 3\./, 'Why did it fail?');
      const tab = workbench.page.locator('.tab').filter({ hasText: name });
      await tab.waitFor();
      await diagnosis(workbench.page)
        .getByRole('heading', { name: `Why did ${name} fail?` })
        .waitFor();
      // Windows that are loaded anew below would bring it back.
      await workbench.palette('View: Close All Editors');
      await tab.waitFor({ state: 'detached' });
    });

    it('deletes the group of a failure where the setting says always, and keeps that of a success where it says never', async () => {
      const { notifications } = workbench;
      await change('always', 'Light Modern');
      await again('/bin/sh -c "exit 4"');
      await notifications.says(/has ended with exit code 4\./);
      assert.deepEqual(jobs(), []);
      await change('never', 'Dark Modern');
      await again('/bin/sh -c "echo kept"');
      await until('the group is kept', () => jobs().length === 1);
      await notifications.says(/has ended with exit code 0\./);
      assert.equal(jobs().length, 1);
      await change('onSuccess', 'Light Modern');
    });
  });

  describe('as a task of tasks.json', () => {
    it('writes to the terminal, and ends with the exit code of its container', async () => {
      await runTask('count');
      await pane.shows('counting');
      await pane.shows('has ended with exit code 3');
      await pane.shows(/exit code: 3/);
      await workbench.screenshot('job-task-light');
      assert.equal(jobs().length, 1);
    });

    it('deletes its group where it says so itself', async () => {
      await runTask('tidy');
      await pane.shows('tidying');
      await until('the group is deleted', () => jobs().length === 0);
      await pane.shows(/is gone/);
    });

    it('says everything that is wrong with its definition, and sends nothing', async () => {
      const before = azure.changes().length;
      await runTask('wrong');
      await pane.shows(/image: Capital letters are not allowed/);
      await pane.shows(/cpu: /);
      await workbench.screenshot('job-task-wrong-light');
      assert.equal(azure.changes().length, before);
    });

    it('says which role would allow it where the account may not run it, and sends nothing', async () => {
      const { notifications } = workbench;
      const scope = `/subscriptions/${development}/resourceGroups/rg-playground`;
      azure.arm.switches.restrictions.push({
        scope,
        access: 'read',
        objectId: azure.entra.directory.application.objectId,
      });
      await workbench.viewAction('Container Instances', 'Refresh'); // what may be done is read once
      const before = azure.changes().length;
      await runTask('count');
      await pane.shows('may not create container groups in "rg-playground"');
      await pane.shows(/exit code: 1/);
      const said = await notifications.says('may not create container groups in "rg-playground"');
      assert.match(said, /The role "Azure Container Instances Contributor Role" on the resource group/);
      await workbench.screenshot('job-task-forbidden-light');
      assert.equal(azure.changes().length, before);
      await notifications.dismiss('may not create container groups');
    });

    it('asks for the password of a private registry, and shows it nowhere', async () => {
      const [password] = registry().passwords;
      await runTask('private');
      await workbench.quickPick.message('Registry password');
      await workbench.screenshot('job-task-password-light');
      await workbench.quickPick.enter(password);
      const there = () => jobs(production, 'rg-payments-prod');
      await until('it runs', () => there()[0]?.running.state === 'Running');
      await pane.shows('listening on port 80');
      assert.ok(!(await pane.screen()).includes(password));
      await pane.press('Control+c');
      await until('the group is deleted', () => there().length === 0);
      await pane.shows(/exit code: 130/);
    });

    it('stops and deletes its group on Ctrl-C', async () => {
      const name = await endlessTask();
      await pane.press('Control+c');
      await pane.shows(new RegExp(`stopping: deleting the container group "${name}"`));
      await until('the group is deleted', () => jobs().length === 0);
      await pane.shows(/exit code: 130/);
      await workbench.screenshot('job-task-interrupted-light');
      assert.equal(azure.changes().at(-1), `DELETE ${name}`);
    });

    it('stops and deletes its group when the task is terminated', async () => {
      const name = await endlessTask();
      await workbench.palette('Tasks: Terminate Task');
      await workbench.quickPick.choose('endless');
      await until('the group is deleted', () => jobs().length === 0);
      assert.equal(azure.changes().at(-1), `DELETE ${name}`);
    });
  });

  describe('whose window is closed', () => {
    const question = /VS Code was closed while a container job ran/;
    const theirs = { location: 'eastus', containers: [{ name: 'app', image: 'nginx' }] };

    it('are offered to be cleaned up at the next start, alone (cost left running)', async () => {
      const { notifications } = workbench;
      azure.add(development, 'rg-playground', 'bystander', theirs);
      await again(`/bin/sh -c "${endless}"`);
      await until('it runs', () => jobs()[0]?.running.state === 'Running');
      const { name } = onlyJob();
      await workbench.reload(); // the view is not opened: the start is enough
      assert.match(await notifications.says(question), new RegExp(`"${name}" in rg-playground`));
      await workbench.screenshot('job-left-light');
      const before = azure.changes().length;
      await notifications.press(question, 'Delete');
      await until('the group is deleted', () => jobs().length === 0);
      assert.deepEqual(azure.changes().slice(before), [`DELETE ${name}`]);
    });

    it('are not asked about again', async () => {
      await workbench.reload();
      await workbench.openViewContainer(view);
      await workbench.groups.expand('rg-playground');
      await workbench.groups.row('bystander').waitFor();
      assert.equal(await workbench.notifications.toast(question).count(), 0);
    });
  });
});
