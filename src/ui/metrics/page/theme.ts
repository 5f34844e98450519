/** The theme's colours, which a canvas has to be given as they are. */
import { lineColors } from './lineLook.ts';

export interface Theme {
  readonly text: string;
  readonly faint: string;
  readonly grid: string;
  readonly limit: string;
  readonly alarm: string;
  readonly font: string;
  readonly lines: readonly string[];
}

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
