import { isFatal } from '../../core/preflight/preflight.ts';
import type { PreflightSubject } from '../../core/preflight/plannedGroup.ts';
import { findingText, waitingText } from '../preflight/findingText.ts';
import type { ReportProgress } from './operation.ts';
import { OperationError } from './operationError.ts';
import type { OperationDeps } from './operationDeps.ts';

/**
 * What may stand in the way of the group, a sentence each. Throws `OperationError` where Azure or the registry says that
 * it can't run.
 */
export async function requireFit(
  { preflight }: Pick<OperationDeps, 'preflight'>,
  subject: PreflightSubject,
  signal: AbortSignal,
  report: ReportProgress,
): Promise<readonly string[]> {
  const findings = await preflight(subject, signal, waiting => {
    const text = waitingText(waiting);
    if (text !== '') report(text);
  });
  const stopping = findings.filter(isFatal);
  if (stopping.length > 0)
    throw new OperationError(
      `"${subject.ref.name}" does not fit; nothing was sent. ${stopping.map(findingText).join(' ')}`,
    );
  return findings.map(findingText);
}
