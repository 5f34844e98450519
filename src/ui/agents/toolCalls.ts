/** Operations as VS Code calls tools: told of first, so that it can ask the person, and carried out by a second call. */
import type { Clock } from '../../core/clock.ts';
import { isAbort } from '../../core/errors.ts';
import { asText, type JsonObject } from '../../core/json.ts';
import { errorText } from './errorText.ts';
import { KeptPlans } from './keptPlans.ts';
import type { Operation, Plan, WriteOperation } from './operation.ts';
import type { OperationDeps } from './operationDeps.ts';
import { OperationError } from './operationError.ts';
import { readInput } from './readInput.ts';
import { operationOfTool } from './toolContribution.ts';
import { progressWords } from './toolWords.ts';

export interface ToolCallsDeps {
  readonly operations: readonly Operation[];
  readonly clock: Pick<Clock, 'now'>;
  /** Never prompts. Throws `AciError` where nobody is signed in. */
  readonly operationDeps: (signal: AbortSignal) => Promise<OperationDeps>;
  /** Why agents may change nothing here, in a sentence; undefined where they may. */
  readonly changesForbidden: () => string | undefined;
  /** Asks the person. */
  readonly confirm: (plan: Pick<Plan, 'question' | 'details'>) => Promise<boolean>;
}

/** What the person is told before a call. Plain text, in their language. */
export interface PreparedCall {
  /** Shown while it runs. */
  readonly message: string;
  /** To be agreed to first. */
  readonly plan?: Pick<Plan, 'question' | 'details'>;
}

/**
 * An error is an answer that begins with `Error:`: of what is thrown, VS Code writes the arguments into its log
 * (`LanguageModelToolsService.invokeTool`), and those of a deployment may hold secrets.
 */
export class ToolCalls {
  readonly #deps: ToolCallsDeps;
  readonly #plans: KeptPlans;

  constructor(deps: ToolCallsDeps) {
    this.#deps = deps;
    this.#plans = new KeptPlans(deps.clock);
  }

  /**
   * What a call will do. A call with something wrong is not asked about: the one that follows says what it is. Throws
   * the signal's reason only.
   */
  async prepare(tool: string, input: unknown, signal: AbortSignal): Promise<PreparedCall> {
    const operation = operationOfTool(this.#deps.operations, tool);
    const told = { message: progressWords(operation.name, groupIn(input)) };
    if (operation.effect === 'read' || this.#deps.changesForbidden() !== undefined) return told;
    try {
      const checked = readInput(operation, input);
      const plan = await this.#plan(operation, checked, signal);
      this.#plans.keep(operation.name, checked, plan);
      return { ...told, plan };
    } catch (error) {
      signal.throwIfAborted();
      if (isAbort(error)) throw error;
      return told;
    }
  }

  /** The answer for the model. Throws the signal's reason only. */
  async invoke(tool: string, input: unknown, signal: AbortSignal): Promise<string> {
    try {
      return await this.#run(operationOfTool(this.#deps.operations, tool), input, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (isAbort(error)) throw error;
      return `Error: ${errorText(error)}`;
    }
  }

  async #run(operation: Operation, input: unknown, signal: AbortSignal): Promise<string> {
    const checked = readInput(operation, input);
    if (operation.effect === 'read') {
      const deps = await this.#deps.operationDeps(signal);
      return (await operation.run(deps, checked, signal, ignoreProgress)).text;
    }
    const forbidden = this.#deps.changesForbidden();
    if (forbidden !== undefined) throw new OperationError(forbidden);
    const plan =
      this.#plans.take(operation.name, checked) ?? (await this.#agreedPlan(operation, checked, signal));
    if (!plan) return 'The person declined. Nothing was changed. Ask them what they want instead.';
    return (await plan.carryOut(signal, ignoreProgress)).text;
  }

  /** For a call that nobody was told of, or too long ago. Undefined where the person says no. */
  async #agreedPlan(
    operation: WriteOperation,
    input: JsonObject,
    signal: AbortSignal,
  ): Promise<Plan | undefined> {
    const plan = await this.#plan(operation, input, signal);
    const isAgreed = await this.#deps.confirm(plan);
    signal.throwIfAborted();
    return isAgreed ? plan : undefined;
  }

  async #plan(operation: WriteOperation, input: JsonObject, signal: AbortSignal): Promise<Plan> {
    return operation.plan(await this.#deps.operationDeps(signal), input, signal, ignoreProgress);
  }
}

/** VS Code shows what `prepare` said for as long as a tool runs. */
const ignoreProgress = (): void => undefined;

/** The group that a call names, as it names it. */
function groupIn(input: unknown): string {
  return typeof input === 'object' && input !== null ? asText((input as JsonObject)['group']) : '';
}
