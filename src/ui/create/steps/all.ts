/** Every step of the create wizard, in the order in which they are asked. */
import type { CreateContext, CreateStep } from '../context.ts';
import {
  passwordStep,
  privateImageStep,
  publicImageStep,
  serverStep,
  sourceStep,
  usernameStep,
} from './image.ts';
import { identityStep, pullIdentityStep, pullRoleStep } from './identity.ts';
import { containerNameStep, nameStep } from './names.ts';
import { dnsLabelStep, networkStep, portsStep, subnetStep } from './network.ts';
import {
  locationStep,
  newResourceGroupLocationStep,
  newResourceGroupNameStep,
  resourceGroupStep,
  subscriptionStep,
} from './place.ts';
import { registrySignInStep, registryStep, repositoryStep, tagStep } from './registry.ts';
import { commandStep, restartPolicyStep } from './run.ts';
import { secretsStep } from './secrets.ts';
import { sizeStep, systemStep } from './size.ts';
import { variablesStep } from './variables.ts';

export function createSteps(context: CreateContext): readonly CreateStep[] {
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
    systemStep,
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
