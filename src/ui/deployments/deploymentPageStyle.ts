/** What pages about deployments have besides what every page has. */
export const deploymentPageStyle = `
table { border-collapse: collapse; width: 100%; margin: 0.4em 0; }
th { text-align: left; white-space: nowrap; font-weight: 600; color: var(--vscode-descriptionForeground); }
th, td { padding: 4px 16px 4px 0; vertical-align: top; overflow-wrap: anywhere;
  border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border))); }
td.number { white-space: nowrap; }
td.state { white-space: nowrap; }
td code { background: none; padding: 0; border: none; }
.state::before { display: inline-block; width: 1.4em; font-weight: 600; }
.state.succeeded::before { content: '\\2713'; color: var(--vscode-testing-iconPassed, var(--vscode-foreground)); }
.state.failed::before { content: '\\2717'; color: var(--vscode-errorForeground); }
.state.canceled::before { content: '\\2298'; color: var(--vscode-descriptionForeground); }
.state.running::before { content: '\\2026'; color: var(--vscode-foreground); }
.actions a { margin-right: 16px; white-space: nowrap; }
.none { color: var(--vscode-descriptionForeground); }
ul.errors { list-style: none; padding-left: 0; }
ul.errors ul { list-style: none; padding-left: 1.2em;
  border-left: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border))); }
.about { color: var(--vscode-descriptionForeground); margin-left: 6px; }
`;
