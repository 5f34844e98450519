import type { DeploymentError } from '../../core/deployments/deploymentsApi.ts';
import type { AciError } from '../../core/errors.ts';

/**
 * An error as the extension log keeps it. Azure's own words stay as they are; those of a defect may quote what was
 * worked on, a password say, so nothing quoted is kept of them.
 */
export function errorLogLines(what: string, error: AciError): readonly string[] {
  const facts = [
    `kind ${error.kind}`,
    error.status === undefined ? undefined : `status ${error.status}`,
    error.code === undefined ? undefined : `code ${error.code}`,
    error.requestId === undefined ? undefined : `request id ${error.requestId}`,
  ].filter(fact => fact !== undefined);
  const isDefect = error.kind === 'unexpected';
  const message = isDefect ? withoutQuotes(error.message) : error.message;
  return [
    `${what}: ${message} [${facts.join(', ')}]`,
    ...(isDefect ? defectLines(error.cause) : []),
    ...(error.armError && error.armError.details.length > 0 ? armErrorLines(error.armError, 1) : []),
  ];
}

/** Azure's error with all that is inside it, each level further in. */
function armErrorLines(
  { code, message, target, details }: DeploymentError,
  depth: number,
): readonly string[] {
  const about = target === undefined ? '' : ` [${target}]`;
  return [
    `${'  '.repeat(depth)}${code}: ${message}${about}`,
    ...details.flatMap(detail => armErrorLines(detail, depth + 1)),
  ];
}

/** What kind of error it was, and where. */
function defectLines(cause: unknown): readonly string[] {
  if (!(cause instanceof Error)) return [];
  const withoutMessage = cause.stack?.replace(cause.message, () => '') ?? '';
  const frames = withoutMessage.split('\n').filter(line => /^\s+at /.test(line));
  return [[cause.name, ...frames].join('\n')];
}

function withoutQuotes(text: string): string {
  return text.replace(/["'`].*["'`]/s, '"…"');
}
