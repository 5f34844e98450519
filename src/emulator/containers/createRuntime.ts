import { createGroup } from './groups/group.ts';
import { guidOf } from '../hash.ts';
import { imageFinder } from './images/images.ts';
import { readPlan } from './groups/groupPlan.ts';
import type { ContainerSwitches, CreateContainerRuntime } from './runtime.ts';
import { imageProblem } from './images/imageProblem.ts';
import { createFileShares } from './volumes/volumes.ts';

const defaults: ContainerSwitches = {
  attachAuthentication: 'header',
  attachReplay: false,
  logLagMs: 0,
  attachDropAfterMs: 0,
  attachSlowReader: 'waits',
  execDropAfterMs: 0,
  timestampFormat: 'nano',
  pace: 1,
  restartsDespiteNever: 0,
};

/** Simulates containers. Switches may be changed at any time and apply from then on. */
export const createContainerRuntime: CreateContainerRuntime = (clock, chosen = {}, options = {}) => {
  const switches = { ...defaults, ...chosen };
  const findImage = imageFinder(options.images, options.registryImage);
  let operations = 0;
  const shares = createFileShares();
  const { findShare = () => undefined } = options;
  const nextOperationId = () => guidOf(`operation ${++operations}`);
  return {
    switches,
    imageProblem: spec => imageProblem(readPlan(spec), findImage, options.imageAccess),
    create: spec => createGroup({ clock, switches, findImage, nextOperationId, shares, findShare }, spec),
  };
};
