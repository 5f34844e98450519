/** What `test` and `[` answer: 0 true, 1 false, 2 nonsense. No file exists but the root's usual folders. */
export function test(words: readonly string[]): number {
  if (words[0] === '!') {
    const code = test(words.slice(1));
    return code === 2 ? 2 : 1 - code;
  }
  const or = words.indexOf('-o');
  if (or > 0) return either(test(words.slice(0, or)), test(words.slice(or + 1)), Math.min);
  const and = words.indexOf('-a');
  if (and > 0) return either(test(words.slice(0, and)), test(words.slice(and + 1)), Math.max);
  const [left = '', operator = '', right = ''] = words;
  if (words.length === 0) return 1;
  if (words.length === 1) return code(left !== '');
  if (words.length === 2) return unary(left, operator);
  return words.length === 3 ? binary(left, operator, right) : 2;
}

const code = (holds: boolean) => (holds ? 0 : 1);

const either = (left: number, right: number, choose: (...codes: number[]) => number) =>
  left === 2 || right === 2 ? 2 : choose(left, right);

function unary(operator: string, operand: string): number {
  switch (operator) {
    case '-n':
      return code(operand !== '');
    case '-z':
      return code(operand === '');
    case '-d':
    case '-e':
      return code(
        /^\/(?:bin|dev|etc|home|lib|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)?\/?$/.test(operand),
      );
    case '-f':
    case '-r':
    case '-s':
    case '-w':
    case '-x':
      return 1;
    default:
      return 2;
  }
}

function binary(left: string, operator: string, right: string): number {
  if (operator === '=' || operator === '==') return code(left === right);
  if (operator === '!=') return code(left !== right);
  const compare = comparisons[operator];
  if (!compare || !/^-?\d+$/.test(left) || !/^-?\d+$/.test(right)) return 2;
  return code(compare(Number(left), Number(right)));
}

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};
