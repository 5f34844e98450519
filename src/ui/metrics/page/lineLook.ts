/** How the lines of a chart are told apart. */

/**
 * The colours of charts that every theme has, and that can be seen in each (orange is translucent in most); in high
 * contrast the patterns of lines tell more.
 */
export const lineColors = ['blue', 'green', 'purple', 'yellow', 'red', 'foreground'];

/**
 * Lines that look alike in colour differ in their pattern: lengths of dash and gap, in pixels. As many as it takes for a
 * group's sixty containers.
 */
const dashes: readonly (readonly number[])[] = [
  ...[[], [7, 4], [2, 3], [10, 3, 2, 3], [16, 5], [4, 2], [12, 3, 5, 3], [9, 3, 2, 3, 2, 3], [3, 7]],
  [18, 3, 2, 3, 2, 3, 2, 3],
];

/** Another pattern for each round of colours, and for each line where there are few colours to tell apart. */
export function lineDash(index: number): readonly number[] {
  return dashes[(index + Math.floor(index / lineColors.length)) % dashes.length] ?? [];
}
