/** Texts of Azure's without secrets. */
import { secretPropertyNames } from '../../core/document/secretLocations.ts';

const secretNames = [...secretPropertyNames, 'client_secret', 'access_token', 'refresh_token'].join('|');
const namedSecret = new RegExp(
  String.raw`("?(?:${secretNames})"?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[^\s,;&}"']+)`,
  'gi',
);

/** Takes tokens and passwords out of a text that is about to be shown. */
export function redact(text: string): string {
  return text
    .replace(/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '(token)')
    .replace(/\b(Bearer|Basic) [\w.~+/=-]+/gi, '$1 (token)')
    .replace(namedSecret, '$1(removed)');
}
