import type { AciError } from '../../core/errors.ts';

/**
 * The newest api-version that ARM's refusal of ours names: "The supported api-versions are '2017-08-01-preview,
 * …'". Of one date, the stable one. Undefined where the error is no such refusal.
 */
export function newestSupportedVersion({ code, message }: AciError): string | undefined {
  if (code !== 'NoRegisteredProviderFound' && code !== 'InvalidApiVersionParameter') return undefined;
  const named = /supported (?:api-)?versions are '([^']+)'/i.exec(message)?.[1] ?? '';
  const versions = named.split(/[,;\s]+/).filter(version => /^\d{4}-\d{2}-\d{2}(?:-preview)?$/.test(version));
  return versions.toSorted((a, b) => sortKey(a).localeCompare(sortKey(b))).at(-1);
}

function sortKey(version: string): string {
  return version.endsWith('-preview') ? version : `${version}-stable`;
}
