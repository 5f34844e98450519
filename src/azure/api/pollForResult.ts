/** Requests whose answer may come later: at `Location`, or at `Azure-AsyncOperation` and then `Location`. */
import { createHttpPoller } from '@azure/core-lro';
import { assertStatusIsText, lroResponse, pollIntervalOf, pollThroughOutages } from './operationPolling.ts';
import { errorOfBody } from '../errors/errorMapping.ts';
import type { ArmClient, RawAnswer, RawRequest, TokenScope } from '../http/armClient.ts';
import type { Clock } from '../../core/clock.ts';
import { asObject, asText } from '../../core/json.ts';

/**
 * Sends a POST and resolves to the answer that has its result. Throws the failure that the request or the operation
 * ends with.
 */
export async function pollForResult(
  arm: ArmClient,
  clock: Clock,
  tokenScope: TokenScope,
  request: RawRequest,
  signal: AbortSignal,
): Promise<RawAnswer> {
  let last = await arm.send(tokenScope, request, signal);
  const first = last;
  const statusUrl = first.headers.get('azure-asyncoperation') ?? first.headers.get('operation-location');
  const poller = await arm.withMappedErrors(signal, () =>
    createHttpPoller(
      {
        requestMethod: request.method,
        requestPath: request.path,
        sendInitialRequest: () => Promise.resolve(lroResponse(first)),
        sendPollRequest: async url => {
          last = await arm.send(tokenScope, { method: 'GET', path: url }, signal);
          if (url === statusUrl) assertStatusIsText(last);
          return lroResponse(last);
        },
      },
      { resolveOnUnsuccessful: true },
    ),
  );
  while (!poller.isDone()) {
    const poll = () => arm.withMappedErrors(signal, () => poller.poll());
    await pollThroughOutages(poll, pollIntervalOf(last, clock), clock, signal);
  }
  // A result may also say by itself that there is none.
  const { status, error } = asObject(last.body);
  if (error || /^(?:failed|cancell?ed)$/i.test(asText(status))) throw errorOfBody(last.body, last);
  return last;
}
