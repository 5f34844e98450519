/** `GET /api/retail/prices`: Azure's public price list, which takes no token (learn.microsoft.com, "Retail Prices REST API"). */
import type { Request, Response, Route } from '../arm/route.ts';
import type { Json } from '../json.ts';
import { readPriceFilter } from './priceFilter.ts';
import { priceRows } from './priceRows.ts';

/** What tests may change while it runs. */
export interface PriceSwitches {
  /** Rows on a page. Default: 100, as many as were recorded. */
  pageSize: number;
}

export function retailPriceRoutes(switches: PriceSwitches): Route[] {
  return [
    {
      method: 'GET',
      path: /^\/api\/retail\/prices$/,
      access: 'open',
      answer: request => prices(request, switches),
    },
  ];
}

function prices({ url }: Request, { pageSize }: PriceSwitches): Response {
  const query = url.searchParams;
  // The documentation quotes it, clients mostly don't.
  const currency = (query.get('currencyCode') ?? 'USD').replaceAll("'", '');
  const rows = priceRows(currency);
  if (!rows) return badRequest(`The currency code '${currency}' is invalid.`);
  const fits = readPriceFilter(query.get('$filter'));
  if (!fits) return badRequest('The query specified in the URI is not valid.');
  const found = rows.filter(fits);
  const skip = Number(query.get('$skip') ?? 0);
  if (!Number.isInteger(skip) || skip < 0) return badRequest('The value of $skip is not valid.');
  const page = found.slice(skip, skip + pageSize);
  return {
    status: 200,
    body: {
      BillingCurrency: currency,
      CustomerEntityId: 'Default',
      CustomerEntityType: 'Retail',
      Items: page,
      NextPageLink: skip + pageSize < found.length ? nextPage(url, skip + pageSize) : null,
      Count: page.length,
    } satisfies Json,
  };
}

function nextPage(url: URL, skip: number): string {
  const next = new URL(url);
  next.searchParams.set('$skip', String(skip));
  return next.href;
}

/** That it is a 400 is known; its body is made up. */
function badRequest(message: string): Response {
  return { status: 400, body: { error: { code: 'BadRequest', message } } };
}
