/** Why an expression of a template has no value. */

/** The words are Azure Resource Manager's, without what it puts around them. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

/** A value that is known only once other resources have been deployed. */
export class NotYetKnownError extends ExpressionError {}

/** What ARM appends to errors of expressions and functions. */
export const functionsHelp = 'Please see https://aka.ms/arm-functions for usage details.';
