import fs from 'node:fs';
import path from 'node:path';
import type { Server } from './server.ts';

/** Describes the custom cloud in the settings of this machine: no workspace may do so. */
export function describeCloud({ profile }: Server, custom: Readonly<Record<string, string>>): void {
  const file = path.join(profile, 'Machine/settings.json');
  const settings = JSON.parse(fs.readFileSync(file, 'utf8')) as object;
  fs.writeFileSync(file, JSON.stringify({ ...settings, 'aci.customCloud': custom }));
}
