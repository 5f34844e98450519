/** What is really wrong, out of an error that wraps others. */
import type { DeploymentError, DeploymentOperation, PolicyDenial } from './deploymentsApi.ts';

export interface InnermostError {
  readonly code: string;
  readonly message: string;
  /** As Azure names it: a resource id, a property, an output. */
  readonly target?: string;
  /** The resource that it is about: its own target, or that of an error around it. */
  readonly resourceId?: string;
  /** The policies that forbid it. */
  readonly policies?: readonly PolicyDenial[];
}

/** The errors that wrap no other, each once, in Azure's order. */
export function innermostErrors(error: DeploymentError): readonly InnermostError[] {
  return distinct(innermost(error, undefined));
}

/**
 * Those of a deployment and of its operations, each once. Operations know best which resource failed, so that an error
 * of theirs stands for the same one in the deployment's own error.
 */
export function innermostErrorsOf(
  error: DeploymentError | undefined,
  operations: readonly DeploymentOperation[],
): readonly InnermostError[] {
  const ofOperations = operations.flatMap(({ error: failure, target }) =>
    failure ? innermost(failure, target?.id) : [],
  );
  return distinct([...ofOperations, ...(error ? innermost(error, undefined) : [])]);
}

/** An error without a message says less than the one around it. */
function innermost(error: DeploymentError, around: string | undefined): readonly InnermostError[] {
  const { code, message, target, policies, details } = error;
  const resourceId = isResourceId(target) && !isDeployment(target, around) ? target : around;
  const inner = details.flatMap(each => innermost(each, resourceId)).filter(each => each.message !== '');
  if (inner.length > 0) return inner;
  const own = code === '' || message !== '' ? code : (details[0]?.code ?? code);
  return [
    {
      code: own,
      message,
      ...(target !== undefined && { target }),
      ...(resourceId !== undefined && { resourceId }),
      ...(policies && { policies }),
    },
  ];
}

/** The error of a whole deployment is named after the deployment: a resource known already says more. */
function isDeployment(target: string, around: string | undefined): boolean {
  return around !== undefined && deployment.test(target);
}

const deployment = /\/providers\/Microsoft\.Resources\/deployments\/[^/]+$/i;

function isResourceId(target: string | undefined): target is string {
  return target?.startsWith('/') === true;
}

/** One that is told of a resource and again of none, or of the deployment that the resource is in, is one error. */
function distinct(errors: readonly InnermostError[]): readonly InnermostError[] {
  const isVague = ({ resourceId }: InnermostError) => resourceId === undefined || deployment.test(resourceId);
  const sayTheSame = (one: InnermostError, other: InnermostError) =>
    one.code === other.code && one.message === other.message;
  return errors.filter((error, at) => {
    const same = errors.filter((other, n) => n !== at && sayTheSame(error, other));
    if (isVague(error) && same.some(other => !isVague(other))) return false;
    const earlier = errors.slice(0, at).filter(other => sayTheSame(error, other));
    return !earlier.some(other => (isVague(error) ? isVague(other) : isSame(error, other)));
  });
}

function isSame(one: InnermostError, other: InnermostError): boolean {
  return one.resourceId?.toLowerCase() === other.resourceId?.toLowerCase() && one.target === other.target;
}
