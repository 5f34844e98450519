/** How long a server asks us to wait. */

/**
 * The longest that anybody waits in silence, in ms. Resource Manager's buckets fill again within seconds
 * (learn.microsoft.com "Understand how Azure Resource Manager throttles requests"); asking once too often in a quarter
 * of an hour hurts nobody.
 */
const longestWait = 900_000;

/**
 * Milliseconds from an answer's `x-ms-retry-after-ms`, `retry-after-ms` or `Retry-After` (seconds or a date); a quarter
 * of an hour at most.
 */
export function retryAfter(
  headers: { get(name: string): string | undefined },
  now: number,
): number | undefined {
  const asked = askedFor(headers, now);
  return asked === undefined ? undefined : Math.min(asked, longestWait);
}

function askedFor(headers: { get(name: string): string | undefined }, now: number): number | undefined {
  const ms = headers.get('x-ms-retry-after-ms') ?? headers.get('retry-after-ms');
  if (ms !== undefined && /^\d+$/.test(ms.trim())) return Number(ms);
  const limits = costLimits.map(limit => Number(headers.get(limit) ?? 0) * 1000);
  const longest = Math.max(...limits.filter(Number.isFinite));
  const value = headers.get('retry-after')?.trim();
  if (value === undefined) return longest > 0 ? longest : undefined;
  const general = generalWait(value, headers, now);
  return longest > 0 ? Math.max(longest, general ?? 0) : general;
}

/**
 * Cost Management has several limits at once, and a header for each (learn.microsoft.com, "Automate with Cost
 * Management": data latency and rate limits; Azure/azqr#745): the longest wait is the one that helps.
 */
const costLimits = ['qpu', 'entity', 'tenant', 'client', 'clienttype'].map(
  limit => `x-ms-ratelimit-microsoft.costmanagement-${limit}-retry-after`,
);

function generalWait(
  value: string,
  headers: { get(name: string): string | undefined },
  now: number,
): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value) * 1000;
  // A date is by the server's clock, so measure it against the server's own `Date`.
  const until = Date.parse(value) - (Date.parse(headers.get('date') ?? '') || now);
  return Number.isNaN(until) ? undefined : Math.max(0, until);
}
