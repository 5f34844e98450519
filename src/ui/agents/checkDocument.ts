/** A document that a model has written, read as the editor reads a file: nothing beside it, nothing of the machine. */
import type { JsonObject } from '../../core/json.ts';
import type { Subscription } from '../../core/model/subscription.ts';
import { resourceGroupNameProblem } from '../../core/rules/names.ts';
import { type CheckedFile, checkFile } from '../deploy/checkFile.ts';
import type { FolderReader } from '../deploy/composeFiles.ts';
import type { DeployTarget } from '../deploy/deployPlan.ts';
import { OperationError } from './operationError.ts';
import type { OperationDeps } from './operationDeps.ts';
import { findSubscription } from './readGroups.ts';

/** Schemas of the arguments that say what is read, and where its groups are to go. */
export const documentArguments: JsonObject = {
  document: {
    type: 'string',
    maxLength: 500_000,
    description: 'Text of az YAML or JSON, an ARM template, or a Compose file.',
  },
  variables: {
    type: 'object',
    additionalProperties: { type: 'string' },
    maxProperties: 200,
    description: 'Values of its ${VARIABLES} or template parameters. None are taken from the machine.',
  },
  subscription: { type: 'string', maxLength: 200, description: 'Name or id.' },
  resourceGroup: { type: 'string', maxLength: 100 },
  location: {
    type: 'string',
    pattern: '^[A-Za-z0-9 ]{1,60}$',
    description: 'Such as westeurope, where the document names none.',
  },
};

export interface DocumentInput {
  readonly document: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly location?: string;
}

/** `location`: undefined where neither argument nor resource group says one. */
export interface Place {
  readonly subscription: Subscription;
  /** Undefined where none was named. */
  readonly resourceGroup: string | undefined;
  readonly location: string | undefined;
}

/** Throws `OperationError` where the subscription has to be named, or there is no such one. */
export async function findPlace(
  deps: OperationDeps,
  input: Omit<DocumentInput, 'document'>,
  signal: AbortSignal,
): Promise<Place> {
  const { resourceGroup, location } = input;
  const all = await deps.subscriptions(signal);
  const [first] = all;
  const subscription = input.subscription === undefined ? first : findSubscription(all, input.subscription);
  if (!subscription) throw new OperationError('No subscription is visible.', 'subscription');
  if (resourceGroup !== undefined && resourceGroupNameProblem(resourceGroup))
    throw new OperationError(`"${resourceGroup}" is no name of a resource group.`, 'resourceGroup');
  if (location !== undefined || resourceGroup === undefined) return { subscription, resourceGroup, location };
  const known = await deps.aci.resourceGroups(subscription.id, signal);
  const found = known.find(({ name }) => name.toLowerCase() === resourceGroup.toLowerCase());
  return { subscription, resourceGroup, location: found?.location };
}

/** `location`: where a group goes whose document says nothing of it. Sends nothing. */
export async function checkDocument(
  deps: OperationDeps,
  { document, variables = {} }: Pick<DocumentInput, 'document' | 'variables'>,
  {
    subscription,
    resourceGroup = 'resource-group',
    location = '',
  }: Partial<Place> & Pick<Place, 'subscription'>,
  signal: AbortSignal,
): Promise<CheckedFile> {
  const target: DeployTarget = {
    cloud: deps.cloud,
    subscriptionId: subscription.id,
    subscriptionName: subscription.displayName,
    tenantId: subscription.tenantId,
    resourceGroup: {
      id: `/subscriptions/${subscription.id}/resourceGroups/${resourceGroup}`,
      name: resourceGroup,
      location,
    },
  };
  return checkFile('document', document, {
    fileName: 'document.yaml',
    folderName: 'document',
    target,
    typed: variables,
    environment: () => undefined,
    disk: emptyFolder,
    imageConfig: image => deps.imageConfig(image, signal),
  });
}

/** What a document names beside itself is reported as not there. */
const emptyFolder: FolderReader = {
  size: () => Promise.resolve(undefined),
  read: path => Promise.reject(new Error(`${path} is not there.`)),
  entries: path => Promise.reject(new Error(`${path} is not there.`)),
  linkedOutside: () => Promise.resolve(undefined),
};
