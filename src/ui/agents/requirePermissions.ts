import type { NamedAccessRequirement } from '../../core/access/accessRequirements.ts';
import { missingPermissionText } from '../access/messages.ts';
import { OperationError } from './operationError.ts';
import type { OperationDeps } from './operationDeps.ts';

/** Throws `OperationError` with what the account may not do, and the role that would allow it. */
export async function requirePermissions(
  { permissions }: Pick<OperationDeps, 'permissions'>,
  needs: readonly NamedAccessRequirement[],
  signal: AbortSignal,
): Promise<void> {
  const lacking = await permissions.findMissing(needs, signal);
  if (lacking.length === 0) return;
  const sentences = lacking.map(({ operation, name, scope }) =>
    missingPermissionText(operation, [name], scope),
  );
  throw new OperationError(sentences.join(' '));
}
