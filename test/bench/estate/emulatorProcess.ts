/** An emulator in a process of its own, with a large estate far away and ARM's limits; it tells what it was asked. */
import { setTimeout as pause } from 'node:timers/promises';
import { startEmulator } from '../../../src/emulator/emulator.ts';
import type { DistantEstate } from './azure.ts';
import { estateSeed } from './seed.ts';

process.once('disconnect', () => process.exit());

const { roundTripMs, ...shape } = JSON.parse(process.argv[2] ?? '') as DistantEstate;
const emulator = await startEmulator({ seed: estateSeed(shape) });
emulator.server.interceptRequest = async () => {
  await pause(roundTripMs);
  return undefined;
};
process.on('message', () => process.send?.(emulator.server.requests.splice(0)));

const { resourceManagerEndpoint, activeDirectoryEndpoint, ca, tenantId, clientId, clientSecret } = emulator;
process.send?.({ resourceManagerEndpoint, activeDirectoryEndpoint, ca, tenantId, clientId, clientSecret });
