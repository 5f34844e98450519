/** The value of a `$((…))`: integers, variables, + - * / % ( ) and comparisons. Throws RangeError on nonsense. */
export function calculate(expression: string, variable: (name: string) => string): number {
  const tokens = expression.match(/\d+|[A-Za-z_]\w*|[<>=!]=|&&|\|\||[-+*/%()<>!]|\S/g) ?? [];
  let at = 0;

  function take(...operators: string[]): string | undefined {
    const token = tokens[at];
    if (token === undefined || !operators.includes(token)) return undefined;
    at++;
    return token;
  }

  function binary(level: number): number {
    const operators = levels[level];
    if (!operators) return unary();
    let left = binary(level + 1);
    for (let operator = take(...operators); operator !== undefined; operator = take(...operators))
      left = apply(operator, left, binary(level + 1));
    return left;
  }

  function unary(): number {
    if (take('-') !== undefined) return -unary();
    if (take('+') !== undefined) return unary();
    if (take('!') !== undefined) return Number(unary() === 0);
    if (take('(') !== undefined) {
      const value = binary(0);
      if (take(')') === undefined) throw new RangeError('arithmetic syntax error');
      return value;
    }
    const token = tokens[at++] ?? '';
    if (/^\d/.test(token)) return Number(token);
    if (/^[A-Za-z_]/.test(token)) return Math.trunc(Number(variable(token))) || 0;
    throw new RangeError('arithmetic syntax error');
  }

  if (tokens.length === 0) return 0;
  const value = binary(0);
  if (at < tokens.length) throw new RangeError('arithmetic syntax error');
  return value;
}

const levels = [['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']];

function apply(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
    case '%':
      if (right === 0) throw new RangeError('divide by zero');
      return operator === '/' ? Math.trunc(left / right) : left % right;
    case '<':
      return Number(left < right);
    case '>':
      return Number(left > right);
    case '<=':
      return Number(left <= right);
    case '>=':
      return Number(left >= right);
    case '==':
      return Number(left === right);
    case '!=':
      return Number(left !== right);
    case '&&':
      return Number(left !== 0 && right !== 0);
    default:
      return Number(left !== 0 || right !== 0);
  }
}
