import assert from 'node:assert/strict';
import fc from 'fast-check';
import { playCase, runWithoutFault } from './playCase.ts';
import { isStress, seed } from '../randomSeed.ts';
import { faultKinds, type FaultKind } from './faultKinds.ts';
import type { FaultOperation } from './faultOperation.ts';
import { operations } from './operations.ts';
import { type DanglingHandles, watchForDanglingHandles } from './danglingHandles.ts';
import { apiMethods, openFaultFixture, type FaultFixture } from './faultFixture.ts';

/** `FAULT_OPERATION` and `FAULT_KIND` (parts of names) play these cases; `npm run test:stress` plays all of them. */
const onlyOperation = process.env['FAULT_OPERATION'] ?? '';
const onlyKind = process.env['FAULT_KIND'] ?? '';
const isWhole = isStress || onlyOperation !== '' || onlyKind !== '';
/** So many faults for each operation where not all are played: others in each run. */
const some = 16;
const workers = isWhole ? 6 : 3;

function applies(operation: FaultOperation, fault: FaultKind): boolean {
  if (fault.on === 'sockets') {
    // Such a fault can't be noticed where nothing but the socket says what was written.
    return (
      operation.sockets !== undefined && !(fault.isUnnoticeable === true && operation.sockets !== 'follow')
    );
  }
  return true;
}

function chosen(faults: readonly FaultKind[], from: number): readonly FaultKind[] {
  const part = fc.shuffledSubarray([...faults], { minLength: some, maxLength: some });
  return fc.sample(part, { seed: from, numRuns: 1 })[0] ?? [];
}

describe('Every operation under every fault', () => {
  const fixtures: FaultFixture[] = [];
  let handles: DanglingHandles;
  const total = { cases: 0, applied: 0, failed: 0 };

  before(async () => {
    await flushEventLoop();
    handles = watchForDanglingHandles();
    for (let n = 0; n < workers; n++) fixtures.push(await openFaultFixture());
  });
  after(async () => {
    handles.stop();
    await Promise.all(fixtures.map(({ emulator }) => emulator.close()));
    const { cases, applied, failed } = total;
    const faults = faultKinds.length;
    console.log(
      `    ${operations.length} operations × ${faults} faults ${isWhole ? '' : `, of which ${some} each`}: ${cases} cases (${applied} applied), ${cases - failed} passed, ${failed} failed (seed ${seed})`,
    );
  });

  for (const [nth, operation] of operations.entries()) {
    if (!operation.name.includes(onlyOperation)) continue;
    const applying = faultKinds.filter(fault => applies(operation, fault) && fault.name.includes(onlyKind));
    const faults = isWhole ? applying : chosen(applying, seed + nth);
    it(`${operation.name}: says what is true, or that it isn't known, under ${faults.length} faults`, async function () {
      this.timeout(1_200_000);
      const expected = await Promise.all(fixtures.map(fixture => runWithoutFault(fixture, operation)));
      const failures: string[] = [];
      const queue = [...faults];
      await Promise.all(
        fixtures.map(async (fixture, index) => {
          for (let fault = queue.shift(); fault; fault = queue.shift()) {
            total.cases++;
            try {
              if ((await playCase(fixture, operation, fault, expected[index])) === 'applied') total.applied++;
            } catch (error) {
              total.failed++;
              failures.push(
                `${fault.name}: ${(error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''}`,
              );
            }
          }
        }),
      );
      assert.ok(failures.length === 0, `\n${failures.join('\n')}`);
      assert.deepEqual(handles.noticed, [], 'a promise was left alone, or Node warned');
    });
  }

  it('leaves out no method of AzureApi and of the interfaces in it', function () {
    if (onlyOperation !== '') this.skip(); // some of them say nothing about all
    const used = new Set(fixtures.flatMap(fixture => [...fixture.used]));
    const [fixture] = fixtures;
    assert.ok(fixture);
    assert.deepEqual(
      apiMethods(fixture).filter(method => !used.has(method)),
      [],
    );
  });

  it('leaves no timer and no socket behind', async () => {
    await Promise.all(fixtures.splice(0).map(({ emulator }) => emulator.close()));
    await flushEventLoop();
    assert.deepEqual(handles.left(), []);
  });
});

/** Closed sockets are gone some turns of the event loop later. */
async function flushEventLoop(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise(resolve => setImmediate(resolve));
}
