/** JSON text as plain data, with the comments and trailing commas that templates have. */
import * as l10n from '@vscode/l10n';
import { findNodeAtLocation, type Node, parseTree, type ParseError, printParseErrorCode } from 'jsonc-parser';
import type { JsonPath } from '../../core/document/jsonPath.ts';
import type { Json } from '../../core/json.ts';
import { limitProblem, maxJson } from './parserLimits.ts';
import type { ParsedFile, Range } from './parsedFile.ts';

/** Never throws. */
export function readJson(text: string): ParsedFile {
  const tooMuch = limitProblem(text, maxJson);
  const { tree, errors } = tooMuch === undefined ? parse(text) : { tree: undefined, errors: [] };
  const syntax = errors.map(({ error, offset, length }) => ({
    message: syntaxText(printParseErrorCode(error)),
    start: offset,
    end: offset + length,
  }));
  return {
    content: tree && contentOf(tree, text),
    syntaxProblems: tooMuch === undefined ? syntax : [{ message: tooMuch, start: 0, end: 0 }],
    repeatedKeys: [],
    variables: [],
    tags: [],
    rangeOf: (path, on) => (tree ? rangeIn(tree, path, on) : { start: 0, end: 0 }),
    pathAt: () => [],
  };
}

interface Parsed {
  readonly tree: Node | undefined;
  readonly errors: readonly ParseError[];
}

/**
 * Line breaks in texts stay in them, as Azure reads templates (Azure/azure-cli#12909). Where something is wrong all the
 * same, a line ends its text: the mistake is found nearer to its place.
 */
function parse(text: string): Parsed {
  const strict = parseStrictly(text);
  if (strict.errors.length === 0) return strict;
  const lenient = parseStrictly(withLineBreaksMarked(text));
  return lenient.errors.length === 0 ? lenient : strict;
}

function parseStrictly(text: string): Parsed {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  return { tree, errors };
}

const comments = String.raw`\/\/[^\r\n]*|\/\*[\s\S]*?\*\/`;
const texts = new RegExp(String.raw`${comments}|"(?:[^"\\]|\\[\s\S])*"`, 'g');
/** Stand for control characters in texts: each is as long as what it stands for, so that places stay the same. */
const marks = { '\n': '\uE00A', '\r': '\uE00D', '\t': '\uE009' } as const;

function withLineBreaksMarked(text: string): string {
  return text.replace(texts, found =>
    found.startsWith('"')
      ? found.replace(/[\n\r\t]/g, character => marks[character as keyof typeof marks])
      : found,
  );
}

/** The text that the node stands for in the file; in one with mistakes, what the parser made of it. */
function textOf(node: Node, text: string): string {
  const value = node.value as string;
  const written = text.slice(node.offset, node.offset + node.length);
  if (!/[\n\r\t]/.test(written)) return value;
  const errors: ParseError[] = [];
  const escaped = written.replace(/[\n\r\t]/g, character => JSON.stringify(character).slice(1, -1));
  const parsed = parseTree(escaped, errors);
  return errors.length === 0 && typeof parsed?.value === 'string' ? parsed.value : value;
}

function syntaxText(code: ReturnType<typeof printParseErrorCode>): string {
  switch (code) {
    case 'PropertyNameExpected':
      return l10n.t('A property name in double quotes is missing here.');
    case 'ValueExpected':
      return l10n.t('A value is missing here.');
    case 'ColonExpected':
      return l10n.t('A colon is missing here.');
    case 'CommaExpected':
      return l10n.t('A comma is missing here.');
    case 'CloseBraceExpected':
      return l10n.t('The closing } is missing here.');
    case 'CloseBracketExpected':
      return l10n.t('The closing ] is missing here.');
    case 'EndOfFileExpected':
      return l10n.t('The file goes on after its end. Remove what stands here.');
    case 'UnexpectedEndOfComment':
      return l10n.t('The comment has no end. Close it with */.');
    case 'UnexpectedEndOfString':
      return l10n.t('The text has no end. Close it with a double quote.');
    case 'UnexpectedEndOfNumber':
    case 'InvalidNumberFormat':
      return l10n.t('This is no number as JSON writes it.');
    case 'InvalidUnicode':
      return l10n.t('\\u is followed by four hexadecimal digits.');
    case 'InvalidEscapeCharacter':
      return l10n.t('This is no escape that JSON has. Write a backslash as \\\\.');
    case 'InvalidCharacter':
      return l10n.t('This character has to be escaped.');
    case 'InvalidCommentToken':
    case 'InvalidSymbol':
    case '<unknown ParseErrorCode>':
      return l10n.t('This is not JSON. Texts stand in double quotes.');
  }
}

/** A whole number beyond what JavaScript holds keeps its digits as a text, which the service takes as well. */
function contentOf(node: Node, text: string): Json {
  const { type, children = [] } = node;
  if (type === 'array') return children.map(child => contentOf(child, text));
  if (type === 'object') return Object.fromEntries(children.flatMap(property => entryOf(property, text)));
  if (type === 'string') return textOf(node, text);
  if (type !== 'number') return (node.value ?? null) as Json;
  const digits = text.slice(node.offset, node.offset + node.length);
  const value = node.value as number;
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? digits : value;
}

function entryOf({ children: [key, value] = [] }: Node, text: string): readonly (readonly [string, Json])[] {
  return key && value ? [[textOf(key, text), contentOf(value, text)]] : [];
}

/** The nearest parent's where there is nothing at `path`. */
function rangeIn(tree: Node, path: JsonPath, on: 'key' | 'value'): Range {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    const key = node?.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    const found = on === 'key' || length < path.length ? (key ?? node) : node;
    if (found) return { start: found.offset, end: found.offset + found.length };
  }
  return { start: tree.offset, end: tree.offset + 1 };
}
