/** Operations on the real SDK against a real emulator, whose time moves only when someone waits for it. */
import assert from 'node:assert/strict';
import type { GroupRef } from '../../../src/core/model/containerGroup.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import type { Answer, Operation, Plan } from '../../../src/ui/agents/operation.ts';
import type { OperationDeps } from '../../../src/ui/agents/operationDeps.ts';
import { readInput } from '../../../src/ui/agents/readInput.ts';
import { emulatorPrices } from '../cost/emulatorPrices.ts';
import { type CreateFixture, openCreateFixture, RecordingCreateScreen } from '../create/createFixture.ts';

export interface AgentFixture {
  readonly world: CreateFixture;
  readonly deps: OperationDeps;
  /** Groups that were said to have changed. */
  readonly refreshed: GroupRef[];
  /** What operations said while they ran. */
  readonly reported: string[];
  /** The arguments are checked as those of any caller. */
  read(operation: Operation, input?: unknown): Promise<Answer>;
  plan(operation: Operation, input?: unknown): Promise<Plan>;
  /** Plans it, and does it at once. */
  carryOut(operation: Operation, input?: unknown): Promise<Answer>;
  close(): Promise<void>;
}

export async function openAgentFixture(): Promise<AgentFixture> {
  const world = await openCreateFixture();
  const { aci, permissions, preflight, clock } = world.deps(new RecordingCreateScreen());
  const refreshed: GroupRef[] = [];
  const reported: string[] = [];
  const report = (message: string) => void reported.push(message);
  const deps: OperationDeps = {
    ...{ aci, permissions, preflight, clock, cloud: 'emulator' },
    prices: emulatorPrices(world.emulator, clock),
    subscriptions: world.context.subscriptions,
    imageConfig: () => Promise.resolve(undefined),
    refreshGroup: ref => void refreshed.push(ref),
  };
  const plan = async (operation: Operation, input?: unknown) => {
    assert.ok(operation.effect !== 'read');
    return operation.plan(deps, readInput(operation, input), neverAborts(), report);
  };
  return {
    ...{ world, deps, refreshed, reported, plan },
    async read(operation, input) {
      assert.ok(operation.effect === 'read');
      return await operation.run(deps, readInput(operation, input), neverAborts(), report);
    },
    async carryOut(operation, input) {
      return (await plan(operation, input)).carryOut(neverAborts(), report);
    },
    close: () => world.close(),
  };
}
