/** What ARM checks of a template's resources before it deploys any (docs/azure-facts.md, Deployments and templates). */
import { randomUUID } from 'node:crypto';
import type { ArmContext } from '../context.ts';
import { ArmError, invalidNamespace, invalidResourceType, locationRequired } from '../armError.ts';
import { noRegisteredProvider } from '../apiVersions.ts';
import { permits } from '../../authorization/roles.ts';
import { requiredAction } from '../../authorization/requiredAction.ts';
import { containerGroupType } from '../containerGroups/groupId.ts';
import { checkPolicies } from '../containerGroups/rules/registrationAndPolicyRules.ts';
import { permissionsAt } from '../gateway/accessChecks.ts';
import { isObject, textAt, type JsonObject } from '../../json.ts';
import { isRegion, regionName } from '../locations/regions.ts';
import { findProviderType, hasNamespace } from '../providers/providers.ts';
import { nestedPlan } from './nestedDeployment.ts';
import { ExpressionError, NotYetKnownError } from './language/expressionError.ts';
import type { Requester } from './run/resourceRequests.ts';
import { bodyOf, isDeployment, type PlannedResource } from './template/plannedResource.ts';
import type { DeploymentPlan } from './template/planDeployment.ts';
import { invalidTemplate, lineAndColumn } from './template/templateError.ts';

type PreflightDeps = Pick<ArmContext, 'estate' | 'clock' | 'vaultSecrets' | 'switches' | 'assignments'>;

/** A resource with its body, as far as that is known before anything is deployed. */
interface CheckedResource {
  readonly resource: PlannedResource;
  readonly body: JsonObject | undefined;
}

/** The ids of what would be deployed, nested deployments included. Throws ArmError. */
export function preflight(
  arm: PreflightDeps,
  name: string,
  plan: DeploymentPlan,
  requester: Requester,
): string[] {
  const resources = allResources(arm, plan, requester);
  const checked = resources.map(resource => ({ resource, body: knownBody(resource) }));
  for (const { resource, body } of checked) checkType(resource, body);
  checkPermissions(arm, resources, requester);
  checkAllPolicies(arm, checked);
  checkProviders(name, checked);
  return resources.map(each => each.id);
}

/** A nested deployment whose parameters are not known yet is not looked into. */
export function allResources(
  arm: Pick<ArmContext, 'estate' | 'clock' | 'vaultSecrets'>,
  plan: DeploymentPlan,
  requester: Requester,
): PlannedResource[] {
  return plan.resources
    .filter(each => !each.existing)
    .flatMap(resource => {
      if (!isDeployment(resource)) return [resource];
      try {
        return [resource, ...allResources(arm, nestedPlan(arm, resource, requester, undefined), requester)];
      } catch (error) {
        if (error instanceof NotYetKnownError) return [resource];
        throw asTemplateError(resource, error);
      }
    });
}

function knownBody(resource: PlannedResource): JsonObject | undefined {
  if (isDeployment(resource)) return undefined;
  try {
    return bodyOf(resource, undefined);
  } catch (error) {
    if (error instanceof NotYetKnownError) return undefined;
    throw asTemplateError(resource, error);
  }
}

function asTemplateError({ name, place }: PlannedResource, error: unknown): unknown {
  if (!(error instanceof ExpressionError)) return error;
  return invalidTemplate(
    `The template resource '${name}' ${lineAndColumn(place)} is not valid: ${error.message}.`,
    place,
  );
}

/** ARM knows its providers' types and versions; those that the emulator only stores are not checked. */
function checkType({ type, apiVersion, place, name }: PlannedResource, body: JsonObject | undefined): void {
  const [namespace = '', ...types] = type.split('/');
  if (!hasNamespace(namespace)) throw invalidNamespace(namespace).withStatus(400);
  if (!/^\d{4}-\d\d-\d\d(?:-[a-z]+)?$/i.test(apiVersion)) {
    throw invalidTemplate(
      `The template resource '${name}' ${lineAndColumn(place)} is not valid. The api-version '${apiVersion}' is not valid. Please see https://aka.ms/arm-syntax-resources for usage details.`,
      place,
    );
  }
  const known = findProviderType(namespace, types.join('/'));
  if (known === undefined) return;
  if (known === 'unknownType') throw invalidResourceType(namespace, apiVersion).withStatus(400);
  const location = body && regionName(textAt(body, 'location'));
  if (!known.versions.includes(apiVersion.toLowerCase())) {
    throw noRegisteredProvider(apiVersion, location ?? 'global', known);
  }
  if (!known.hasLocation || location === undefined) return;
  if (location === '') throw locationRequired();
  if (!isRegion(location)) {
    throw new ArmError(
      400,
      'LocationNotAvailableForResourceType',
      `The provided location '${location}' is not available for resource type '${type}'.`,
    );
  }
}

/** The words: reports of azure-dev (`Authorization failed for template resource`). */
function checkPermissions(
  arm: PreflightDeps,
  resources: readonly PlannedResource[],
  { caller }: Requester,
): void {
  const refusals = resources.flatMap(({ id, type, name }) => {
    const { action, scope } = requiredAction('PUT', id);
    if (permits(permissionsAt(arm, caller, scope), action)) return [];
    return `Authorization failed for template resource '${name}' of type '${type}'. The client '${caller.name}' with object id '${caller.objectId}' does not have permission to perform action '${action}' at scope '${scope}'.`;
  });
  if (refusals.length === 0) return;
  const message =
    refusals.length === 1
      ? `The template deployment failed with error: '${refusals.join('')}'.`
      : `Deployment failed with multiple errors: '${refusals.join(':')}'`;
  throw new ArmError(403, 'InvalidTemplateDeployment', message);
}

function checkAllPolicies({ switches }: PreflightDeps, checked: readonly CheckedResource[]): void {
  const violations = checked.flatMap(({ resource, body }) => {
    if (!body || resource.type.toLowerCase() !== containerGroupType.toLowerCase()) return [];
    const key = {
      ...resource.resourceGroup,
      resourceGroup: resource.resourceGroup.name,
      name: resource.name,
    };
    try {
      checkPolicies(switches, key, { location: regionName(textAt(body, 'location')), properties: {} });
      return [];
    } catch (error) {
      if (error instanceof ArmError) return [error];
      throw error;
    }
  });
  if (violations.length === 0) return;
  throw new ArmError(
    400,
    'InvalidTemplateDeployment',
    'The template deployment failed because of policy violation. Please see details for more information.',
    { more: { details: violations.map(errorOf) } },
  );
}

function errorOf(error: ArmError): JsonObject {
  const { body } = error.response();
  return isObject(body) && isObject(body['error']) ? body['error'] : {};
}

/** What providers refuse before the deployment. Azure Container Instances is not known to look at anything then. */
function checkProviders(name: string, checked: readonly CheckedResource[]): void {
  const details = checked.flatMap(({ resource }) => {
    const account = resource.name;
    const isAccount = resource.type.toLowerCase() === 'microsoft.storage/storageaccounts';
    if (!isAccount || /^[a-z0-9]{3,24}$/.test(account)) return [];
    return {
      code: 'AccountNameInvalid',
      target: account,
      message: `${account} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.`,
    };
  });
  if (details.length === 0) return;
  throw new ArmError(
    400,
    'InvalidTemplateDeployment',
    `The template deployment '${name}' is not valid according to the validation procedure. The tracking id is '${randomUUID()}'. See inner errors for details.`,
    {
      more: {
        details: [
          {
            code: 'PreflightValidationCheckFailed',
            message: 'Preflight validation failed. Please refer to the details for the specific errors.',
            details,
          },
        ],
      },
    },
  );
}
