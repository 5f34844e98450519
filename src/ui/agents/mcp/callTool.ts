/** What becomes of `tools/call`. */
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { type CallToolResult, ErrorCode, McpError, type RequestId } from '@modelcontextprotocol/sdk/types.js';
import { isAbort } from '../../../core/errors.ts';
import { asText, type JsonObject } from '../../../core/json.ts';
import { errorText } from '../errorText.ts';
import type { Answer, Operation, ReportProgress } from '../operation.ts';
import { OperationError } from '../operationError.ts';
import { readInput } from '../readInput.ts';
import { askPerson, canAskPerson } from './askPerson.ts';
import type { McpContext } from './mcpContext.ts';
import type { PendingPlan, PendingPlans } from './pendingPlans.ts';
import { confirmPlan } from './toolDefinitions.ts';

export interface ToolCall {
  readonly name: string;
  /** As the client sent them. */
  readonly arguments: unknown;
  readonly requestId: RequestId;
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
}

/** The session that a call came in. */
export interface McpSession {
  readonly context: McpContext;
  readonly server: Server;
  readonly plans: PendingPlans;
}

/**
 * Runs a tool. What goes wrong in it is an answer, which a model can act on. Throws `McpError` where there is no such
 * tool, and the signal's reason.
 */
export async function callTool(session: McpSession, call: ToolCall): Promise<CallToolResult> {
  const run = toolNamed(session, call.name);
  try {
    return await run(call);
  } catch (error) {
    call.signal.throwIfAborted();
    if (isAbort(error)) throw error;
    return { isError: true, content: [{ type: 'text', text: errorText(error) }] };
  }
}

function toolNamed(session: McpSession, name: string): (call: ToolCall) => Promise<CallToolResult> {
  if (name === confirmPlan.name) return call => confirm(session, call);
  const operation = session.context.operations.find(each => each.name === name);
  if (!operation) throw new McpError(ErrorCode.InvalidParams, `There is no tool "${name}". Call tools/list.`);
  return call => runOperation(session, operation, call);
}

async function runOperation(
  session: McpSession,
  operation: Operation,
  call: ToolCall,
): Promise<CallToolResult> {
  const { context } = session;
  if (operation.effect !== 'read') throwIfForbidden(context);
  const input = readInput(operation, call.arguments);
  const deps = await context.operationDeps(call.signal);
  if (operation.effect === 'read') {
    const { text, data } = await operation.run(deps, input, call.signal, call.report);
    return answered(text, data);
  }
  const plan = await operation.plan(deps, input, call.signal, call.report);
  if (!canAskPerson(session.server)) return planned(session.plans.add(operation, plan));
  const isAgreed = await askPerson(session.server, plan, call.requestId, call.signal);
  if (!isAgreed) {
    const text = 'The person declined. Nothing was changed. Ask them what they want instead.';
    return answered(text, { outcome: 'declined' });
  }
  return carryOut(context, { operation, plan }, call);
}

async function confirm({ context, plans }: McpSession, call: ToolCall): Promise<CallToolResult> {
  throwIfForbidden(context);
  const { planId } = readInput(confirmPlan, call.arguments);
  return carryOut(context, plans.take(asText(planId)), call);
}

async function carryOut(
  context: McpContext,
  { plan }: Pick<PendingPlan, 'operation' | 'plan'>,
  { signal, report }: ToolCall,
): Promise<CallToolResult> {
  throwIfForbidden(context); // it may have been turned off while the person read
  signal.throwIfAborted();
  const { text, data }: Answer = await plan.carryOut(signal, report);
  return answered(text, { outcome: 'done', result: data });
}

function throwIfForbidden({ changesForbidden }: McpContext): void {
  const reason = changesForbidden();
  if (reason !== undefined) throw new OperationError(`${reason} Nothing was changed.`);
}

function planned({ id, plan, expiresAt }: PendingPlan): CallToolResult {
  const { question, details } = plan;
  const text = [
    'Nothing was changed. Show this to the person, as it is:',
    question,
    ...details,
    `Once they have agreed, call ${confirmPlan.name} with planId "${id}" (within 10 minutes, once).`,
  ].join('\n');
  return answered(text, {
    outcome: 'needsConfirmation',
    planId: id,
    question,
    details,
    expiresAt: new Date(expiresAt).toISOString(),
  });
}

function answered(text: string, data: JsonObject): CallToolResult {
  return { content: [{ type: 'text', text }], structuredContent: data };
}
