// @ts-check
// npm run bench: figures with their goals, as a table and in out/bench.json.
//   npm run bench                                       everything (some ten minutes)
//   npm run bench -- bundle|activation|tree|estate|logs|corpus|agents|pages these parts only
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { tsImport } from 'tsx/esm/api';

const root = path.dirname(import.meta.dirname);
/** @type {typeof import('../test/bench/parts.ts')} */
const { chosenParts, measured } = await tsImport('../test/bench/parts.ts', import.meta.url);
/** @type {typeof import('../test/bench/figure.ts')} */
const { meetsGoal } = await tsImport('../test/bench/figure.ts', import.meta.url);

/** @returns {readonly string[] | undefined} */
function partsToMeasure() {
  try {
    return chosenParts(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
}

const names = partsToMeasure();
if (names) {
  const figures = await measured(names);
  fs.mkdirSync(path.join(root, 'out'), { recursive: true });
  fs.writeFileSync(path.join(root, 'out/bench.json'), `${JSON.stringify({ figures }, null, 2)}\n`);
  const marks = new Map([
    [true, '✔'],
    [false, '✘'],
  ]);
  console.table(
    figures.map(figure => {
      const met = meetsGoal(figure);
      const mark = met === undefined ? '' : marks.get(met);
      return {
        figure: figure.name,
        value: figure.value,
        unit: figure.unit,
        goal: figure.goal ?? '',
        met: mark,
      };
    }),
  );
} else {
  process.exitCode = 2;
}
