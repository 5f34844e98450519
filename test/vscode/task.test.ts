import assert from 'node:assert/strict';
import * as vscode from 'vscode';

type Definition = Omit<vscode.TaskDefinition, 'type'>;

/** Runs a task as the editor runs one of tasks.json; answers its exit code. */
async function run(definition: Definition): Promise<number | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const name = `job ${JSON.stringify(definition)}`;
  const tasks = [{ ...definition, type: 'aci', label: name, problemMatcher: [] }];
  const file = vscode.Uri.joinPath(folder.uri, '.vscode/tasks.json');
  const isRead = untilTasksAreRead();
  await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify({ version: '2.0.0', tasks })));
  try {
    await isRead;
    const found = await vscode.tasks.fetchTasks({ type: 'aci' });
    const task = found.find(one => one.name === name);
    assert.ok(task, found.map(one => one.name).join());
    const ended = next(vscode.tasks.onDidEndTaskProcess, ({ execution }) => execution.task.name === name);
    await vscode.tasks.executeTask(task);
    return (await ended).exitCode;
  } finally {
    const isForgotten = untilTasksAreRead();
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder.uri, '.vscode'), { recursive: true });
    await isForgotten;
  }
}

/** The editor reads a changed tasks.json in its own time, and says so. */
function untilTasksAreRead(): Promise<unknown> {
  return next(vscode.workspace.onDidChangeConfiguration, change => change.affectsConfiguration('tasks'));
}

function next<T>(event: vscode.Event<T>, wanted: (value: T) => boolean): Promise<T> {
  return new Promise(resolve => {
    const listening = event(value => {
      if (!wanted(value)) return;
      listening.dispose();
      resolve(value);
    });
  });
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
