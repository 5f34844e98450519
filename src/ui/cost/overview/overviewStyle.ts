/** How *Cost Overview* looks, in the colours of the theme. A line's height stands in page/virtualGrid.ts, too. */
export const overviewStyle = `
html { background: var(--vscode-editor-background); }
body {
  color: var(--vscode-foreground);
  font-family: var(--vscode-font-family);
  font-size: var(--vscode-font-size);
  padding: 0 16px;
}
main { display: flex; flex-direction: column; height: 100vh; box-sizing: border-box; padding: 8px 0 12px; }
h1 { font-size: 1.6em; font-weight: 600; margin: 0.3em 0 0.1em; }
p { margin: 0.2em 0; }
.note, #empty { color: var(--vscode-descriptionForeground); }
[hidden] { display: none !important; }
.tools { display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: center; margin: 8px 0 4px; }
#filter { flex: 1 1 220px; min-width: 140px; }
input, select {
  color: var(--vscode-input-foreground);
  background: var(--vscode-input-background);
  border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, var(--vscode-widget-border, transparent)));
  border-radius: 2px;
  font: inherit;
  padding: 3px 6px;
}
input::placeholder { color: var(--vscode-input-placeholderForeground); opacity: 1; }
select {
  color: var(--vscode-dropdown-foreground);
  background: var(--vscode-dropdown-background);
  border-color: var(--vscode-dropdown-border, var(--vscode-contrastBorder, transparent));
}
.tools button {
  color: var(--vscode-button-secondaryForeground);
  background: var(--vscode-button-secondaryBackground);
  border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
  border-radius: 2px;
  font: inherit;
  padding: 3px 10px;
  cursor: pointer;
}
.tools button:hover { background: var(--vscode-button-secondaryHoverBackground); }
:is(input, select, button, #grid):focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; }
#summary { font-weight: 600; margin: 4px 0 6px; }
#grid {
  flex: 1 1 auto;
  min-height: 120px;
  overflow: auto;
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border)));
}
#grid .body { position: relative; min-width: 1240px; }
#grid .head {
  position: sticky;
  top: 0;
  z-index: 1;
  min-width: 1240px;
  background: var(--vscode-editor-background);
  border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border)));
}
.line {
  display: grid;
  grid-template-columns:
    minmax(0, 2.2fr) minmax(0, 1.2fr) minmax(0, 1.1fr) minmax(0, 1.15fr) minmax(0, 0.8fr)
    minmax(0, 1.1fr) minmax(0, 1.8fr) minmax(0, 1.5fr) minmax(0, 1.5fr) minmax(0, 1.1fr);
  height: 26px;
  line-height: 26px;
  box-sizing: border-box;
}
.body .line { position: absolute; left: 0; right: 0; }
.line > * { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; padding: 0 6px; }
.amount { text-align: right; font-variant-numeric: tabular-nums; }
.head button {
  all: unset;
  display: block;
  width: 100%;
  overflow: hidden;
  text-overflow: ellipsis;
  font-weight: 600;
  cursor: pointer;
  box-sizing: border-box;
}
.head button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: -2px; }
[aria-sort="ascending"] button::after { content: " ↑"; }
[aria-sort="descending"] button::after { content: " ↓"; }
.body .line:hover { background: var(--vscode-list-hoverBackground); }
.body .line.total { font-weight: 600; background: var(--vscode-sideBar-background); }
.body .line:not(.total) .name { color: var(--vscode-textLink-foreground); cursor: pointer; }
.body .line:not(.total) .name:hover { text-decoration: underline; }
#grid:focus .line[aria-selected="true"] {
  background: var(--vscode-list-inactiveSelectionBackground);
  outline: 1px solid var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
  outline-offset: -1px;
}
.total > .name { grid-column: 1 / span 2; }
.total > .state { display: none; }
.total > .waste { grid-column: 7 / span 4; }
.total > :is(.resourceGroup, .subscription, .location) { display: none; }
`;
