/**
 * No secret may be left behind: whatever a window leaves (logs, channels, settings, state, files, the console) is
 * searched for every secret that went over the wire so far in this run, and for what looks like one. VS Code's secret
 * storage needs no exception: in the browser it is `secrets.provider` in the local storage, encrypted.
 */
import { startEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/emulator.ts';
import { findLeaks, type Artifact } from '../leaks/artifacts.ts';
import { SecretRegistry, secretsOf } from '../leaks/wireSecrets.ts';

/** Those of this run, of all emulators together. */
const book = new SecretRegistry();
const leaks: string[] = [];
let searched = 0;
let suite = '';

/** An emulator whose every secret is looked for afterwards. */
export async function startRecordedEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({
    ...options,
    // Its sign-in page is shown by one click, as the real one is to whom the browser knows already.
    switches: { ...options.switches, entra: { passwordless: true, ...options.switches?.entra } },
    onResponse: (request, response) => book.add(...secretsOf(request, response)),
  });
  book.add(
    { what: 'secret of the application', value: emulator.clientSecret },
    { what: 'IDENTITY_HEADER', value: emulator.identityHeader },
  );
  return emulator;
}

/** Says whose windows are searched from now on. */
export function nameLeakSearch(title: string): void {
  suite = title;
}

/** Searches what a window has left behind, and remembers what it finds for the end of the run. */
export function recordLeaks(left: Iterable<Artifact>): void {
  const counted = [...left];
  searched += counted.length;
  leaks.push(...findLeaks(counted, book.all).map(leak => `${leak} (${suite})`));
}

/** @throws Error that names what was left where; none of the secrets themselves */
export function assertNoLeaks(): void {
  console.log(`  looked for ${book.all.length} secrets in ${searched} places`);
  if (leaks.length > 0) throw new Error(`Secrets were left behind:\n${leaks.join('\n')}`);
}
