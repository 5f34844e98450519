/** What the extension may weigh, in bytes, and what agents read: `budget.json`, which only a deliberate commit raises. */
import type { Weights } from './bundle.ts';

export interface Budget {
  readonly activation: number;
  readonly vsix: number;
  /** By the source that is asked for. */
  readonly chunks: Readonly<Record<string, number>>;
  /** For each chunk that has no line of its own. */
  readonly anyOtherChunk: number;
  /** By the page of a webview. */
  readonly pages: Readonly<Record<string, number>>;
  /** What agents read, in tokens: see `agents.ts`. */
  readonly agents: {
    /** Of each tool's description and schema, and of all of them together. */
    readonly tool: number;
    readonly allTools: number;
    /** Of each answer: `longestAnswer` in tokens. */
    readonly answer: number;
  };
}

/** What is over the budget, and lines of it that nothing stands for any more. Empty where all is well. */
export function overBudget(
  budget: Omit<Budget, 'agents'>,
  { activation, lazy }: Weights,
  vsix: number,
  pages: ReadonlyMap<string, number>,
): readonly string[] {
  const over = (what: string, bytes: number, most: number) =>
    bytes > most ? [`${what} has ${bytes} bytes; the budget allows ${most}`] : [];
  return [
    ...over('what every window loads', activation, budget.activation),
    ...over('the .vsix', vsix, budget.vsix),
    ...[...lazy].flatMap(([name, bytes]) => over(name, bytes, budget.chunks[name] ?? budget.anyOtherChunk)),
    ...[...pages].flatMap(([name, bytes]) => over(`the page ${name}`, bytes, budget.pages[name] ?? 0)),
    ...Object.keys(budget.chunks)
      .filter(name => !lazy.has(name))
      .map(name => `${name} has a budget, but is no chunk`),
  ];
}
