/** Reads source text for the messages that `l10n.t` translates, and for texts that go around it. */
import ts from 'typescript';

export interface MessageScan {
  /** What an export for translators holds. */
  readonly messages: readonly string[];
  /** `line: what is wrong`. */
  readonly faults: readonly string[];
  /** Literals that look like words for people and are no message; `§` stands for what is put in. */
  readonly plainTexts: readonly string[];
}

/** Where even a single word is for people. */
const shownProperty =
  /^(?:label|title|description|detail|placeholder|placeHolder|prompt|message|tooltip|sentence|accessibilityLabel|openLabel|saveLabel|documentation)$/;
const shownArgument = /^show\w*Message$/;
/** The log is English: those who help read it. So are errors that nobody is shown. */
const logCall = /^(?:log|trace|debug|info|warn|error)$/;
const internalError = /^(?:Error|RangeError|TypeError|DOMException)$/;

export function scanMessages(file: string, text: string): MessageScan {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const messages: string[] = [];
  const faults: string[] = [];
  const plainTexts: string[] = [];
  const lineOf = (node: ts.Node) => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const fault = (node: ts.Node, what: string) => faults.push(`${lineOf(node)}: ${what}`);

  function visit(node: ts.Node, isWithinUnseen: boolean): void {
    if (ts.isImportDeclaration(node) && isOddImport(node)) fault(node, 'import @vscode/l10n as l10n');
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    const isUnseen = isWithinUnseen || isNeverShown(node);
    if (ts.isCallExpression(node) && isTranslate(node.expression)) {
      visitMessage(node);
      for (const value of node.arguments.slice(1)) visit(value, isUnseen);
      return;
    }
    if (isTranslate(node)) fault(node, 'l10n.t is passed on, so that nobody finds its messages');
    const literal = isUnseen ? undefined : textOf(node);
    if (literal !== undefined && (isWords(literal) || (isShown(node) && hasWord(literal))))
      plainTexts.push(literal);
    ts.forEachChild(node, child => visit(child, isUnseen));
  }

  function visitMessage(call: ts.CallExpression): void {
    const [message, ...values] = call.arguments;
    if (!message || !ts.isStringLiteral(message)) {
      fault(call, 'the message is no literal');
      return;
    }
    messages.push(message.text);
    if (!isWithinFunction(call)) fault(call, 'the message is made before the language is known');
    const named = new Set([...message.text.matchAll(/\{(\d+)\}/g)].map(([, index]) => Number(index)));
    const isSpread = values.some(value => ts.isSpreadElement(value));
    const isComplete = named.size === values.length && [...named].every(index => index < values.length);
    if (!isSpread && !isComplete) fault(call, 'the message names other values than it gets');
  }

  visit(source, false);
  return { messages, faults, plainTexts };
}

/** By another name its calls would not be found. */
function isOddImport({ moduleSpecifier, importClause }: ts.ImportDeclaration): boolean {
  return moduleSpecifier.getText().endsWith("l10n'") && importClause?.getText() !== '* as l10n';
}

function isTranslate(node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(node) && /(?:^|\.)l10n\.t$/.test(node.getText());
}

function isNeverShown(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) {
    const [kind] = node.arguments ?? [];
    const isUnexpected = kind !== undefined && ts.isStringLiteral(kind) && kind.text === 'unexpected';
    return internalError.test(node.expression.getText()) || isUnexpected;
  }
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    logCall.test(node.expression.name.text)
  );
}

function isWithinFunction(node: ts.Node): boolean {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionLike(at)) return true;
    if (ts.isPropertyDeclaration(at))
      return !at.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
  }
  return false;
}

function textOf(node: ts.Node): string | undefined {
  const text = literalOf(node);
  if (text === undefined) return undefined;
  const isMarkup = ts.isTaggedTemplateExpression(node.parent) && node.parent.tag.getText() === 'markup';
  return isMarkup ? text.replace(/<[^>]*>/g, '') : text;
}

function literalOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `§${literal.text}`).join('');
}

/** Two words beside each other. */
function isWords(text: string): boolean {
  return /\p{L}{2}[\p{P}§]* \p{P}*[\p{L}§]|§\p{P}* \p{L}{2}/u.test(withoutIcons(text));
}

function hasWord(text: string): boolean {
  return /\p{L}{2}/u.test(withoutIcons(text));
}

function withoutIcons(text: string): string {
  return text.replace(/\$\([\w~-]+\)/g, '');
}

/** Whether the literal is what a property that people see is set to, or a message, also by `a ? b : c` and `??`. */
function isShown(node: ts.Node): boolean {
  let value = node;
  while (
    ts.isParenthesizedExpression(value.parent) ||
    (ts.isBinaryExpression(value.parent) && value.parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) ||
    (ts.isConditionalExpression(value.parent) && value.parent.condition !== value)
  )
    value = value.parent;
  const { parent } = value;
  if (ts.isPropertyAssignment(parent))
    return parent.initializer === value && shownProperty.test(parent.name.getText());
  if (ts.isBinaryExpression(parent))
    return (
      parent.right === value &&
      ts.isPropertyAccessExpression(parent.left) &&
      shownProperty.test(parent.left.name.text)
    );
  return (
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    shownArgument.test(parent.expression.name.text)
  );
}
