/** What only the service writes. It refuses none of this in a PUT, but the user asked for none of it. */
import { asObject, isObject, type JsonObject, mapObjects, without } from '../json.ts';

/**
 * `Resource` of the API description (`readOnly: true`); `systemData` comes with newer api-versions
 * (docs/azure-facts.md, "API versions").
 */
const ofResource = ['id', 'name', 'type', 'systemData'];
/**
 * The first three are `readOnly: true` in the API description. `isCustomProvisioningTimeout` is in no description:
 * the service adds it to every answer since 2022 (docs/azure-facts.md, "What the service adds").
 */
const ofGroup = [
  'provisioningState',
  'instanceView',
  'isCreatedFromStandbyPool',
  'isCustomProvisioningTimeout',
];
/**
 * `readOnly: true`, but for `ip`, which the service alone decides: it comes and goes as the group runs
 * (docs/azure-facts.md, "Restart policy and states").
 */
const ofAddress = ['ip', 'fqdn'];
/** `readOnly: true`. */
const ofContainer = ['instanceView'];
/** `readOnly: true`; Entra gave these ids. */
const ofIdentity = ['principalId', 'tenantId'];

/** `body` without what the service adds: what a PUT sends. Everything else stays, known or not. */
export function withoutReadOnly(body: JsonObject): JsonObject {
  return {
    ...without(body, ...ofResource),
    ...(isObject(body['identity']) && { identity: writableIdentity(body['identity']) }),
    ...(isObject(body['properties']) && { properties: writableProperties(body['properties']) }),
  };
}

function writableProperties(properties: JsonObject): JsonObject {
  const address = properties['ipAddress'];
  // Every group has 1800 seconds; only a custom timeout was asked for (docs/azure-facts.md, "What the service
  // adds").
  const timeout = properties['isCustomProvisioningTimeout'] === false ? ['provisioningTimeoutInSeconds'] : [];
  return {
    ...without(properties, ...ofGroup, ...timeout),
    ...mapObjects(properties, 'containers', writableContainer),
    ...mapObjects(properties, 'initContainers', writableContainer),
    ...mapObjects(properties, 'imageRegistryCredentials', writableCredential),
    ...(isObject(address) && { ipAddress: without(address, ...ofAddress) }),
  };
}

function writableContainer(container: JsonObject): JsonObject {
  const properties = container['properties'];
  return isObject(properties) ? { ...container, properties: without(properties, ...ofContainer) } : container;
}

/**
 * The service adds `isDelegatedIdentity: false` to every credential since 2024 (docs/azure-facts.md, "What the service
 * adds").
 */
function writableCredential(credential: JsonObject): JsonObject {
  return credential['isDelegatedIdentity'] === false
    ? without(credential, 'isDelegatedIdentity')
    : credential;
}

/** An identity as it is asked for: which kind and which users, without the ids that Entra gave it. */
function writableIdentity(identity: JsonObject): JsonObject {
  const users = identity['userAssignedIdentities'];
  return {
    ...without(identity, ...ofIdentity),
    ...(isObject(users) && {
      userAssignedIdentities: Object.fromEntries(
        Object.entries(users).map(([id, user]) => [id, without(asObject(user), 'principalId', 'clientId')]),
      ),
    }),
  };
}
