/** Every step of the create wizard, in the order in which they are asked. */
import type { CreateWizardContext, CreateStep } from '../wizardContext.ts';
import {
  passwordStep,
  privateImageStep,
  publicImageStep,
  serverStep,
  sourceStep,
  usernameStep,
} from './image.ts';
import { identityStep, pullIdentityStep, pullRoleStep } from './managedIdentity.ts';
import { containerNameStep, nameStep } from './names.ts';
import { dnsLabelStep, networkStep, portsStep, subnetStep } from './network.ts';
import {
  locationStep,
  newResourceGroupLocationStep,
  newResourceGroupNameStep,
  resourceGroupStep,
  subscriptionStep,
} from './subscriptionAndLocation.ts';
import { registrySignInStep, registryStep, repositoryStep, tagStep } from './azureContainerRegistry.ts';
import { commandStep, restartPolicyStep } from './restartPolicyAndCommand.ts';
import { secretsStep } from './secrets.ts';
import { sizeStep, osTypeStep } from './osAndSize.ts';
import { variablesStep } from './variables.ts';

export function createSteps(context: CreateWizardContext): readonly CreateStep[] {
  return [
    subscriptionStep,
    resourceGroupStep,
    newResourceGroupNameStep,
    newResourceGroupLocationStep,
    sourceStep,
    publicImageStep,
    registryStep,
    repositoryStep,
    tagStep,
    registrySignInStep,
    pullIdentityStep,
    pullRoleStep,
    serverStep,
    privateImageStep,
    usernameStep,
    passwordStep,
    nameStep,
    containerNameStep,
    locationStep,
    osTypeStep,
    sizeStep,
    networkStep,
    subnetStep,
    portsStep,
    dnsLabelStep,
    restartPolicyStep,
    commandStep,
    variablesStep,
    identityStep,
    secretsStep,
  ].map(step => step(context));
}
