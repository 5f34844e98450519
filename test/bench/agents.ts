/**
 * What agents read: tokens of what they are told of each tool, and of its answer where there are 10 groups and where
 * there are 10,000. A token is taken for four bytes. What the MCP server loads is among the chunks of `bundle`.
 */
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../src/azure/credentials/emulatorCredentials.ts';
import { PermissionCache } from '../../src/core/access/permissionCache.ts';
import { systemClock } from '../../src/core/clock.ts';
import { asText, isList, type JsonObject } from '../../src/core/json.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { readSubscriptions } from '../../src/ui/account/readSubscriptions.ts';
import type { Operation } from '../../src/ui/agents/operation.ts';
import type { OperationDeps } from '../../src/ui/agents/operationDeps.ts';
import { OperationError } from '../../src/ui/agents/operationError.ts';
import { operations } from '../../src/ui/agents/operations.ts';
import { listGroups } from '../../src/ui/agents/operations/listGroups.ts';
import { cloudOf } from '../cloudOf.ts';
import { emulatorPrices } from '../ui/cost/emulatorPrices.ts';
import { preflightOf } from '../ui/preflight/preflightOf.ts';
import budget from './budget.json' with { type: 'json' };
import { type EstateShape, estateSeed } from './estate/seed.ts';
import type { Figure } from './figure.ts';

const few: EstateShape = { subscriptions: 1, resourceGroups: 1, groups: 10 };
const many: EstateShape = { subscriptions: 50, resourceGroups: 20, groups: 10 };

export async function agentFigures(): Promise<readonly Figure[]> {
  return [...toolFigures(), ...(await answerFigures(few)), ...(await answerFigures(many))];
}

/** What a model is told of the tools, in each conversation. */
export function toolFigures(): readonly Figure[] {
  const { tool, allTools } = budget.agents;
  const sizes = operations.map(({ name, description, inputSchema }) => ({
    name,
    value: tokens(JSON.stringify({ name, description, inputSchema })),
  }));
  const all = sizes.reduce((sum, { value }) => sum + value, 0);
  return [
    ...sizes.map(({ name, value }): Figure => figure(`${name}.tool`, value, tool)),
    figure('allTools', all, allTools),
  ];
}

/** What it is answered: of operations that take no more than the name of a group. */
export async function answerFigures(shape: EstateShape): Promise<readonly Figure[]> {
  const emulator = await startEmulator({
    seed: estateSeed(shape),
    switches: { arm: { throttling: false } },
  });
  try {
    const aci = createAzureApi(cloudOf(emulator), emulatorCredentials(emulator));
    const deps: OperationDeps = {
      ...{ aci, cloud: 'emulator', clock: systemClock, preflight: preflightOf(aci) },
      permissions: new PermissionCache(aci.access, systemClock),
      prices: emulatorPrices(emulator, systemClock),
      subscriptions: signal => readSubscriptions(aci, signal),
      imageConfig: () => Promise.resolve(undefined),
      refreshGroup: () => undefined,
    };
    const { data } = await listGroups.run(deps, {}, neverAborts(), () => undefined);
    const first = (data['groups'] as unknown as readonly { readonly group: string }[])[0]?.group ?? '';
    const count = shape.subscriptions * shape.resourceGroups * shape.groups;
    const figures: Figure[] = [];
    for (const operation of operations) {
      const answered = await answerOf(operation, deps, first);
      if (answered === undefined) continue;
      figures.push(figure(`${operation.name}.answer.${count}`, tokens(answered), budget.agents.answer));
    }
    return figures;
  } finally {
    await emulator.close();
  }
}

/** The text of its answer, or of its plan; undefined where it needs other arguments. */
async function answerOf(
  operation: Operation,
  deps: OperationDeps,
  group: string,
): Promise<string | undefined> {
  const needs = operation.inputSchema['required'];
  const required = isList(needs) ? needs.map(asText) : [];
  if (required.some(name => name !== 'group')) return undefined;
  const input: JsonObject = required.includes('group') ? { group } : {};
  const args = [deps, input, neverAborts(), () => undefined] as const;
  try {
    if (operation.effect === 'read') return (await operation.run(...args)).text;
    const { question, details } = await operation.plan(...args);
    return [question, ...details].join('\n');
  } catch (error) {
    // A group that runs is not to be started, and some arguments are needed only together.
    if (error instanceof OperationError) return error.message;
    throw error;
  }
}

function figure(name: string, value: number, most: number): Figure {
  return { name: `agents.${name}`, value, unit: 'tokens', goal: `≤ ${most}` };
}

function tokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 4);
}
