/** Variables and quotes in the arguments of a Dockerfile's instructions ("Environment replacement"). */

export type Variables = ReadonlyMap<string, string>;

/** `$X`, `${X}`, `${X:-word}` and `${X:+word}` replaced, and quotes taken away. */
export function expandWord(word: string, variables: Variables, escape: string): string {
  let text = '';
  let quote = '';
  for (let at = 0; at < word.length; at++) {
    const char = word.charAt(at);
    if (char === escape && quote !== "'") {
      const next = word.charAt(++at);
      text += quote === '"' && !['"', '$', escape].includes(next) ? char + next : next;
    } else if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === '$' && quote !== "'") {
      const { value, length } = variableAt(word.slice(at), variables, escape);
      text += value;
      at += length - 1;
    } else text += char;
  }
  return text;
}

function variableAt(
  text: string,
  variables: Variables,
  escape: string,
): { readonly value: string; readonly length: number } {
  const plain = /^\$([A-Za-z_]\w*)/.exec(text);
  if (plain) return { value: variables.get(plain[1] ?? '') ?? '', length: plain[0].length };
  const braced = /^\$\{([A-Za-z_]\w*)(?::([-+])((?:[^{}]|\{[^{}]*\})*))?\}/.exec(text);
  if (!braced) return { value: '$', length: 1 };
  const [whole, name = '', how, word = ''] = braced;
  const value = variables.get(name) ?? '';
  const other = () => expandWord(word, variables, escape);
  if (how === '-') return { value: value === '' ? other() : value, length: whole.length };
  if (how === '+') return { value: value === '' ? '' : other(), length: whole.length };
  return { value, length: whole.length };
}

/** The words of an argument list; blanks in quotes belong to a word, and quotes are kept. */
export function splitWords(text: string, escape: string): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === escape && at + 1 < text.length) word += char + text.charAt(++at);
    else if (quote === '' && /\s/.test(char)) {
      if (word !== '') words.push(word);
      word = '';
    } else {
      if (quote === char) quote = '';
      else if (quote === '' && (char === '"' || char === "'")) quote = char;
      word += char;
    }
  }
  if (word !== '') words.push(word);
  return words;
}

/** `A=1 B="x y"`, or the older `A x y`, as names with their values. */
export function readAssignments(
  text: string,
  variables: Variables,
  escape: string,
): readonly (readonly [string, string])[] {
  const words = splitWords(text, escape);
  const [first = ''] = words;
  if (!first.includes('=')) {
    return [[first, expandWord(text.slice(first.length).trim(), variables, escape)]];
  }
  return words.map(word => {
    const at = word.indexOf('=');
    const name = expandWord(at < 0 ? word : word.slice(0, at), variables, escape);
    return [name, at < 0 ? '' : expandWord(word.slice(at + 1), variables, escape)] as const;
  });
}
