/** Turns a message into the editor's language: `vscode.l10n.t`, handed in so that what needs no editor runs without. */
export type Translate = (message: string, ...values: (string | number)[]) => string;
