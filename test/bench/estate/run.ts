/** One run in a process of its own: what to do comes as its argument, what was measured goes to its parent. */
import { type Look, measureEstate } from './measure.ts';

const measured = await measureEstate(JSON.parse(process.argv[2] ?? '') as Look);
process.send?.(measured, () => process.exit());
