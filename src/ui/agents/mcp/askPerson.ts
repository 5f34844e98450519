/** Asks the person, by their MCP client, whether a plan is to be carried out. */
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { RequestId } from '@modelcontextprotocol/sdk/types.js';
import { type Plan, planLifetime } from '../operation.ts';

/** Whether the client can show a form to the person ("Elicitation"). */
export function canAskPerson(server: Server): boolean {
  return server.getClientCapabilities()?.elicitation?.form !== undefined;
}

/**
 * Whether the person agreed. Anything but a form that was sent with the box ticked is a no. Throws where the client
 * could not ask, or nobody answered within 10 minutes.
 */
export async function askPerson(
  server: Server,
  { question, details }: Pick<Plan, 'question' | 'details'>,
  relatedRequestId: RequestId,
  signal: AbortSignal,
): Promise<boolean> {
  const { action, content } = await server.elicitInput(
    {
      mode: 'form',
      message: [question, ...details].join('\n'),
      requestedSchema: {
        type: 'object',
        properties: { confirm: { type: 'boolean', title: question, default: false } },
        required: ['confirm'],
      },
    },
    { relatedRequestId, signal, timeout: planLifetime },
  );
  return action === 'accept' && content?.['confirm'] === true;
}
