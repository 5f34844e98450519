import { AciError } from '../../core/errors.ts';

/** The error of an answer that is a success by its status, and can't be what was asked for by its content. */
export function malformedAnswer(
  message = 'Azure answered with something that makes no sense.',
  details?: { readonly status: number; readonly requestId: string | undefined },
): AciError {
  return new AciError('service', message, details);
}

/** The same about one thing, such as `'web'` (quoted) or `the log of 'web'`. */
export function malformedAnswerAbout(what: string): AciError {
  return malformedAnswer(`Azure's answer about ${what} makes no sense.`);
}
