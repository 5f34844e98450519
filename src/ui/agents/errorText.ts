/** What went wrong with a call, for a model: what is wrong, and what to try. */
import { AciError, toAciError } from '../../core/errors.ts';
import { errorAdvice } from '../shared/errorAdvice.ts';
import { OperationError } from './operationError.ts';
import { quoteUntrusted, untrustedLines } from './untrustedText.ts';

/** The most characters of Azure's own words. */
const longestMessage = 1_500;

/** Plain text, without secrets. Not for aborts: who aborted knows. */
export function errorText(error: unknown): string {
  if (error instanceof OperationError)
    return untrustedLines(error.message.split('\n'))
      .join('\n')
      .slice(0, longestMessage * 2);
  const { kind, message, code, requestId, host } = toAciError(error);
  const said = error instanceof AciError && kind !== 'doesNotFit' ? 'Azure said' : 'The message is';
  const named = code === undefined ? '' : ` (${code})`;
  return [
    errorAdvice(kind, host).sentence,
    ...(message === '' ? [] : [`${said}${named}: ${quoteUntrusted(message, longestMessage)}`]),
    ...(requestId === undefined ? [] : [`Request id: ${requestId}`]),
  ].join(' ');
}
