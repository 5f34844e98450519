import assert from 'node:assert/strict';
import fc from 'fast-check';
import { playCase, undisturbed } from './playCase.ts';
import { isStress, seed } from '../randomSeed.ts';
import { faultKinds, type FaultKind } from './faultKinds.ts';
import type { FaultOperation } from './faultOperation.ts';
import { operations } from './operations.ts';
import { type DanglingHandles, watchForDanglingHandles } from './danglingHandles.ts';
import { portMethods, openFaultFixture, type FaultFixture } from './faultFixture.ts';

/** `FAULT_OPERATION` and `FAULT_KIND` (parts of names) play these cases; `npm run test:stress` plays all of them. */
const onlyOperation = process.env['FAULT_OPERATION'] ?? '';
const onlyKind = process.env['FAULT_KIND'] ?? '';
const isWhole = isStress || onlyOperation !== '' || onlyKind !== '';
/** So many faults for each operation where not all are played: others in each run. */
const some = 16;
const workers = isWhole ? 6 : 3;

function applies(operation: FaultOperation, fault: FaultKind): boolean {
  if (fault.on === 'sockets') {
    // Nobody can tell a lie from the truth where nothing else says what was written.
    return operation.sockets !== undefined && !(fault.lies === true && operation.sockets !== 'follow');
  }
  return true;
}

function chosen(faults: readonly FaultKind[], from: number): readonly FaultKind[] {
  const part = fc.shuffledSubarray([...faults], { minLength: some, maxLength: some });
  return fc.sample(part, { seed: from, numRuns: 1 })[0] ?? [];
}

describe('Every operation under every fault', () => {
  const worlds: FaultFixture[] = [];
  let strays: DanglingHandles;
  const total = { cases: 0, struck: 0, failed: 0 };

  before(async () => {
    await aMoment();
    strays = watchForDanglingHandles();
    for (let n = 0; n < workers; n++) worlds.push(await openFaultFixture());
  });
  after(async () => {
    strays.stop();
    await Promise.all(worlds.map(({ emulator }) => emulator.close()));
    const { cases, struck, failed } = total;
    const faults = faultKinds.length;
    console.log(
      `    ${operations.length} operations × ${faults} faults ${isWhole ? '' : `, of which ${some} each`}: ${cases} cases (${struck} struck), ${cases - failed} passed, ${failed} failed (seed ${seed})`,
    );
  });

  for (const [nth, operation] of operations.entries()) {
    if (!operation.name.includes(onlyOperation)) continue;
    const applying = faultKinds.filter(fault => applies(operation, fault) && fault.name.includes(onlyKind));
    const faults = isWhole ? applying : chosen(applying, seed + nth);
    it(`${operation.name}: says what is true, or that it isn't known, under ${faults.length} faults`, async function () {
      this.timeout(1_200_000);
      const expected = await Promise.all(worlds.map(world => undisturbed(world, operation)));
      const failures: string[] = [];
      const queue = [...faults];
      await Promise.all(
        worlds.map(async (world, place) => {
          for (let fault = queue.shift(); fault; fault = queue.shift()) {
            total.cases++;
            try {
              if ((await playCase(world, operation, fault, expected[place])) === 'struck') total.struck++;
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
      assert.deepEqual(strays.noticed, [], 'a promise was left alone, or Node warned');
    });
  }

  it('leaves out nothing that Aci and Access can do', function () {
    if (onlyOperation !== '') this.skip(); // some of them say nothing about all
    const used = new Set(worlds.flatMap(world => [...world.used]));
    const [world] = worlds;
    assert.ok(world);
    assert.deepEqual(
      portMethods(world).filter(ability => !used.has(ability)),
      [],
    );
  });

  it('leaves no timer and no socket behind', async () => {
    await Promise.all(worlds.splice(0).map(({ emulator }) => emulator.close()));
    await aMoment();
    assert.deepEqual(strays.left(), []);
  });
});

/** Closed sockets are gone in the turn after next. */
async function aMoment(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise(resolve => setImmediate(resolve));
}
