/** Resources that a test wants slow, or to fail. */

export interface ResourceFault {
  /** Matched against the ids of resources that a deployment makes. */
  readonly resource: RegExp;
  /** How much longer the resource takes, in ms. */
  readonly delayMs?: number;
  readonly error?: {
    readonly status: number;
    readonly code: string;
    readonly message: string;
    /** `request` (the default): the provider refuses it; `operation`: it fails after it was accepted. */
    readonly at?: 'request' | 'operation';
  };
}

export function faultOf(faults: readonly ResourceFault[], id: string): ResourceFault | undefined {
  return faults.find(each => each.resource.test(id));
}
