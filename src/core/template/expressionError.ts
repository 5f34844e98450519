import type { ExpressionFault } from './templateProblem.ts';

/** An expression that can't be worked out. Without a fault it was told of elsewhere already. */
export class ExpressionError extends Error {
  readonly fault: ExpressionFault | undefined;
  constructor(fault: ExpressionFault | undefined) {
    super(fault?.kind ?? 'told of already');
    this.fault = fault;
  }
}
