/** What is wrong with a call, in a sentence that a model can act on: what is wrong, and what to try. */
export class OperationError extends Error {
  override readonly name = 'OperationError';
  /** The argument that it is about. */
  readonly argument: string | undefined;

  constructor(message: string, argument?: string) {
    super(message);
    this.argument = argument;
  }
}
