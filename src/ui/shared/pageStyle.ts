/** How pages look, in the colours of the theme. */
export const style = `
body {
  color: var(--vscode-foreground);
  font-family: var(--vscode-font-family);
  font-size: var(--vscode-font-size);
  line-height: 1.55;
  padding: 8px 24px 48px;
}
main { max-width: 860px; margin: 0 auto; }
h1 { font-size: 1.7em; font-weight: 600; margin: 0.6em 0 0.2em; }
h2 { font-size: 1.3em; font-weight: 600; margin: 1.8em 0 0.4em; padding-top: 1em;
  border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border))); }
h3 { font-size: 1em; font-weight: 600; margin: 1.2em 0 0.3em; }
body.vscode-high-contrast code, body.vscode-high-contrast-light code {
  border: 1px solid var(--vscode-contrastBorder);
}
body.vscode-high-contrast pre code, body.vscode-high-contrast-light pre code,
body.vscode-high-contrast :is(h1, h2) code, body.vscode-high-contrast-light :is(h1, h2) code { border: none; }
h1 code, h2 code { font-size: 0.92em; background: none; padding: 0; }
p { margin: 0.4em 0; overflow-wrap: anywhere; }
h1 + p { color: var(--vscode-descriptionForeground); }
ul, ol { margin: 0.3em 0; padding-left: 1.6em; }
li { margin: 0.25em 0; overflow-wrap: anywhere; }
code {
  font-family: var(--vscode-editor-font-family);
  font-size: 0.95em;
  color: var(--vscode-foreground);
  background: var(--vscode-textCodeBlock-background);
  border-radius: 3px;
  padding: 1px 4px;
  overflow-wrap: anywhere;
}
pre {
  background: var(--vscode-textCodeBlock-background);
  border-radius: 4px;
  padding: 10px 12px;
  overflow-x: auto;
  max-height: 24em;
  border: 1px solid var(--vscode-contrastBorder, transparent);
}
pre code { background: none; padding: 0; white-space: pre; overflow-wrap: normal; }
a { color: var(--vscode-textLink-foreground); text-decoration: underline; }
a:hover { color: var(--vscode-textLink-activeForeground); }
a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
li a { margin-left: 4px; white-space: nowrap; }
`;
