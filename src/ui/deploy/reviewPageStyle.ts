/** What the review of a template has besides what every page has. */
export const reviewPageStyle = `
header { position: sticky; top: 0; background: var(--vscode-editor-background); padding-bottom: 8px; z-index: 1;
  border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-panel-border))); }
h1:focus { outline: none; }
section h2, details.section h2 { border-top: none; padding-top: 0; margin-top: 1.2em; }
details.section > summary h2 { display: inline; }
details.section { margin-top: 1.2em; }
summary { cursor: pointer; }
summary:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
button { font: inherit; padding: 5px 14px; border-radius: 2px; cursor: pointer; margin-right: 8px;
  color: var(--vscode-button-foreground); background: var(--vscode-button-background);
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-button-border, transparent)); }
button:hover { background: var(--vscode-button-hoverBackground); }
button.secondary { color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); }
button.secondary:hover { background: var(--vscode-button-secondaryHoverBackground); }
button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
button:disabled { opacity: 0.5; cursor: default; }
ul.changes { list-style: none; padding-left: 0; }
ul.changes > li { margin: 0.6em 0; padding-left: 1.4em; text-indent: 0; position: relative; }
ul.changes > li::before { position: absolute; left: 0; font-weight: 600; }
li.create::before { content: '+'; color: var(--vscode-gitDecoration-addedResourceForeground); }
li.modify::before { content: '~'; color: var(--vscode-gitDecoration-modifiedResourceForeground); }
li.delete::before { content: '\\2212'; color: var(--vscode-gitDecoration-deletedResourceForeground); }
li.deploy::before { content: '!'; color: var(--vscode-gitDecoration-modifiedResourceForeground); }
li.unsupported::before { content: '?'; }
li.nochange::before { content: '='; }
li.ignore::before { content: '*'; }
.name { font-weight: 600; }
.about { color: var(--vscode-descriptionForeground); margin-left: 6px; }
.verdict { border-left: 3px solid var(--vscode-editorInfo-foreground); padding-left: 8px; }
li > p.about { margin-left: 0; }
p.note { color: var(--vscode-descriptionForeground); margin-top: 1.2em; }
.verdict:is(.restartsAll, .warning) { border-color: var(--vscode-editorWarning-foreground); }
.verdict.needsRecreate { border-color: var(--vscode-editorError-foreground); }
table { border-collapse: collapse; width: 100%; margin: 0.4em 0; }
td { padding: 3px 16px 3px 0; vertical-align: top; overflow-wrap: anywhere; white-space: pre-wrap; }
td code { background: none; padding: 0; border: none; }
td.kind { color: var(--vscode-descriptionForeground); white-space: nowrap; }
del, ins { text-decoration: none; font-family: var(--vscode-editor-font-family); border-radius: 3px; padding: 0 3px; }
del { background: var(--vscode-diffEditor-removedTextBackground); }
ins { background: var(--vscode-diffEditor-insertedTextBackground); }
body.vscode-high-contrast :is(del, ins), body.vscode-high-contrast-light :is(del, ins) {
  border: 1px solid var(--vscode-contrastBorder); }
del { text-decoration: line-through; }
`;

/** Tells the window which button was pressed; reads the title out first. */
export const reviewPageScript = `
const buttons = ['deploy', 'cancel'].map(id => document.getElementById(id));
for (const button of buttons)
  button.addEventListener('click', () => {
    for (const each of buttons) each.disabled = true;
    vscode.postMessage(button.id);
  });
document.getElementById('title').focus();
`;
