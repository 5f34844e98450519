/** Applies the fault of a request to its response. */
import type { ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import type { Faults, RequestFault } from './faults.ts';

export interface FaultContext {
  readonly faults: Faults;
  readonly clock: Clock;
  readonly outgoing: ServerResponse;
  /** Records the request with this status; 0: it got no whole response. */
  readonly recordRequest: (status: number) => void;
}

/** A response ready to be sent. */
export interface OutgoingResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: string | Buffer;
}

/** Applies faults that come before the route. Returns whether the request is done with. */
export async function applyFaultBefore(
  fault: RequestFault,
  { faults, clock, outgoing, recordRequest }: FaultContext,
): Promise<boolean> {
  if (fault.kind === 'delay') {
    await new Promise<void>(resolve => {
      const cancel = clock.after(fault.ms, resolve);
      outgoing.once('close', () => {
        cancel();
        resolve();
      });
      faults.onWait('delay');
    });
    return false;
  }
  if (fault.kind === 'hang' && !fault.acted) {
    recordRequest(0);
    faults.hang(outgoing);
    return true;
  }
  if (fault.kind === 'reset' && fault.at === 'arrival') {
    recordRequest(0);
    outgoing.destroy();
    return true;
  }
  return false;
}

/** Applies faults to what the route has answered. Returns whether the request is done with. */
export function applyFaultAfter(
  fault: RequestFault,
  { status, headers, content }: OutgoingResponse,
  { faults, outgoing, recordRequest }: FaultContext,
): boolean {
  switch (fault.kind) {
    case 'hang':
      recordRequest(0);
      faults.hang(outgoing);
      return true;
    case 'reset': {
      recordRequest(0);
      if (fault.at === 'beforeHeaders') {
        outgoing.destroy();
        return true;
      }
      const part = fault.at === 'halfBody' ? halfOf(content) : '';
      // Something is always missing, even of an answer without a body.
      const length = Math.max(Buffer.byteLength(content), 1) + (part.length === content.length ? 1 : 0);
      outgoing.writeHead(status === 204 ? 200 : status, { ...headers, 'content-length': String(length) });
      outgoing.flushHeaders();
      outgoing.write(part, () => outgoing.destroy());
      return true;
    }
    case 'body': {
      recordRequest(status);
      const { text = content, contentType = 'application/json; charset=utf-8' } = fault;
      const length = String(Buffer.byteLength(text));
      outgoing.writeHead(status === 204 ? 200 : status, {
        ...headers,
        'content-type': contentType,
        'content-length': length,
      });
      outgoing.end(text);
      return true;
    }
    case 'answer':
    case 'intercepted':
    case 'expiredToken':
    case 'delay':
      return false;
  }
}

function halfOf(content: string | Buffer): string | Buffer {
  const length = Math.ceil(content.length / 2);
  return typeof content === 'string' ? content.slice(0, length) : content.subarray(0, length);
}
