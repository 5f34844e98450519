/** Long-running operations on container groups, which `Azure-AsyncOperation` refers to. */
import type { Operation, RunningGroup } from '../../containers/runtime.ts';
import { ArmError } from '../armError.ts';
import type { Group } from '../estate.ts';
import type { Json, JsonObject } from '../../json.ts';
import { groupId } from './groupId.ts';

interface Entry {
  readonly groupId: string;
  readonly operation: Operation;
  readonly running: RunningGroup;
}

export class AsyncOperations {
  readonly #entries = new Map<string, Entry>();

  /** Headers of the answer that begins an operation; its id is also the request's. */
  begin(group: Group, operation: Operation, origin: string): Record<string, string> {
    this.#entries.set(operation.id, { groupId: groupId(group), operation, running: group.running });
    const location = `${origin}/subscriptions/${group.subscriptionId}/providers/Microsoft.ContainerInstance/locations/${group.location}`;
    return {
      'azure-asyncoperation': `${location}/operations/${operation.id}?api-version=2018-06-01`,
      'x-ms-request-id': `${group.location}:${operation.id}`,
    };
  }

  /** The body of a poll. Throws 404 for an unknown operation. */
  poll(id: string): JsonObject {
    const entry = this.#entries.get(id);
    if (!entry) throw new ArmError(404, 'OperationNotFound', `The operation '${id}' was not found.`);
    const { operation, running } = entry;
    const events: Json[] = running.events();
    return {
      id: entry.groupId,
      status: operation.status,
      startTime: preciseTime(operation.startTime),
      properties: { events },
      ...(operation.error && { error: { ...operation.error } }),
    };
  }
}

/** Seven digits after the point, as the service writes its own times. */
function preciseTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '0000Z');
}
