/** What is at a path. */
type InspectPath = (path: string) => {
  readonly kind: 'file' | 'folder' | undefined;
  readonly isEmpty: boolean;
};

/** What `test` and `[` answer: 0 true, 1 false, 2 nonsense. */
export function runTest(words: readonly string[], look: InspectPath): number {
  if (words[0] === '!') {
    const code = runTest(words.slice(1), look);
    return code === 2 ? 2 : 1 - code;
  }
  const or = words.indexOf('-o');
  if (or > 0) return either(runTest(words.slice(0, or), look), runTest(words.slice(or + 1), look), Math.min);
  const and = words.indexOf('-a');
  if (and > 0)
    return either(runTest(words.slice(0, and), look), runTest(words.slice(and + 1), look), Math.max);
  const [left = '', operator = '', right = ''] = words;
  if (words.length === 0) return 1;
  if (words.length === 1) return code(left !== '');
  if (words.length === 2) return unary(left, operator, look);
  return words.length === 3 ? binary(left, operator, right) : 2;
}

const code = (holds: boolean) => (holds ? 0 : 1);

const either = (left: number, right: number, choose: (...codes: number[]) => number) =>
  left === 2 || right === 2 ? 2 : choose(left, right);

function unary(operator: string, operand: string, look: InspectPath): number {
  switch (operator) {
    case '-n':
      return code(operand !== '');
    case '-z':
      return code(operand === '');
    case '-d':
      return code(look(operand).kind === 'folder');
    case '-f':
      return code(look(operand).kind === 'file');
    case '-s':
      return code(look(operand).kind === 'folder' || !look(operand).isEmpty);
    case '-e':
    case '-r':
    case '-w':
    case '-x':
      return code(look(operand).kind !== undefined);
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
