import assert from 'node:assert/strict';
import type { Workbench } from './workbench.ts';

export interface TourStep {
  /** Names the screenshot: lower case, hyphens. */
  readonly name: string;
  /** Does the step and waits for what it brings about. Resolves to what was seen, in words. */
  run(workbench: Workbench): Promise<string>;
}

const view = 'Container Instances';
const name = 'tour-job';
/** Counts aloud for long enough that one sees it count. */
const commandLine = `/bin/sh -c "for i in $(seq 1 600); do echo tour line $i; sleep 1; done"`;
const channel = `${name}/${name} (rg-playground)`;

/** The main job, as a person does it who has no Azure account. */
export const steps: readonly TourStep[] = [
  {
    name: 'welcome',
    async run(workbench) {
      await workbench.openViewContainer('Container Instances');
      await workbench.page.getByRole('button', { name: 'Sign in to Azure' }).waitFor();
      const button = workbench.page.getByRole('button', { name: 'Try it without an Azure account' });
      return `the view offers "Sign in to Azure" and "${await button.innerText()}"`;
    },
  },
  {
    name: 'sign-in',
    async run(workbench) {
      await workbench.page.getByRole('button', { name: 'Try it without an Azure account' }).click();
      const tree = workbench.tree(view);
      await tree.row('rg-playground').waitFor();
      return `subscriptions and resource groups: ${(await tree.rows()).join(', ')}`;
    },
  },
  {
    name: 'tree',
    async run(workbench) {
      const tree = workbench.tree(view);
      for (const folder of ['rg-jobs', 'rg-playground']) await tree.expand(folder);
      await seen(workbench, 'hello', /Running · \d+\.\d+\.\d+\.\d+ · 1 container/);
      await seen(workbench, 'import-orders', /Failed/);
      await tree.expand('hello');
      await workbench.page.mouse.click(700, 500); // off the rows: a tooltip would hide some, and stays where its row went away
      await workbench.page.locator('.monaco-hover.workbench-hover:visible').waitFor({ state: 'hidden' });
      const rows = (await tree.rows()).filter(row => row.includes('·'));
      return `container groups with their states: ${rows.join(', ')}`;
    },
  },
  {
    name: 'tooltip',
    async run(workbench) {
      // Left open for its picture.
      const text = await (await workbench.tree(view).pointAt('hello')).innerText();
      for (const fact of ['Image', 'Size', 'Restart policy']) assert.match(text, new RegExp(fact));
      return `the tooltip of "hello" tells ${text.split('\n').filter(Boolean).slice(0, 4).join('; ')}`;
    },
  },
  {
    name: 'wizard-image',
    async run(workbench) {
      const { page, quickPick } = workbench;
      await page.mouse.move(0, 0);
      await workbench.tree(view).contextMenu('rg-playground', 'Create Container Group…');
      await quickPick.titled('Image source');
      await quickPick.choose('Public image');
      await quickPick.titled(/Image \(/);
      await quickPick.type('alpine:3.20');
      await quickPick.message('alpine:3.20'); // what it means, no longer what was suggested
      return `the wizard asks "${await quickPick.title()}"`;
    },
  },
  {
    name: 'wizard-name',
    async run(workbench) {
      const { quickPick } = workbench;
      await quickPick.accept();
      await quickPick.titled(/: Name/);
      await quickPick.type('Tour--Job');
      await quickPick.message('Two hyphens in a row are not allowed.');
      return 'a name with capitals and doubled hyphens is refused as one types';
    },
  },
  {
    name: 'wizard-size',
    async run(workbench) {
      const { quickPick } = workbench;
      await quickPick.enter(name);
      await quickPick.titled('Container name');
      await quickPick.enter(name);
      await quickPick.titled('Location');
      await quickPick.choose('West Europe');
      await quickPick.titled('Operating system');
      await quickPick.choose('Linux');
      await quickPick.titled('CPU and memory');
      await quickPick.row('1 vCPU, 1.5 GB').waitFor();
      return `sizes to choose from: ${(await quickPick.labels()).join(', ')}`;
    },
  },
  {
    name: 'wizard-command',
    async run(workbench) {
      const { quickPick } = workbench;
      await quickPick.choose('1 vCPU, 1 GB');
      await quickPick.titled('Network');
      await quickPick.choose('No address');
      await quickPick.titled('Restart policy');
      await quickPick.choose('Never');
      await quickPick.titled('Command line');
      await quickPick.type(commandLine);
      await quickPick.message(/seq 1 600/);
      return 'the command line is shown as the container will get it';
    },
  },
  {
    name: 'wizard-review',
    async run(workbench) {
      const { quickPick } = workbench;
      await quickPick.accept();
      await quickPick.titled('Environment variables');
      await quickPick.choose('No variables');
      await quickPick.titled('Review');
      return `the review lists ${(await quickPick.labels()).join(', ')}`;
    },
  },
  {
    name: 'creating',
    async run(workbench) {
      await workbench.quickPick.choose('Create');
      await workbench.notifications.toast(/Creating "tour-job": Pulling/).waitFor();
      await seen(workbench, name, /Pending/);
      const [progress] = await workbench.notifications.texts();
      return `the new group is in the tree, and its events are told: ${progress ?? ''}`;
    },
  },
  {
    name: 'created',
    async run(workbench) {
      await workbench.notifications.toast('Created "tour-job".').waitFor();
      await seen(workbench, name, /Running/);
      const [said] = await workbench.notifications.texts();
      return `a closing message: ${said ?? ''}`;
    },
  },
  {
    name: 'follow-logs',
    async run(workbench) {
      await workbench.notifications.press('Created "tour-job".', 'Follow Logs');
      const text = await workbench.output.holds(channel, /^tour line 5$/m);
      await workbench.output.shows('tour line 5');
      await seen(workbench, name, /following/);
      const lines = text.match(/^tour line \d+$/gm) ?? [];
      assert.deepEqual(
        lines,
        lines.map((_, index) => `tour line ${index + 1}`),
      );
      return `lines 1 to ${lines.length}, each once and in order, and "following" in the tree`;
    },
  },
  {
    name: 'stop-following',
    async run(workbench) {
      await workbench.tree(view).inlineAction(name, 'Stop Following Logs');
      await workbench.output.holds(channel, /stopped following/);
      return 'the channel says that following has stopped';
    },
  },
  {
    name: 'delete-asks',
    async run(workbench) {
      await workbench.tree(view).contextMenu(name, 'Delete Group…');
      const question = `Delete the container group "${name}"?`;
      await workbench.dialog.says(question);
      return `asked: ${question}`;
    },
  },
  {
    name: 'deleted',
    async run(workbench) {
      await workbench.dialog.press('Delete');
      await workbench.tree(view).row(name).waitFor({ state: 'detached' });
      return `"${name}" has left the tree`;
    },
  },
];

/** Waits until the row's description matches. */
async function seen(workbench: Workbench, label: string, description: RegExp): Promise<void> {
  await workbench
    .tree(view)
    .row(label)
    .filter({ has: workbench.page.locator('.label-description', { hasText: description }) })
    .waitFor();
}
