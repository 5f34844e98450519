/**
 * What Azure's messages about templates name. The texts are those that learn.microsoft.com "Resolve errors for invalid
 * template" and "Find error codes" show, and issues quote; the rest of a message is not relied on.
 */
import type { JsonPath } from '../document/jsonPath.ts';

export type NamedPart =
  /** A parameter, variable or output by its declaration. */
  | { readonly kind: 'parameters' | 'variables' | 'outputs'; readonly name: string }
  /** An expression that asks for something that the template has not. */
  | { readonly kind: 'expression'; readonly text: string }
  /** A resource by its name, its type and name, or its id. */
  | { readonly kind: 'resource'; readonly name: string }
  | { readonly kind: 'path'; readonly path: JsonPath }
  /** From 1, in what was sent. */
  | { readonly kind: 'line'; readonly line: number };

type ReadPart = (match: RegExpExecArray) => NamedPart;

const patterns: readonly (readonly [RegExp, ReadPart])[] = [
  // "Could not find member 'x' on object of type 'TemplateResource'. Path 'properties.template.resources[0].x', line 36, …"
  [/\bPath '([^']+)'/, ([, text = '']) => ({ kind: 'path', path: readPath(text) })],
  [
    /template resource '((?:properties\.template\.)?resources\[\d+\][^']*)'/,
    ([, text = '']) => ({ kind: 'path', path: readPath(text) }),
  ],
  [
    /template (parameter|variable) '([^']+)' is not found/i,
    ([, kind = '', name = '']) => ({ kind: 'expression', text: `${kind.toLowerCase()}s('${name}'` }),
  ],
  [
    /template function '([^']+)' is not (?:valid|expected)/i,
    ([, name = '']) => ({ kind: 'expression', text: `${name}(` }),
  ],
  [/template parameters? '([^',]+)/i, ([, name = '']) => ({ kind: 'parameters', name })],
  [/template variable '([^']+)'/i, ([, name = '']) => ({ kind: 'variables', name })],
  [/template outputs?:? '([^',]+)/i, ([, name = '']) => ({ kind: 'outputs', name })],
  [
    /\bat line '(\d+)'|\bline (\d+), position \d+/,
    match => ({ kind: 'line', line: Number(match[1] ?? match[2]) }),
  ],
  // The name may be an expression with quotes of its own.
  [
    /template resource '(.+?)' (?:at line|of type|for type|reference)/i,
    ([, name = '']) => ({ kind: 'resource', name }),
  ],
  [/\bresource:? '([^']+)'/i, ([, name = '']) => ({ kind: 'resource', name })],
];

/** What says best where the error is comes first. */
export function namesInMessage(message: string): readonly NamedPart[] {
  return patterns.flatMap(([pattern, read]) => {
    const match = pattern.exec(message);
    return match ? [read(match)] : [];
  });
}

/** `properties.template.resources[0].name`, or the same from the template on, as a path in the template. */
export function readPath(text: string): JsonPath {
  const inTemplate = text.replace(/^(?:\$\.)?(?:properties\.)?template(?:\.|$)/, '');
  return [...inTemplate.matchAll(/\[(\d+)\]|\['([^']*)'\]|([^.[\]]+)/g)].map(([, index, quoted, plain]) =>
    index === undefined ? (quoted ?? plain ?? '') : Number(index),
  );
}
