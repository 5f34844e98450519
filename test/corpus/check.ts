import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { diskAt } from '../../scripts/checkFiles/diskReader.mjs';
import { target } from '../../scripts/checkFiles/deployToEmulator.mjs';
import { checkFile, type CheckedFile } from '../../src/ui/deploy/checkFile.ts';

/** What the product makes of a file of the corpus, with no variable of the environment. */
export async function checkCorpusFile(
  file: string,
  typed: Readonly<Record<string, string>> = {},
): Promise<CheckedFile> {
  const path = join(import.meta.dirname, file);
  const answers = {
    fileName: basename(file),
    folderName: basename(dirname(path)),
    target,
    typed,
    environment: () => undefined,
    disk: diskAt(dirname(path)),
    imageConfig: () => Promise.resolve(undefined),
  };
  return checkFile(file, readFileSync(path, 'utf8'), answers);
}
