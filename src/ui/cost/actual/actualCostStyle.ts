/** How *Actual Cost…* looks, in the colours of the theme. */
export const actualCostStyle = `
html { background: var(--vscode-editor-background); }
body {
  color: var(--vscode-foreground);
  font-family: var(--vscode-font-family);
  font-size: var(--vscode-font-size);
  line-height: 1.5;
  padding: 8px 24px 48px;
}
main { max-width: 860px; margin: 0 auto; }
h1 { font-size: 1.6em; font-weight: 600; margin: 0.4em 0 0.1em; overflow-wrap: anywhere; }
p { margin: 0.3em 0; }
.note { color: var(--vscode-descriptionForeground); }
.total { font-size: 1.2em; font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin: 1.4em 0; }
caption { text-align: left; font-size: 1.15em; font-weight: 600; margin-bottom: 0.3em; }
th, td { text-align: left; padding: 3px 10px 3px 0; overflow-wrap: anywhere; vertical-align: top; }
th { border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border))); }
.amount { text-align: right; font-variant-numeric: tabular-nums; }
`;
