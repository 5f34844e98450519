/** What a model says of a container that is to be made: the wizard's rules, and no registry password. */
import type { ManagedIdentity } from '../../core/access/rbac.ts';
import type { PlannedVariable } from '../../core/model/groupPlan.ts';
import type { Registry } from '../../core/model/registry.ts';
import { variableNameProblem } from '../../core/rules/environmentVariables.ts';
import { isDockerHub, parseImage } from '../../core/rules/image.ts';
import { looksSecret } from '../../core/rules/looksSecret.ts';
import { subscriptionOf } from '../../core/access/rbac.ts';
import { type InputProblem, problemText } from '../create/validationMessages.ts';
import { OperationError } from './operationError.ts';
import type { OperationDeps } from './operationDeps.ts';
import { findSubscription, namesOf } from './readGroups.ts';

export interface ContainerInput {
  readonly image: string;
  readonly cpu?: number;
  readonly memoryInGB?: number;
  readonly os?: 'Linux' | 'Windows';
  readonly command?: readonly string[];
  readonly environment?: readonly VariableInput[];
  readonly pullIdentity?: string;
}

interface VariableInput {
  readonly name: string;
  readonly value: string;
  readonly secure?: boolean;
}

/** Schema of `ContainerInput`. */
export const containerProperties = {
  image: { type: 'string', minLength: 1, description: 'With tag, as nginx:1.27. It must be for amd64.' },
  cpu: { type: 'number', description: 'vCPUs. Default 1.' },
  memoryInGB: { type: 'number', description: 'Default 1.5.' },
  os: { type: 'string', enum: ['Linux', 'Windows'], description: 'Default: by the name of the image.' },
  command: {
    type: 'array',
    items: { type: 'string' },
    description:
      'Program and arguments, each an item of its own; no shell reads it: for pipes or variables use ["/bin/sh", "-c", "…"]. Default: the image\'s own.',
  },
  environment: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        value: { type: 'string' },
        secure: {
          type: 'boolean',
          description: 'Azure never shows its value again. Set it for everything that is a secret.',
        },
      },
      required: ['name', 'value'],
      additionalProperties: false,
    },
    description:
      'Environment variables. What you send here you have seen: better let the person put real secrets in.',
  },
  pullIdentity: {
    type: 'string',
    description:
      'For a private Azure Container Registry: resource id of a user-assigned managed identity that has the role AcrPull there. Registry passwords are never taken.',
  },
} as const;

/** Throws `OperationError` with the wizard's sentence. */
export function requireRule(argument: string, problem: InputProblem | undefined): void {
  if (problem) throw new OperationError(`${argument}: ${problemText(problem)}`, argument);
}

/** Throws `OperationError` where a name is no name, or there twice. */
export function readVariables(environment: readonly VariableInput[] = []): readonly PlannedVariable[] {
  return environment.map(({ name, value, secure = false }, index) => {
    const before = environment.slice(0, index).map(other => other.name);
    requireRule('environment', variableNameProblem(name, before));
    return { name, value, secure };
  });
}

/** Values that no answer may have in it. */
export function secretValues(variables: readonly PlannedVariable[]): readonly string[] {
  return variables
    .filter(({ name, value, secure }) => secure || looksSecret(name, value))
    .flatMap(({ value }) => value ?? []);
}

export interface PullBy {
  readonly registry: Registry;
  readonly identity: ManagedIdentity;
}

/** The identity that pulls the image, where one is named. Throws `OperationError` with the candidates. */
export async function findPullIdentity(
  deps: OperationDeps,
  { image, pullIdentity: wanted }: Pick<ContainerInput, 'image' | 'pullIdentity'>,
  signal: AbortSignal,
): Promise<PullBy | undefined> {
  if (wanted === undefined) return undefined;
  const parsed = parseImage(image);
  const server = 'reference' in parsed ? parsed.reference.registry : '';
  if (isDockerHub(server))
    throw new OperationError(
      `pullIdentity: "${image}" is in Docker Hub. An identity pulls from an Azure Container Registry only: write its server in front of the image, or leave pullIdentity out.`,
      'pullIdentity',
    );
  const subscription = findSubscription(await deps.subscriptions(signal), subscriptionOf({ id: wanted }));
  const listed = await deps.aci.access.managedIdentities(subscription.id, signal);
  const identity = listed.find(({ id }) => id.toLowerCase() === wanted.toLowerCase());
  if (!identity)
    throw new OperationError(
      `pullIdentity: there is no such managed identity. Known: ${namesOf(listed.map(({ id }) => id)) || 'none'}.`,
      'pullIdentity',
    );
  return { registry: { id: '', name: server, loginServer: server, adminUserEnabled: false }, identity };
}
