/** The operations as tools of MCP (modelcontextprotocol.io, specification 2025-11-25, "Tools"). */
import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import type { JsonObject } from '../../../core/json.ts';
import type { Operation } from '../operation.ts';

/**
 * Their answers bring what containers and strangers wrote. VS Code has the person review what such a tool answers before
 * a model reads it.
 */
const bringsForeignText: ReadonlySet<string> = new Set([
  'diagnose',
  'inspect_group',
  'read_logs',
  'run_command',
  'run_job',
]);

/** The second step of a change, where the client can't ask the person. */
export const confirmPlan: Pick<Operation, 'name' | 'title' | 'description' | 'inputSchema'> = {
  name: 'confirm_plan',
  title: 'Carry out a plan',
  description:
    'Carries out a plan that another tool of this server answered (planId). Call it only after the person has seen the plan and agreed. A plan works once, for 10 minutes.',
  inputSchema: {
    type: 'object',
    properties: { planId: { type: 'string', description: 'As the tool answered it.' } },
    required: ['planId'],
    additionalProperties: false,
  },
};

/**
 * What is offered: everything, or what only reads. `confirmPlan` is offered where changes are, and the client can't ask
 * the person.
 */
export function toolsOf(
  operations: readonly Operation[],
  { allowsChanges, asksPerson }: { readonly allowsChanges: boolean; readonly asksPerson: boolean },
): readonly Tool[] {
  const offered = operations.filter(({ effect }) => effect === 'read' || allowsChanges).map(toolOf);
  return allowsChanges && !asksPerson ? [...offered, confirmTool] : offered;
}

function toolOf(operation: Operation): Tool {
  const { name, title, description, inputSchema, outputSchema, effect } = operation;
  return {
    ...{ name, title, description },
    inputSchema: inputSchema as Tool['inputSchema'],
    outputSchema: (effect === 'read' ? outputSchema : outcomeSchema(outputSchema)) as Tool['outputSchema'],
    annotations: {
      title,
      readOnlyHint: effect === 'read',
      destructiveHint: effect === 'destroy',
      idempotentHint: effect === 'read' || operation.isIdempotent,
      openWorldHint: bringsForeignText.has(name),
    },
  };
}

/** A change has become of a call, or a plan, or nothing. */
function outcomeSchema(result: JsonObject): JsonObject {
  return {
    type: 'object',
    properties: {
      outcome: { enum: ['done', 'needsConfirmation', 'declined'] },
      result,
      planId: { type: 'string' },
      question: { type: 'string' },
      details: { type: 'array', items: { type: 'string' } },
      expiresAt: { type: 'string' },
    },
    required: ['outcome'],
  };
}

const confirmTool: Tool = {
  name: confirmPlan.name,
  title: confirmPlan.title,
  description: confirmPlan.description,
  inputSchema: confirmPlan.inputSchema as Tool['inputSchema'],
  outputSchema: outcomeSchema({ type: 'object' }) as Tool['outputSchema'],
  annotations: {
    title: confirmPlan.title,
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: false,
    openWorldHint: true,
  },
};
