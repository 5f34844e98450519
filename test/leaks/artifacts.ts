/** What a window leaves behind, and the secrets in it. */
import fs from 'node:fs';
import path from 'node:path';
import { createSecretSearch } from './secretSearch.ts';
import type { Secret } from './wireSecrets.ts';

/** Something that was left: a file, a record of a database. */
export interface Artifact {
  readonly where: string;
  readonly content: Buffer;
}

/** What is a secret, and where it was left. The names of places are searched, too. */
export function findLeaks(left: Iterable<Artifact>, secrets: readonly Secret[]): readonly string[] {
  const search = createSecretSearch(secrets);
  return [...left].flatMap(({ where, content }) =>
    [Buffer.from(where), content].flatMap((bytes, index) =>
      search.in(bytes).map(what => (index === 0 ? `${what} in the name of a place` : `${what} in ${where}`)),
    ),
  );
}

/** The files of a profile or of any folder, less the extensions that are installed in it. */
export function* filesIn(folder: string): Generator<Artifact, void, undefined> {
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const where = path.relative(folder, file);
    if (!entry.isFile() || where.startsWith(`extensions${path.sep}`)) continue;
    yield { where, content: fs.readFileSync(file) };
  }
}

/**
 * For where it isn't known which secrets there were: looks for what is one by its looks.
 * @throws Error that says where
 */
export function assertNoSecretsIn(left: Iterable<Artifact>): void {
  const leaks = findLeaks(left, []);
  if (leaks.length > 0) throw new Error(`Secrets were left behind:\n${leaks.join('\n')}`);
}
