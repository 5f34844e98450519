import type { ExpressionFault } from './templateProblem.ts';

/** An expression that can't be evaluated. Without a fault it has been reported already. */
export class ExpressionError extends Error {
  readonly fault: ExpressionFault | undefined;
  constructor(fault: ExpressionFault | undefined) {
    super(fault?.kind ?? 'reported already');
    this.fault = fault;
  }
}
