/** The theme's colours, which a canvas has to be given as they are. */

export interface Theme {
  readonly text: string;
  readonly faint: string;
  readonly grid: string;
  readonly limit: string;
  readonly alarm: string;
  readonly font: string;
  readonly lines: readonly string[];
}

/**
 * The colours of charts that every theme has, and that can be seen in each (orange is translucent in most); in high
 * contrast the patterns of lines tell more.
 */
const lineColors = ['blue', 'green', 'purple', 'yellow', 'red', 'foreground'];

/** Lines that look alike in colour differ in their pattern: lengths of dash and gap, in pixels. */
export const dashes: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [10, 3, 2, 3]];

export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string, fallback: string) =>
    style.getPropertyValue(`--vscode-${name}`).trim() || fallback;
  const text = color('foreground', '#888');
  return {
    text,
    faint: color('descriptionForeground', text),
    grid: 'rgba(128,128,128,0.3)', // behind the lines, in whatever theme
    limit: color('descriptionForeground', text),
    alarm: color('charts-red', text),
    font: `12px ${style.getPropertyValue('--vscode-font-family') || 'sans-serif'}`,
    lines: lineColors.map(name => color(`charts-${name}`, text)),
  };
}

export function lineColor(theme: Theme, index: number): string {
  return theme.lines[index % theme.lines.length] ?? theme.text;
}

/** Another pattern for each round of colours, and for each line where there are few colours to tell apart. */
export function lineDash(index: number): readonly number[] {
  return dashes[(index + Math.floor(index / lineColors.length)) % dashes.length] ?? [];
}
