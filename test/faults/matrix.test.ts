import assert from 'node:assert/strict';
import { playCase, undisturbed } from './case.ts';
import { faultKinds, type FaultKind, seed } from './kinds.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations.ts';
import { type Strays, watchForStrays } from './strays.ts';
import { abilities, openWorld, type World } from './world.ts';

/** `FAULT_OPERATION` and `FAULT_KIND` (parts of names) play some of the cases only. */
const onlyOperation = process.env['FAULT_OPERATION'] ?? '';
const onlyKind = process.env['FAULT_KIND'] ?? '';
const workers = 6;

function applies(operation: Operation, fault: FaultKind): boolean {
  if (fault.on === 'sockets') {
    // Nobody can tell a lie from the truth where nothing else says what was written.
    return operation.sockets !== undefined && !(fault.lies === true && operation.sockets !== 'follow');
  }
  return true;
}

describe('Every operation under every fault', () => {
  const worlds: World[] = [];
  let strays: Strays;
  const total = { cases: 0, struck: 0, failed: 0 };

  before(async () => {
    await aMoment();
    strays = watchForStrays();
    for (let n = 0; n < workers; n++) worlds.push(await openWorld());
  });
  after(async () => {
    strays.stop();
    await Promise.all(worlds.map(({ emulator }) => emulator.close()));
    const { cases, struck, failed } = total;
    const faults = faultKinds.length;
    console.log(
      `    ${operations.length} operations × ${faults} faults = ${cases} cases that apply (${struck} struck), ${cases - failed} passed, ${failed} failed (FAULT_SEED=${seed})`,
    );
  });

  for (const operation of operations.filter(({ name }) => name.includes(onlyOperation))) {
    const faults = faultKinds.filter(fault => applies(operation, fault) && fault.name.includes(onlyKind));
    it(`${operation.name}: says what is true, or that it isn't known, under ${faults.length} faults`, async function () {
      this.timeout(180_000);
      const expected = await Promise.all(worlds.map(world => undisturbed(world, operation)));
      const failures: string[] = [];
      const queue = [...faults];
      await Promise.all(
        worlds.map(async (world, nth) => {
          for (let fault = queue.shift(); fault; fault = queue.shift()) {
            total.cases++;
            try {
              if ((await playCase(world, operation, fault, expected[nth])) === 'struck') total.struck++;
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
      abilities(world).filter(ability => !used.has(ability)),
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
