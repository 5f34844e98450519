import assert from 'node:assert/strict';
import { development } from '../../src/emulator/seed/contoso.ts';
import { openOn, startAzure, type Azure, type WorkbenchOnAzure } from './azure.ts';
import { until } from '../until.ts';

describe('Deleting container groups', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;
  const playground = `/subscriptions/${development}/resourceGroups/rg-playground`;
  const isThere = (name: string) =>
    azure.estate.group({ subscriptionId: development, resourceGroup: 'rg-playground', name }) !== undefined;
  const gone = (name: string) => workbench.groups.row(name).waitFor({ state: 'detached' });

  before(async () => {
    azure = await startAzure();
    for (const name of ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']) {
      azure.add(development, 'rg-playground', name, {
        location: 'eastus',
        containers: [{ name: 'app', image: 'nginx' }],
      });
    }
    workbench = await openOn(azure, { theme: 'light', settings: { 'aci.deleteConfirmation': 'click' } });
    await workbench.groups.expand('rg-playground');
    await workbench.groups.row('sixth').waitFor();
    await until('all have started', () =>
      azure.estate
        .groups(development, 'rg-playground')
        .every(({ name, running }) => name === 'still-pulling' || running.provisioningState === 'Succeeded'),
    );
  });
  after(async () => {
    await workbench.close();
    await azure.close();
  });

  it('asks first, and does nothing on Cancel', async () => {
    const { groups, dialog } = workbench;
    await groups.contextMenu('first', 'Delete Group…');
    const question = await dialog.says('Delete the container group "first"?');
    assert.match(
      question,
      /first in rg-playground[^]*Its containers end and their logs are lost\. This cannot be undone\./,
    );
    await workbench.screenshot('delete-confirm-light');
    await dialog.press('Cancel');
    await dialog.closed();
    assert.ok(isThere('first'));
    assert.deepEqual(azure.changes(), []);
  });

  it('deletes on a click', async () => {
    const { groups, dialog } = workbench;
    await groups.contextMenu('first', 'Delete Group…');
    await dialog.press('Delete');
    await gone('first');
    assert.ok(!isThere('first'));
  });

  it('deletes what is selected with the Delete key, several at once', async () => {
    const { groups, dialog, page } = workbench;
    await groups.click('second');
    await groups.click('third', ['ControlOrMeta']);
    await page.keyboard.press('Delete');
    const question = await dialog.says('Delete 2 container groups?');
    assert.match(question, /second in rg-playground\s+third in rg-playground/);
    await workbench.screenshot('delete-several-light');
    await dialog.press('Delete');
    await gone('second');
    await gone('third');
    assert.ok(!isThere('second') && !isThere('third'));
  });

  it('copes with a group that someone else deletes between two clicks', async () => {
    const { groups, dialog, notifications } = workbench;
    await groups.contextMenu('fourth', 'Delete Group…');
    await dialog.says('Delete the container group "fourth"?');
    azure.estate.removeGroup({ subscriptionId: development, resourceGroup: 'rg-playground', name: 'fourth' });
    await dialog.press('Delete');
    await gone('fourth');
    assert.ok(!(await notifications.texts()).some(text => text.includes('Could not')));
  });

  it('says that a lock forbids it, and keeps the group', async () => {
    const { groups, dialog, notifications } = workbench;
    azure.arm.switches.locks.push({ scope: playground, level: 'CanNotDelete' });
    await groups.contextMenu('fifth', 'Delete Group…');
    await dialog.press('Delete');
    await notifications.says(
      /Could not delete "fifth"\. A lock in Azure forbids this\. Remove the lock first\./,
    );
    await workbench.screenshot('delete-locked-light');
    await notifications.dismiss('Could not delete "fifth"');
    assert.ok(isThere('fifth'));
    assert.equal(await groups.row('fifth').count(), 1);
    azure.arm.switches.locks.pop();
  });

  it('wants the name typed where the settings say so', async () => {
    const { groups, quickPick } = workbench;
    await workbench.changeSettings({ 'aci.deleteConfirmation': 'typeName' });
    await groups.contextMenu('sixth', 'Delete Group…');
    await quickPick.titled('Delete container groups');
    await quickPick.type('fifth');
    await quickPick.message('This is not "sixth".');
    await workbench.screenshot('delete-type-name-light');
    await quickPick.accept();
    await quickPick.message('This is not "sixth".');
    assert.ok(isThere('sixth'));
    await quickPick.enter('sixth');
    await gone('sixth');
    assert.ok(!isThere('sixth'));
  });
});
