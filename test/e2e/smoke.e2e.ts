import assert from 'node:assert/strict';
import { openWorkbench, type Workbench } from './workbench.ts';

describe('The packaged extension in a real workbench', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench();
  });

  after(() => workbench.close());

  it('offers sign-in and the emulator to whoever is new', async () => {
    await workbench.openViewContainer('Container Instances');
    const welcome = workbench.page.locator('.welcome-view-content');
    await welcome.getByRole('button', { name: 'Try it without an Azure account' }).waitFor();
    assert.ok(await welcome.getByRole('button', { name: 'Sign in to Azure' }).isVisible());
    await workbench.screenshot('welcome');
  });

  it('runs in a browser that had the scripts of VS Code before, so that tests do not wait for them', async () => {
    const scripts = `performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/workbench.js'))`;
    const sizes = await workbench.page.evaluate<number[]>(
      `${scripts}.map(({ transferSize }) => transferSize)`,
    );
    assert.deepEqual(sizes, [0]);
  });
});
