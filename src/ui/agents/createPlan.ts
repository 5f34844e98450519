import { harmfulCharacter } from '../../core/harmfulCharacters.ts';
import { OperationError } from './operationError.ts';
import type { Plan } from './operation.ts';
import { unseen } from './untrustedText.ts';

/**
 * A plan as people are shown it: each detail is one line of plain text, whoever wrote what is in it. It is carried out
 * once, however often that is asked for, and also where it failed.
 */
export function createPlan(plan: Plan): Plan {
  let isUsed = false;
  return {
    question: plainLine(plan.question),
    details: plan.details.map(plainLine),
    async carryOut(signal, report) {
      signal.throwIfAborted();
      if (isUsed) throw new OperationError('This plan has been carried out already. Plan it again.');
      isUsed = true;
      return plan.carryOut(signal, report);
    },
  };
}

/** Nothing is left in it that does something instead of being shown, or that makes it look like two lines. */
function plainLine(text: string): string {
  return text
    .replace(/[\t\r\n\u2028\u2029]+/g, ' ')
    .replace(harmfulCharacter, '')
    .replace(unseen, '');
}
