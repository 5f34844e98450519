/** Azure's error as a tree: what it wraps stays inside it, each with its own code, message and target. */
import type { DeploymentError } from '../../core/deployments/deploymentsApi.ts';
import type { Json } from '../../core/json.ts';
import { type ErrorNode, readErrorNode } from './armErrorBody.ts';
import { redact } from './redact.ts';

/**
 * Reads an answer's body, a failed operation's, or the `statusMessage` of a deployment's operation. Undefined where
 * there is no error in it.
 */
export function readArmError(body: Json | undefined): DeploymentError | undefined {
  const node = readErrorNode(body);
  return node && unwrap(treeOf(node));
}

function treeOf({ code, text, target, policies, inner }: ErrorNode): DeploymentError {
  const { texts, errors } = partsOf(inner);
  return {
    code: code ?? '',
    message: redact([...new Set([...(text === undefined ? [] : [text]), ...texts])].join(' ')),
    ...(target !== undefined && { target }),
    ...(policies && { policies }),
    details: errors,
  };
}

/** A list or a text around one error says nothing itself. */
function unwrap(error: DeploymentError): DeploymentError {
  const [only, ...others] = error.details;
  const isBare = error.code === '' && error.message === '' && error.target === undefined;
  return isBare && only && others.length === 0 ? only : error;
}

/** What is inside an error: errors, and texts that only add to its own message. */
function partsOf(nodes: readonly ErrorNode[]): {
  readonly texts: readonly string[];
  readonly errors: readonly DeploymentError[];
} {
  const texts: string[] = [];
  const errors: DeploymentError[] = [];
  for (const node of nodes) {
    if (node.code !== undefined || node.target !== undefined) errors.push(treeOf(node));
    else {
      const within = partsOf(node.inner);
      texts.push(...(node.text === undefined ? [] : [node.text]), ...within.texts);
      errors.push(...within.errors);
    }
  }
  return { texts, errors };
}
