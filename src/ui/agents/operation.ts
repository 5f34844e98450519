/** What an agent can do with container groups: one entry per operation, offered as tools of VS Code and of MCP. */
import type { JsonObject } from '../../core/json.ts';
import type { OperationDeps } from './operationDeps.ts';

/** What every caller is told of an operation before it runs. */
interface OperationDescription {
  /** `list_groups`. */
  readonly name: string;
  /** What people see it called: `List container groups`. */
  readonly title: string;
  /** For a model, in English: what it does, when to use it, its limits, what comes back. */
  readonly description: string;
  /** JSON schema of the arguments, an object that allows no others. */
  readonly inputSchema: JsonObject;
  /** JSON schema of `Answer.data`. */
  readonly outputSchema: JsonObject;
}

export interface Answer {
  /** For a model: compact, at most `longestAnswer` characters, says what was cut and how to get the rest. No secret. */
  readonly text: string;
  /** The same as data. */
  readonly data: JsonObject;
}

/** Told while a long operation runs: a sentence. */
export type ReportProgress = (message: string) => void;

/** Changes nothing. */
export interface ReadOperation extends OperationDescription {
  readonly effect: 'read';
  /** `input` is as `inputSchema` says. Throws `OperationError`, `AciError`, or the signal's reason. */
  run(deps: OperationDeps, input: object, signal: AbortSignal, report: ReportProgress): Promise<Answer>;
}

/**
 * Changes something: it is planned first, and carried out once somebody has agreed to what the plan says. `destroy`
 * loses what can't be had back.
 */
export interface WriteOperation extends OperationDescription {
  readonly effect: 'write' | 'destroy';
  /** Whether the second of two equal calls changes nothing more. */
  readonly isIdempotent: boolean;
  /** `input` is as `inputSchema` says. Reads and checks; changes nothing. Throws `OperationError`, `AciError`, or the signal's reason. */
  plan(deps: OperationDeps, input: object, signal: AbortSignal, report: ReportProgress): Promise<Plan>;
}

export type Operation = ReadOperation | WriteOperation;

/** What will happen, to be agreed to by a person. All plain text, in the language of the person (`…Words.ts`). */
export interface Plan {
  /** `Delete the container group "web"?` */
  readonly question: string;
  /** Each a line: subscription, group, price, what changes, what stands in the way. No secret. */
  readonly details: readonly string[];
  /**
   * Does what the plan says, once. Throws `OperationError` where what it was made for has changed since, `AciError`, or
   * the signal's reason.
   */
  carryOut(signal: AbortSignal, report: ReportProgress): Promise<Answer>;
}

/** How long a plan that was shown may be carried out (ms): what it was made for may be another one later. */
export const planLifetime = 10 * 60_000;

/** The most characters of an answer's text: some 4,000 tokens. */
export const longestAnswer = 16_000;
