/** Why a deployment failed, as an error of ours. */
import * as l10n from '@vscode/l10n';
import { type InnermostError, innermostErrorsOf } from '../../core/deployments/innermostErrors.ts';
import type { DeploymentProgress } from '../../core/deployments/progress.ts';
import { AciError, errorKindOfText } from '../../core/errors.ts';

/** What Azure says of a deployment that failed: its innermost codes and messages, with the whole behind. */
export function failureOf({ deployment, operations }: DeploymentProgress): AciError {
  const causes = innermostErrorsOf(deployment.error, operations);
  const [first] = causes;
  if (!first)
    return new AciError('failed', l10n.t('Azure does not say why.'), { armError: deployment.error });
  const kinds = causes.map(({ message }) => errorKindOfText(message));
  const kind = kinds.find(known => known !== undefined) ?? 'failed';
  const message = [...new Set(causes.map(causeText))].join(' ');
  return new AciError(kind, message, { code: first.code, armError: deployment.error });
}

/** `InaccessibleImage: The image …` */
export function causeText({ code, message }: Pick<InnermostError, 'code' | 'message'>): string {
  return code === '' || message === '' ? `${code}${message}` : `${code}: ${message}`;
}
