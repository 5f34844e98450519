import { sleep, type Program } from '../processes/program.ts';

/** Writes in twenty batches a second at most: a timer for each of 10,000 lines a second would be the work itself. */
const batchMs = 50;

/** `line 1`, `line 2`, …, `LINES_PER_SECOND` of them a second until there are `LINES`. */
export const chatty: Program = function* (context) {
  const rate = Math.max(0, Number(context.env['LINES_PER_SECOND'] ?? 10)) || 0;
  const last = Number(context.env['LINES'] ?? Infinity);
  if (rate === 0) yield sleep(Infinity);
  const waitMs = Math.max(batchMs, 1000 / rate);
  // Added up from the waits, so that a clock that is set back stops nothing.
  let elapsed = 0;
  for (let line = 1; line <= last;) {
    const before = context.now();
    yield sleep(waitMs);
    const passed = Math.max(waitMs, context.now() - before);
    elapsed += passed;
    const due = Math.min(last, Math.floor((elapsed * rate) / 1000 + 1e-6));
    let text = '';
    for (; line <= due; line++) text += `line ${line}\n`;
    yield { kind: 'write', text, spreadMs: passed };
  }
  return 0;
};
