/** What an MCP server is made of: one for the window, one for the program. */
import type { Clock } from '../../../core/clock.ts';
import type { Operation } from '../operation.ts';
import type { OperationDeps } from '../operationDeps.ts';

export interface McpContext {
  readonly operations: readonly Operation[];
  /** Never prompts. Throws `AciError` where nobody is signed in. */
  readonly operationDeps: (signal: AbortSignal) => Promise<OperationDeps>;
  /** Why agents may change nothing here, in a sentence; undefined where they may. Asked at every call. */
  readonly changesForbidden: () => string | undefined;
  readonly clock: Clock;
  /** Of the extension. */
  readonly version: string;
  /** Told of what a client did wrong, and of what is wrong in here. Never throws. */
  readonly log: (message: string) => void;
}
