/** The fault switch: what goes wrong between a client and this Azure, where, and how often. */
import type { ServerResponse } from 'node:http';
import type { Response } from '../arm/route.ts';

/** What becomes of one request. */
export type RequestFault =
  /** ARM answers like this in place of its route. */
  | { readonly kind: 'answer'; readonly response: Response }
  /** Something on the way, a proxy or a captive portal, answers like this. */
  | { readonly kind: 'intercepted'; readonly response: Response }
  /** The bearer token counts as expired. */
  | { readonly kind: 'expiredToken' }
  /** Its route is asked only after so many ms by the emulator's clock. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Never answered; `acted`: its route has done what was asked all the same. */
  | { readonly kind: 'hang'; readonly acted: boolean }
  /**
   * The connection is cut: on arrival, or after the route has acted: before the headers, after them, or in the middle
   * of the body.
   */
  | { readonly kind: 'reset'; readonly at: 'arrival' | 'beforeHeaders' | 'afterHeaders' | 'halfBody' }
  /** The route acts and its status is sent, but with this body (default: its own), said to be JSON by default. */
  | { readonly kind: 'body'; readonly text?: string; readonly contentType?: string };

/** What becomes of one socket of `attach` or `exec`. */
export type SocketFault =
  /** The handshake is answered with an HTTP status. */
  | { readonly kind: 'refuse'; readonly status: number }
  /** The handshake is never answered. */
  | { readonly kind: 'mute' }
  /** Cut after so many bytes of output, in the middle of a frame where that is where they end. */
  | { readonly kind: 'drop'; readonly afterBytes: number }
  /** Closed in good order with this code, after so many bytes of output. */
  | { readonly kind: 'close'; readonly code: number; readonly afterBytes: number }
  /** Silent after so many bytes of output, but open, as after a laptop was shut. */
  | { readonly kind: 'freeze'; readonly afterBytes: number }
  /** Each byte in a frame of its own. */
  | { readonly kind: 'oneByteFrames' }
  /** Each frame comes twice. */
  | { readonly kind: 'duplicateFrames' }
  /** Each frame comes so many ms late, by the emulator's clock. */
  | { readonly kind: 'lateFrames'; readonly ms: number }
  /** Bytes that are no frame. */
  | { readonly kind: 'garbage' };

/** Where and how often a fault strikes. What is absent matches everything. */
export interface FaultMatch {
  readonly method?: string;
  /** Matched against path and query. */
  readonly path?: RegExp;
  /** So many that match are let pass first. Default 0. */
  readonly skip?: number;
  /** Default: as long as the fault is there. */
  readonly times?: number;
}

interface Rule<Fault> {
  readonly fault: Fault;
  readonly strikes: FaultMatch;
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
  #struck = 0;

  /** How many times a fault has struck. */
  get appliedCount(): number {
    return this.#struck;
  }

  /** How many requests are left without an answer and still waited for. */
  get hangingCount(): number {
    return this.#hanging.size;
  }

  /** From now on `fault` strikes requests; the first one added that matches counts. */
  add(fault: RequestFault, strikes: FaultMatch = {}): void {
    this.#requests.push({ fault, strikes, seen: 0 });
  }

  /** The same for the sockets of `attach` (paths `/logstream/…`) and `exec` (`/execstream/…`). */
  addToSockets(fault: SocketFault, strikes: Omit<FaultMatch, 'method'> = {}): void {
    this.#sockets.push({ fault, strikes, seen: 0 });
  }

  /** Everything works again. Requests without an answer stay so. */
  clear(): void {
    this.#requests.length = 0;
    this.#sockets.length = 0;
    this.clockSkewMs = 0;
  }

  /** The fault that strikes this request, if any. */
  takeForRequest(method: string, path: string): RequestFault | undefined {
    return this.#first(this.#requests, method, path);
  }

  /** The fault that strikes the socket that is being opened at this path, if any. */
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
      const { skip = 0, times = Infinity } = rule.strikes;
      if (!matches(rule.strikes, method, path)) continue;
      const nth = rule.seen++;
      if (nth < skip || nth >= skip + times) continue;
      this.#struck++;
      return rule.fault;
    }
    return undefined;
  }
}

function matches({ method, path }: FaultMatch, ofMethod: string, ofPath: string): boolean {
  return (method === undefined || method === ofMethod) && (path === undefined || path.test(ofPath));
}
