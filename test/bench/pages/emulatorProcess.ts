/** An emulator in a process of its own with what the pages are to show; it tells how it is reached. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmulator } from '../../../src/emulator/emulator.ts';
import type { Extent } from './measure.ts';
import { pagesSeed } from './seed.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-bench-'));
process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
process.once('disconnect', () => process.exit());

const { shape, containers } = JSON.parse(process.argv[2] ?? '') as Extent;
const emulator = await startEmulator({ seed: pagesSeed(shape, containers) });
const caFile = path.join(folder, 'ca.pem');
fs.writeFileSync(caFile, emulator.ca);
const { resourceManagerEndpoint, activeDirectoryEndpoint, tenantId, clientId, clientSecret } = emulator;
const { subscriptionIds } = emulator;
const key = { resourceManagerEndpoint, activeDirectoryEndpoint, tenantId, clientId, clientSecret };
process.send?.(JSON.stringify({ ...key, caFile, subscriptionIds }));
