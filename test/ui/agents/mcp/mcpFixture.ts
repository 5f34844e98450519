/** The MCP server over the real SDK and a real emulator, and the official client on the other side. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import {
  type CallToolResult,
  ElicitRequestSchema,
  type ElicitRequest,
  type ElicitResult,
} from '@modelcontextprotocol/sdk/types.js';
import { createMcpServer } from '../../../../src/ui/agents/mcp/createMcpServer.ts';
import type { McpContext } from '../../../../src/ui/agents/mcp/mcpContext.ts';
import { type AgentFixture, openAgentFixture } from '../agentFixture.ts';
import { type SampleOperations, sampleOperations } from './sampleOperations.ts';

/** Someone at a client that can show a form. */
export type AnswerForm = (params: ElicitRequest['params']) => ElicitResult;

export interface McpFixture {
  readonly fixture: AgentFixture;
  readonly sample: SampleOperations;
  readonly context: McpContext;
  readonly logged: string[];
  /** Why changes are forbidden, from now on. */
  forbidden: string | undefined;
  /** A client with a session of its own. */
  connect(answerForm?: AnswerForm): Promise<Client>;
  close(): Promise<void>;
}

export async function openMcpFixture(): Promise<McpFixture> {
  const fixture = await openAgentFixture();
  const sample = sampleOperations();
  const logged: string[] = [];
  const clients: Client[] = [];
  const mcp: McpFixture = {
    ...{ fixture, sample, logged, forbidden: undefined },
    context: {
      operations: sample.operations,
      operationDeps: () => Promise.resolve(fixture.deps),
      changesForbidden: () => mcp.forbidden,
      clock: fixture.world.clock,
      version: '1.2.3',
      log: message => void logged.push(message),
    },
    async connect(answerForm) {
      const client = createClient(answerForm);
      clients.push(client);
      const [here, there] = InMemoryTransport.createLinkedPair();
      await createMcpServer(mcp.context).connect(there);
      await client.connect(here);
      return client;
    },
    async close() {
      await Promise.all(clients.map(client => client.close()));
      await fixture.close();
    },
  };
  return mcp;
}

/** Whoever answers forms can show them. */
export function createClient(answerForm?: AnswerForm): Client {
  const capabilities = answerForm ? { elicitation: { form: {} } } : {};
  const client = new Client({ name: 'test', version: '1' }, { capabilities });
  if (answerForm) client.setRequestHandler(ElicitRequestSchema, ({ params }) => answerForm(params));
  return client;
}

export async function call(
  client: Client,
  name: string,
  args: Record<string, unknown> = {},
): Promise<CallToolResult> {
  return (await client.callTool({ name, arguments: args })) as CallToolResult;
}

export function textOf({ content }: Pick<CallToolResult, 'content'>): string {
  return content.map(each => (each.type === 'text' ? each.text : '')).join('\n');
}
