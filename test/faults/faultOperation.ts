/** What an operation of the matrix is, and where its operations find what they work on. */
import assert from 'node:assert/strict';
import { groupState } from '../../src/core/model/groupState.ts';
import type { GroupRef } from '../../src/core/model/containerGroup.ts';
import type { AzureApi } from '../../src/core/azureApi.ts';
import { type CaseContext, type CaseSetup, subscriptionId } from './faultFixture.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';

export interface FaultOperation extends CaseSetup {
  readonly name: string;
  /** Whether it changes the group under test. */
  readonly writes?: boolean;
  /** How many different things it may change (PUT, PATCH, DELETE). Default 1. */
  readonly changes?: number;
  /** Before the fault is injected: undoes what a former case has left. */
  readonly prepare?: (context: CaseContext) => void;
  readonly run: (context: CaseContext) => Promise<unknown>;
  /** Throws unless what `run` answered is true. Absent: it must be what is answered when nothing goes wrong. */
  readonly verify?: (answer: unknown, context: CaseContext, faultFreeAzure: AzureApi) => Promise<void>;
}

export const steady: GroupRef = { cloud: 'emulator', subscriptionId, resourceGroup: 'rg', name: 'steady' };

/** The state of a group in Azure. */
export async function stateOf(aci: AzureApi, ref: GroupRef): Promise<string> {
  try {
    return groupState(await aci.getGroup(ref, neverAborts()));
  } catch (error) {
    assert.ok(error instanceof Error && Reflect.get(error, 'kind') === 'notFound', String(error));
    return 'gone';
  }
}
