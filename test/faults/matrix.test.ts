import assert from 'node:assert/strict';
import { playCase, undisturbed } from './case.ts';
import { faultKinds, type FaultKind } from './kinds.ts';
import { type Operation, operations } from './operations.ts';
import { openWorld, type World } from './world.ts';

/** `FAULT_OPERATION` and `FAULT_KIND` (parts of names) play some of the cases only. */
const onlyOperation = process.env['FAULT_OPERATION'] ?? '';
const onlyKind = process.env['FAULT_KIND'] ?? '';
const workers = 4;

function applies(operation: Operation, fault: FaultKind): boolean {
  if (fault.on === 'sockets') {
    // Nobody can tell a lie from the truth where nothing else says what was written.
    return operation.sockets !== undefined && !(fault.lies === true && operation.sockets !== 'follow');
  }
  return true;
}

describe('Every operation under every fault', () => {
  const worlds: World[] = [];
  const stray: unknown[] = [];
  const noticed = (error: unknown) => stray.push(error);
  const total = { cases: 0, struck: 0, failed: 0 };

  before(async () => {
    process.prependListener('unhandledRejection', noticed);
    process.on('warning', noticed);
    for (let n = 0; n < workers; n++) worlds.push(await openWorld());
  });
  after(async () => {
    await Promise.all(worlds.map(({ emulator }) => emulator.close()));
    process.off('unhandledRejection', noticed);
    process.off('warning', noticed);
    const { cases, struck, failed } = total;
    const faults = faultKinds.length;
    console.log(
      `    ${operations.length} operations × ${faults} faults = ${cases} cases that apply (${struck} struck), ${cases - failed} passed, ${failed} failed`,
    );
  });

  for (const operation of operations.filter(({ name }) => name.includes(onlyOperation))) {
    const faults = faultKinds.filter(fault => applies(operation, fault) && fault.name.includes(onlyKind));
    it(`${operation.name}: says what is true, or that it isn't known, under ${faults.length} faults`, async function () {
      this.timeout(60_000);
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
      assert.deepEqual(stray, [], 'a promise was left alone, or Node warned');
    });
  }
});
