/** Values over time as a line of text. */

const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/** Where nothing was measured. */
const gap = '·';

/** `▁▂▅█·▃`: at most `length` characters, from 0 to `highest`, which is full height. Each stands for the highest of its values. */
export function sparkline(values: readonly (number | null)[], highest: number, length = 20): string {
  const width = Math.max(1, Math.ceil(values.length / length));
  const bins = Array.from({ length: Math.ceil(values.length / width) }, (_, index) =>
    values.slice(index * width, (index + 1) * width).filter(value => value !== null),
  );
  return bins.map(bin => (bin.length === 0 ? gap : block(Math.max(...bin), highest))).join('');
}

function block(value: number, highest: number): string {
  const share = highest > 0 ? value / highest : 0;
  const index = Math.round(share * (blocks.length - 1));
  return blocks[Math.min(blocks.length - 1, Math.max(0, index))] ?? gap;
}
