/** Files that a group can be made of, told apart by what is in them. */
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  parseTree,
  type ParseError,
  printParseErrorCode,
} from 'jsonc-parser';
import { isCompose } from '../../core/compose/compose.ts';
import { asObject, isList, isObject } from '../../core/json.ts';
import type { Json, JsonObject } from '../../core/model.ts';
import type { Path } from '../../core/groupFile/path.ts';
import { isParameterFile } from '../../core/template/parameters.ts';
import { isTemplate } from '../../core/template/template.ts';
import { parseFile, type ParsedFile, type Range } from './text.ts';

export type FileKind = 'az' | 'template' | 'compose' | 'parameters' | 'unknown';

/** What kind of file it is. */
export function kindOf(content: Json | undefined): FileKind {
  if (!isObject(content)) return 'unknown';
  if (isParameterFile(content)) return 'parameters';
  if (isAzFile(content)) return 'az';
  if (isTemplate(content)) return 'template';
  return isCompose(content) ? 'compose' : 'unknown';
}

function isAzFile(content: JsonObject): boolean {
  return isList(asObject(content['properties'])['containers']);
}

/** A text as JSON (with comments, as templates have them) or as YAML. */
export function parseAny(text: string): ParsedFile {
  return /^\uFEFF?\s*(?:\{|\/[/*])/.test(text) ? parseJson(text) : parseFile(text);
}

function parseJson(text: string): ParsedFile {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  return {
    content: tree && (getNodeValue(tree) as Json),
    syntaxProblems: errors.map(({ error, offset, length }) => ({
      message: printParseErrorCode(error),
      start: offset,
      end: offset + length,
    })),
    rangeOf: (path, on) => (tree ? rangeIn(tree, path, on) : { start: 0, end: 0 }),
    pathAt: () => [],
  };
}

/** The nearest parent's where there is nothing at `path`. */
function rangeIn(tree: Node, path: Path, on: 'key' | 'value'): Range {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    const key = node?.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    const found = on === 'key' || length < path.length ? (key ?? node) : node;
    if (found) return { start: found.offset, end: found.offset + found.length };
  }
  return { start: tree.offset, end: tree.offset + 1 };
}
