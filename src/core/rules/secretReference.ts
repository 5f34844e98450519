/**
 * A secret that a group's file takes from elsewhere: `${env:NAME}`, a variable of this machine, or `${input:NAME}`,
 * which is asked for. It is filled in before anything is sent.
 */
export const secretReferencePattern = /\$\{(env|input):([^}]+)\}/g;

/** Whether the text has such a reference in it, finished or not: no rule can judge it. */
export function hasSecretReference(text: string): boolean {
  return /\$\{(?:env|input):/.test(text);
}
