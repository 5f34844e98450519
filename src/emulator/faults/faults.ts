/** Failures to inject between a client and this Azure: which, for which requests, and how often. */
import type { ServerResponse } from 'node:http';
import type { Response } from '../arm/route.ts';

/** What happens to one request. */
export type RequestFault =
  /** ARM answers like this in place of its route. */
  | { readonly kind: 'answer'; readonly response: Response }
  /** Something on the way, a proxy or a captive portal, answers like this. */
  | { readonly kind: 'intercepted'; readonly response: Response }
  /** The bearer token counts as expired. */
  | { readonly kind: 'expiredToken' }
  /** Its route is called only after so many ms by the emulator's clock. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Never answered; `acted`: its route is called all the same. */
  | { readonly kind: 'hang'; readonly acted: boolean }
  /**
   * The connection is cut: on arrival, or after the route has acted: before the headers, after them, or in the middle
   * of the body.
   */
  | { readonly kind: 'reset'; readonly at: 'arrival' | 'beforeHeaders' | 'afterHeaders' | 'halfBody' }
  /** The route acts and its status is sent, but with this body (default: its own), said to be JSON by default. */
  | { readonly kind: 'body'; readonly text?: string; readonly contentType?: string };

/** What happens to one socket of `attach` or `exec`. */
export type SocketFault =
  /** The handshake is answered with an HTTP status. */
  | { readonly kind: 'refuse'; readonly status: number }
  /** The handshake is never answered. */
  | { readonly kind: 'mute' }
  /** Cut after so many bytes of output, in the middle of a frame where that is where they end. */
  | { readonly kind: 'drop'; readonly afterBytes: number }
  /** Closed in good order with this code, after so many bytes of output. */
  | { readonly kind: 'close'; readonly code: number; readonly afterBytes: number }
  /** Silent after so many bytes of output, but open, as when a laptop sleeps. */
  | { readonly kind: 'freeze'; readonly afterBytes: number }
  /** Each byte in a frame of its own. */
  | { readonly kind: 'oneByteFrames' }
  /** Each frame comes twice. */
  | { readonly kind: 'duplicateFrames' }
  /** Each frame comes so many ms late, by the emulator's clock. */
  | { readonly kind: 'lateFrames'; readonly ms: number }
  /** Bytes that are no frame. */
  | { readonly kind: 'garbage' };

/** Which requests a fault applies to, and how often. What is absent matches everything. */
export interface FaultMatch {
  readonly method?: string;
  /** Matched against path and query. */
  readonly path?: RegExp;
  /** How many matching requests pass first. Default 0. */
  readonly skip?: number;
  /** Default: as long as the fault is there. */
  readonly times?: number;
}

interface Rule<Fault> {
  readonly fault: Fault;
  readonly match: FaultMatch;
  seen: number;
}

/** The faults of one emulator. They may be added and cleared at any time. */
export class Faults {
  /** Ms by which this Azure's clocks (`Date`, tokens, logs, states) are ahead of the machine's; negative: behind. */
  clockSkewMs = 0;
  /** Called whenever a request or a handshake begins to wait for its answer, or is left without one. */
  onWait: (fault: 'delay' | 'hang' | 'mute') => void = () => undefined;
  readonly #requests: Rule<RequestFault>[] = [];
  readonly #sockets: Rule<SocketFault>[] = [];
  readonly #hanging = new Set<ServerResponse>();
  #appliedCount = 0;

  /** How many times a fault was applied. */
  get appliedCount(): number {
    return this.#appliedCount;
  }

  /** How many requests are left without an answer and still waited for. */
  get hangingCount(): number {
    return this.#hanging.size;
  }

  /** From now on `fault` applies to requests that match; the first one added wins. */
  add(fault: RequestFault, match: FaultMatch = {}): void {
    this.#requests.push({ fault, match, seen: 0 });
  }

  /** The same for the sockets of `attach` (paths `/logstream/…`) and `exec` (`/execstream/…`). */
  addToSockets(fault: SocketFault, match: Omit<FaultMatch, 'method'> = {}): void {
    this.#sockets.push({ fault, match, seen: 0 });
  }

  /** Removes all faults. Requests that hang stay so. */
  clear(): void {
    this.#requests.length = 0;
    this.#sockets.length = 0;
    this.clockSkewMs = 0;
  }

  /** The fault that applies to this request, if any; counts it. */
  takeForRequest(method: string, path: string): RequestFault | undefined {
    return this.#first(this.#requests, method, path);
  }

  /** The fault that applies to the socket that is being opened at this path, if any; counts it. */
  takeForSocket(path: string): SocketFault | undefined {
    return this.#first(this.#sockets, 'GET', path);
  }

  /** Leaves a request without an answer. */
  hang(outgoing: ServerResponse): void {
    this.#hanging.add(outgoing);
    outgoing.on('close', () => this.#hanging.delete(outgoing));
    this.onWait('hang');
  }

  /** Cuts the connections of all requests without an answer. */
  cutHanging(): void {
    for (const outgoing of this.#hanging) outgoing.destroy();
  }

  #first<Fault>(rules: readonly Rule<Fault>[], method: string, path: string): Fault | undefined {
    for (const rule of rules) {
      const { skip = 0, times = Infinity } = rule.match;
      if (!matches(rule.match, method, path)) continue;
      const nth = rule.seen++;
      if (nth < skip || nth >= skip + times) continue;
      this.#appliedCount++;
      return rule.fault;
    }
    return undefined;
  }
}

function matches({ method, path }: FaultMatch, ofMethod: string, ofPath: string): boolean {
  return (method === undefined || method === ofMethod) && (path === undefined || path.test(ofPath));
}
