import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Runs a task as the editor runs one of tasks.json; answers its exit code. */
async function run(definition: Omit<vscode.TaskDefinition, 'type'>): Promise<number | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const name = `job ${JSON.stringify(definition)}`;
  const tasks = [{ ...definition, type: 'aci', label: name, problemMatcher: [] }];
  const file = vscode.Uri.joinPath(folder.uri, '.vscode/tasks.json');
  await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify({ version: '2.0.0', tasks })));
  try {
    const task = await configured(name);
    const ended = new Promise<number | undefined>(resolve => {
      const listening = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.name !== name) return;
        listening.dispose();
        resolve(exitCode);
      });
    });
    await vscode.tasks.executeTask(task);
    return await ended;
  } finally {
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder.uri, '.vscode'), { recursive: true });
  }
}

/** The editor reads a changed tasks.json in its own time. */
async function configured(name: string): Promise<vscode.Task> {
  for (;;) {
    const found = (await vscode.tasks.fetchTasks({ type: 'aci' })).find(task => task.name === name);
    if (found) return found;
  }
}

describe('A task of the type aci', () => {
  const place = { subscription: 'Contoso Development', resourceGroup: 'rg-playground' };

  it("ends with the container's exit code", async () => {
    assert.equal(await run({ image: 'alpine', command: 'sh -c "echo hi; exit 3"', ...place }), 3);
  });

  it('ends with exit code 2 when its definition is wrong', async () => {
    assert.equal(await run({ image: 'Alpine', cpu: 0.1, ...place }), 2);
  });
});
