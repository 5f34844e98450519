/** ARM's refusals of templates: `InvalidTemplate`, with the place in the request's body. */
import { ArmError } from '../../armError.ts';
import { ExpressionError } from '../language/expressionError.ts';
import type { PositionedJson } from '../language/readTemplateJson.ts';

/** Where something of a template stands in the body that it came with. */
export interface Place {
  readonly path: string;
  readonly source: Pick<PositionedJson, 'positionOf'>;
}

/** `at line '1' and column '266'`. */
export function lineAndColumn({ path, source }: Place): string {
  const { line, column } = source.positionOf(path);
  return `at line '${line}' and column '${column}'`;
}

/**
 * 400: the template is wrong before anything of it is deployed (microsoft.com: "Resolve errors for invalid template"; the
 * `additionalInfo`: hashicorp/terraform-provider-azurerm#4652).
 */
export function invalidTemplate(why: string, place: Place): ArmError {
  return withPlace(`Deployment template validation failed: '${why}'.`, place);
}

/** The same for what is found out while the resource is deployed. */
export function unprocessableResource(id: string, error: ExpressionError, place: Place): ArmError {
  const message = `Unable to process template language expressions for resource '${id}' ${lineAndColumn(place)}. '${error.message}'`;
  return withPlace(message, place);
}

function withPlace(message: string, { path, source }: Place): ArmError {
  const { line: lineNumber, column: linePosition } = source.positionOf(path);
  const info = { lineNumber, linePosition, path };
  return new ArmError(400, 'InvalidTemplate', message, {
    more: { additionalInfo: [{ type: 'TemplateViolation', info }] },
  });
}

/** What `action` answers; an ExpressionError in it becomes `InvalidTemplate`. `words`: what ARM says of it. */
export function orInvalidTemplate<T>(place: Place, words: (why: string) => string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof ExpressionError) throw invalidTemplate(words(error.message), place);
    throw error;
  }
}
