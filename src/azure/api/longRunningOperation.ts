/**
 * Long-running operations, reported poll by poll. `@azure/core-lro` knows where to poll (its header order) and when it
 * is over; the waiting is ours, by the `Clock`, and so is the failure: the poller's own error has no code.
 */
import { createHttpPoller, type LongRunningOperation } from '@azure/core-lro';
import type { HttpMethods } from '@azure/core-rest-pipeline';
import { assertStatusIsText, lroResponse, pollIntervalOf, pollThroughOutages } from './operationPolling.ts';
import { readEvents } from './readGroup.ts';
import { isWrapperCode } from '../errors/armErrorBody.ts';
import { codeAndMessageOf, errorKind } from '../errors/errorMapping.ts';
import type { ArmClient, RawAnswer } from '../http/armClient.ts';
import { asString } from '../http/readJson.ts';
import type { Progress } from '../../core/azureApi.ts';
import type { Clock } from '../../core/clock.ts';
import { AciError, errorKindOfText } from '../../core/errors.ts';
import { asObject, asObjects, isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { ContainerEvent, GroupRef } from '../../core/model/containerGroup.ts';

export interface ArmOperation {
  readonly ref: GroupRef;
  readonly method: HttpMethods;
  /** The path that is polled and read where no header says otherwise. */
  readonly path: string;
  /** The request that starts it. */
  start(): Promise<RawAnswer>;
}

/** Starts an operation and yields its progress until it is done. Throws the failure that Azure reports. */
export async function* runOperation(
  arm: ArmClient,
  clock: Clock,
  operation: ArmOperation,
  signal: AbortSignal,
): AsyncGenerator<Progress, void, undefined> {
  const { ref, method, path } = operation;
  /** The last answer of the operation itself; and, once it has succeeded, the group it left behind. */
  let last: RawAnswer | undefined;
  let group: RawAnswer | undefined;
  /** Where the operation's status is a text. Without any, the poller would take it for a success. */
  let statusUrl: string | undefined;

  const lro: LongRunningOperation<undefined> = {
    requestMethod: method,
    requestPath: path,
    sendInitialRequest: async () => {
      last = await operation.start();
      statusUrl = last.headers.get('azure-asyncoperation') ?? last.headers.get('operation-location');
      return lroResponse(last);
    },
    sendPollRequest: async url => {
      const answer = await arm.send(ref, { method: 'GET', path: url }, signal);
      if (url === statusUrl) assertStatusIsText(answer);
      if (url === path) group = answer;
      else last = answer;
      return lroResponse(answer);
    },
  };
  const poller = await arm.withMappedErrors(signal, () =>
    createHttpPoller(lro, { resolveOnUnsuccessful: true }),
  );
  let events: readonly ContainerEvent[] = [];
  for (;;) {
    const { status } = poller.getOperationState();
    const answer = group ?? last;
    const failed = group && provisioningFailure(group);
    if (failed) throw failed;
    if (status === 'failed' || status === 'canceled') throw failureOf(last);
    const done = poller.isDone();
    const hasNoEvents = done || method === 'DELETE';
    events = eventsOf(answer) ?? (hasNoEvents ? undefined : await lookUpEvents(arm, ref, signal)) ?? events;
    yield { status: done ? 'Succeeded' : statusOf(answer), events, done };
    if (done) return;
    await pollThroughOutages(
      () => arm.withMappedErrors(signal, () => poller.poll()),
      pollIntervalOf(answer, clock),
      clock,
      signal,
    );
  }
}

/** A poll body's `status`, or a group's `provisioningState`. */
function statusOf(answer: RawAnswer | undefined): string {
  const body = asObject(answer?.body);
  return asString(body['status']) ?? asString(asObject(body['properties'])['provisioningState']) ?? 'Pending';
}

/** A poll body's events; a group's own and its containers'. Undefined where the answer knows of none at all. */
function eventsOf(answer: RawAnswer | undefined): readonly ContainerEvent[] | undefined {
  const body = asObject(answer?.body);
  const properties = asObject(body['properties']);
  if (Array.isArray(properties['events'])) return inOrder(readEvents(properties['events']));
  return Array.isArray(properties['containers']) ? groupEvents(properties) : undefined;
}

function groupEvents(properties: JsonObject): readonly ContainerEvent[] {
  const views: (Json | undefined)[] = ['initContainers', 'containers'].flatMap(key =>
    asObjects(properties[key]).map(container => asObject(container['properties'])['instanceView']),
  );
  return inOrder(
    [properties['instanceView'], ...views].flatMap(view => readEvents(asObject(view)['events'])),
  );
}

function inOrder(events: readonly ContainerEvent[]): readonly ContainerEvent[] {
  return events.toSorted((a, b) => (a.firstTimestamp ?? 0) - (b.firstTimestamp ?? 0));
}

/** The events of a group whose poll answers carry none. That they can't be read isn't the operation's failure. */
async function lookUpEvents(
  arm: ArmClient,
  { subscriptionId, resourceGroup, name }: GroupRef,
  signal: AbortSignal,
): Promise<readonly ContainerEvent[] | undefined> {
  try {
    const { containerGroups } = arm.sdkClient(subscriptionId, 'user');
    const { body } = await arm.readRaw(signal, options => containerGroups.get(resourceGroup, name, options));
    return isObject(body) ? groupEvents(asObject(body['properties'])) : undefined;
  } catch (error) {
    if (error instanceof AciError) return undefined;
    throw error;
  }
}

/** Why the operation failed: its error, or where that says nothing, its last warning. */
function failureOf(answer: RawAnswer | undefined): AciError {
  const body = asObject(answer?.body);
  const properties = asObject(body['properties']);
  const { code, message } = codeAndMessageOf(
    body['error'] ?? properties['error'] ?? properties['statusMessage'],
  );
  const warning =
    isWrapperCode(code) && !errorKindOfText(message ?? '') ? lastWarning(eventsOf(answer)) : undefined;
  const texts = [message, message?.includes(warning ?? '') ? undefined : warning];
  const text = texts.filter(text => text !== undefined).join(' ') || `Azure reports that it ${ended(body)}.`;
  return new AciError(errorKind(code, undefined, text), text, {
    code,
    requestId: answer?.headers.get('x-ms-request-id'),
  });
}

function ended({ status }: JsonObject): string {
  return /^cancell?ed$/i.test(asString(status) ?? '') ? 'was canceled' : 'failed';
}

/** The operation succeeded, but the group it left behind says that it failed: its last warning says why. */
function provisioningFailure(answer: RawAnswer): AciError | undefined {
  const properties = asObject(asObject(answer.body)['properties']);
  if (asString(properties['provisioningState'])?.toLowerCase() !== 'failed') return undefined;
  const message = lastWarning(groupEvents(properties)) ?? 'The container group could not be provisioned.';
  return new AciError(errorKindOfText(message) ?? 'failed', message, {
    code: 'ProvisioningFailed',
    requestId: answer.headers.get('x-ms-request-id'),
  });
}

function lastWarning(events: readonly ContainerEvent[] | undefined): string | undefined {
  return events?.findLast(({ type }) => type === 'Warning')?.message;
}
