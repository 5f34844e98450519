/** How the page of metrics looks, in the colours of the theme. */
export const metricsPageStyle = `
body {
  color: var(--vscode-foreground);
  font-family: var(--vscode-font-family);
  font-size: var(--vscode-font-size);
  line-height: 1.5;
  padding: 8px 24px 48px;
}
main { max-width: 1400px; margin: 0 auto; }
h1 { font-size: 1.7em; font-weight: 600; margin: 0.6em 0 0; overflow-wrap: anywhere; }
h2 { font-size: 1.15em; font-weight: 600; margin: 0 0 4px; }
p { margin: 0.3em 0; }
.subtitle, .hint { color: var(--vscode-descriptionForeground); }
.hint { font-size: 0.92em; }
.bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 12px 0 8px; }
.ranges { display: flex; flex-wrap: wrap; }
button {
  font: inherit;
  color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
  background: var(--vscode-button-secondaryBackground, transparent);
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-button-border, transparent));
  border-radius: 2px;
  padding: 3px 11px;
  cursor: pointer;
}
button:hover { background: var(--vscode-button-secondaryHoverBackground); }
button:focus-visible, summary:focus-visible, .chart:focus-visible, .scroll:focus-visible {
  outline: 1px solid var(--vscode-focusBorder);
  outline-offset: 2px;
}
button:disabled { opacity: 0.5; cursor: default; }
.ranges button[aria-pressed="true"] {
  color: var(--vscode-button-foreground);
  background: var(--vscode-button-background);
  font-weight: 600;
  text-decoration: underline;
  text-underline-offset: 3px;
}
.note {
  border-left: 3px solid var(--vscode-editorInfo-foreground, var(--vscode-contrastBorder));
  background: var(--vscode-textBlockQuote-background, transparent);
  padding: 8px 12px;
  margin: 12px 0;
}
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 520px), 1fr)); gap: 28px 32px; margin: 20px 0; }
.charts > section { min-width: 0; }
.chart { min-height: 190px; overflow: hidden; }
.values { font-variant-numeric: tabular-nums; min-height: 3em; overflow-wrap: anywhere; }
.legend { display: flex; flex-wrap: wrap; gap: 4px; max-height: 8.5em; overflow-y: auto; }
.legend button { display: inline-flex; align-items: center; gap: 6px; padding: 1px 7px; background: transparent; color: var(--vscode-foreground); }
.legend button:hover { background: var(--vscode-list-hoverBackground); }
.legend button[aria-pressed="false"] { text-decoration: line-through; color: var(--vscode-descriptionForeground); }
.legend button[aria-pressed="false"] svg { visibility: hidden; }
.table { margin-top: 6px; }
summary { cursor: pointer; color: var(--vscode-textLink-foreground); }
.scroll { max-height: 22em; overflow: auto; margin-top: 6px; border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 4px 8px; }
th, td { padding: 2px 12px 2px 8px; text-align: right; white-space: nowrap; font-weight: normal; }
th[scope="row"] { text-align: left; }
thead th { position: sticky; top: 0; font-weight: 600; background: var(--vscode-editor-background); }
.events { list-style: none; padding: 0; margin: 4px 0; }
.events li { display: flex; gap: 10px; align-items: baseline; overflow-wrap: anywhere; }
.events time { flex: none; font-variant-numeric: tabular-nums; color: var(--vscode-descriptionForeground); }
.sign { flex: none; width: 1.2em; text-align: center; }
.sign.outOfMemory, .sign.killed, .sign.warning { color: var(--vscode-errorForeground); }
.u-select { background: var(--vscode-editor-selectionBackground, rgba(128, 128, 128, 0.3)) !important; }
.u-cursor-x { border-right: 1px dashed var(--vscode-foreground) !important; }
`;
