/** Names of registries: what they may be, and whether one is still to be had. */
import { ArmError } from '../arm/armError.ts';
import type { JsonObject } from '../json.ts';
import type { Registries } from './registries.ts';

/** The words that the Azure portal and `az acr create` show. */
const rule =
  'Resource names may contain alpha numeric characters only and must be between 5 and 50 characters.';

function isValid(name: string): boolean {
  return /^[a-z0-9]{5,50}$/i.test(name);
}

function isTaken(registries: Registries, name: string): boolean {
  return registries.all.some(each => each.name.toLowerCase() === name.toLowerCase());
}

/** The answer of `checkNameAvailability` (`RegistryCheckNameNotAvailable` example of Microsoft.ContainerRegistry). */
export function nameAvailability(registries: Registries, name: string): JsonObject {
  if (!isValid(name)) return { nameAvailable: false, reason: 'Invalid', message: rule };
  if (!isTaken(registries, name))
    return { availableLoginServerName: `${name}.azurecr.io`, nameAvailable: true };
  const message = `The registry ${name} is already in use.`;
  return { nameAvailable: false, reason: 'AlreadyExists', message };
}

/** Throws 400 for a name that no registry can have, 409 for one that another has (Azure/azure-cli#13951). */
export function checkName(registries: Registries, name: string): void {
  if (!isValid(name)) throw new ArmError(400, 'InvalidResourceName', rule);
  if (!isTaken(registries, name)) return;
  const message = `The registry DNS name ${name}.azurecr.io is already in use. You can check if the name is already claimed using following API: https://docs.microsoft.com/en-us/rest/api/containerregistry/registries/checknameavailability`;
  throw new ArmError(409, 'AlreadyInUse', message);
}
