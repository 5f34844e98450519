/** Parameters as Azure reads them, also where a `+` isn't taken for a blank. */
export function queryString(parameters: Readonly<Record<string, string>>): string {
  return new URLSearchParams(parameters).toString().replaceAll('+', '%20');
}
