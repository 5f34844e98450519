import assert from 'node:assert/strict';
import fc from 'fast-check';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import type { ErrorKind } from '../../src/core/errors.ts';
import type { GroupRef } from '../../src/core/model/containerGroup.ts';
import { errorAdvice } from '../../src/ui/shared/errorAdvice.ts';
import { emulator } from './activatedExtension.ts';
import {
  addTestGroup,
  type UserAction,
  userActions,
  type Fault,
  faults,
  assertTree,
  run,
  shownMessages,
} from './faultCases.ts';
import { choose, nextPick, nextTerminal } from './terminalDriver.ts';
import { isStress, seed } from '../randomSeed.ts';
import { until } from '../until.ts';

const kinds: readonly ErrorKind[] = [
  'signedOut',
  'forbidden',
  'notFound',
  'conflict',
  'invalid',
  'throttled',
  'timeout',
  'refused',
  'failed',
  'offline',
  'proxy',
  'notAzure',
  'service',
];
/** Up to the host, where one is named. */
const sentences = kinds.map(kind => errorAdvice(kind, '\0').sentence.split('\0')[0] ?? '');

/** So many faults for each operation, others in each run; `npm run test:stress` plays all of them. */
const some = 3;

function chosen(all: readonly Fault[], from: number): readonly Fault[] {
  const part = fc.shuffledSubarray([...all], { minLength: some, maxLength: some });
  return fc.sample(part, { seed: from, numRuns: 1 })[0] ?? [];
}

/** A smaller matrix than `test/faults`: the extension itself, through what it shows. */
describe('What a person does under faults, in an extension host', () => {
  const total = { cases: 0, failed: 0 };
  const stray: unknown[] = [];
  const notice = (error: unknown) => void stray.push(error);
  const { showErrorMessage, showWarningMessage } = vscode.window;
  let steady: GroupRef;

  before(async function () {
    this.timeout(300_000);
    process.on('unhandledRejection', notice);
    // Nobody is there to click: errors are read, and what is asked is answered with the first button.
    Object.assign(vscode.window, {
      showErrorMessage: (text: string) => {
        shownMessages.push(text);
        return Promise.resolve(undefined);
      },
      showWarningMessage: (text: string, options: unknown, ...buttons: readonly unknown[]) => {
        shownMessages.push(text);
        return Promise.resolve(isModal(options) ? buttons[0] : undefined);
      },
    });
    steady = addTestGroup();
    await running(steady);
    await run('aci.groups.focus');
    await run('aci.refreshAll');
    await rememberShell(steady);
  });
  after(async () => {
    emulator.faults.clear();
    Object.assign(vscode.window, { showErrorMessage, showWarningMessage });
    process.off('unhandledRejection', notice);
    emulator.estate.removeGroup(steady);
    await run('workbench.action.closeAllEditors');
    await run('workbench.action.closePanel');
    await run('aci.refreshAll');
    const { cases, failed } = total;
    Mocha.reporters.Base.consoleLog(
      `    ${userActions.length} operations × ${faults.length} faults${isStress ? '' : `, of which ${some} each`}: ${cases} cases, ${cases - failed} passed, ${failed} failed (seed ${seed})`,
    );
  });

  for (const [nth, action] of userActions.entries()) {
    const applying = faults.filter(fault => fault.on !== 'sockets' || action.hasSocket);
    const own = isStress ? applying : chosen(applying, seed + nth);
    it(`${action.name}: shows what is true, or that it isn't known, under ${own.length} faults`, async function () {
      this.timeout(1_200_000);
      const groups = action.changes ? own.map(addTestGroup) : own.map(() => steady);
      await Promise.all(groups.map(running));
      if (action.changes) await run('aci.refreshAll');
      const failures: string[] = [];
      for (const [nth, fault] of own.entries()) {
        total.cases++;
        const group = groups[nth] ?? steady;
        await playCase(action, fault, group).catch((error: unknown) => {
          total.failed++;
          failures.push(`${fault.name}: ${error instanceof Error ? error.message : String(error)}`);
        });
        if (action.changes) emulator.estate.removeGroup(group);
      }
      assert.ok(failures.length === 0, `\n${failures.join('\n')}`);
      assert.deepEqual(stray, [], 'a promise was left alone');
    });
  }
});

async function playCase(action: UserAction, fault: Fault, ref: GroupRef): Promise<void> {
  await run('workbench.action.closeAllEditors');
  await action.prepare?.(ref);
  shownMessages.length = 0;
  emulator.server.requests.length = 0;
  const before = emulator.faults.appliedCount;
  fault.inject(emulator.faults, action.path);
  try {
    await action.act(ref);
    assert.ok(emulator.faults.appliedCount > before, 'no fault was applied');
  } finally {
    emulator.faults.clear();
  }
  await assertTree(ref);
  for (const text of shownMessages) {
    assert.ok(
      sentences.some(sentence => text.includes(sentence)) || text.startsWith('Delete the'),
      `told: ${text}`,
    );
    assert.doesNotMatch(text, /eyJ|<html|<h1|undefined|\[object/);
  }
  const posts = emulator.server.requests.filter(
    ({ method, path, status }) => method === 'POST' && status !== 401 && /\/(?:stop|restart)\?/.test(path),
  );
  assert.ok(posts.length <= 1, `sent ${posts.length} times`);
  // And when everything works again, it shows what is true.
  await run('aci.refreshAll');
  await assertTree(ref);
}

function isModal(options: unknown): boolean {
  return typeof options === 'object' && options !== null && Reflect.get(options, 'modal') === true;
}

function running(ref: GroupRef): Promise<void> {
  return until(`${ref.name} runs`, () => emulator.estate.group(ref)?.running.state === 'Running');
}

/** The first terminal of an image asks for the shell. */
async function rememberShell(group: GroupRef): Promise<void> {
  const next = nextTerminal();
  const box = nextPick();
  const opening = run('aci.openTerminal', {
    kind: 'container',
    ref: { group, container: 'app' },
    isInit: false,
  });
  await choose(await box, '/bin/sh');
  await opening;
  const terminal = await next.opened;
  await next.shows(/\/ # $/);
  terminal.dispose();
}
