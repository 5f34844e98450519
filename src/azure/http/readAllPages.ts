import type { ArmClient, TokenScope } from './armClient.ts';
import type { RequestPriority } from './requestScheduler.ts';
import type { JsonObject } from '../../core/json.ts';

/** The rows of every page together. */
export async function readAllPages(
  arm: ArmClient,
  tokenScope: TokenScope,
  path: string,
  signal: AbortSignal,
  priority?: RequestPriority,
): Promise<readonly JsonObject[]> {
  const rows: JsonObject[] = [];
  for await (const page of arm.pages(tokenScope, path, signal, priority)) rows.push(...page);
  return rows;
}
