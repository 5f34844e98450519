/**
 * Azure's public price list (learn.microsoft.com, "Azure Retail Prices REST API"; docs/azure-facts.md, "Prices"). It takes no account: no
 * token is sent, and nothing of the person but region and currency.
 */
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
} from '@azure/core-rest-pipeline';
import { errorOfAnswer, errorOfThrown } from '../errors/errorMapping.ts';
import { asString, itemsOfPage, parseJson } from '../http/readJson.ts';
import { limitResponseSize } from '../http/responseSizeLimit.ts';
import { waitWithTimeout } from '../../core/abortableWait.ts';
import { systemClock } from '../../core/clock.ts';
import type { PriceSource } from '../../core/cost/priceList.ts';
import type { PriceRow } from '../../core/cost/regionRates.ts';
import { AciError } from '../../core/errors.ts';
import { asNumber, asObject, asText, type JsonObject } from '../../core/json.ts';
import { isLoopback } from '../../core/loopback.ts';

export interface RetailPricesOptions {
  /** `https://prices.azure.com`. */
  readonly endpoint: string;
  /** `USD`. */
  readonly currency: string;
  /** PEM of a certificate authority to trust besides: the emulator's own. */
  readonly ca?: string | undefined;
}

/** The first version that compares filters with case; its rows are those of the versions before. */
const apiVersion = '2023-01-01-preview';
/** A region has some sixteen rows for container instances, and a page a hundred. */
const mostPages = 10;
/** How long all pages of a region are waited for, in ms. */
const answerTimeout = 20_000;

/** Opens nothing until it is asked. */
export function createRetailPrices({ endpoint, currency, ca }: RetailPricesOptions): PriceSource {
  const pipeline = createPipelineFromOptions({
    retryOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'vscode-azure-container-instances' },
    ...(ca === undefined ? {} : { tlsOptions: { ca } }),
  });
  pipeline.removePolicy({ name: 'redirectPolicy' });
  pipeline.addPolicy(limitResponseSize(), { afterPhase: 'Sign' });
  if (URL.canParse(endpoint) && isLoopback(endpoint)) pipeline.removePolicy({ name: 'proxyPolicy' });
  const http = createDefaultHttpClient();

  async function get(url: URL, signal: AbortSignal): Promise<JsonObject> {
    try {
      const headers = createHttpHeaders({ Accept: 'application/json' });
      const request = createPipelineRequest({ url: url.href, headers, abortSignal: signal });
      const answer = await pipeline.sendRequest(http, request);
      if (answer.status !== 200) throw errorOfAnswer(answer);
      return asObject(parseJson(answer.bodyAsText));
    } catch (error) {
      throw signal.aborted ? signal.reason : errorOfThrown(error, url.host);
    }
  }

  async function allRows(region: string, signal: AbortSignal): Promise<readonly PriceRow[]> {
    const rows: PriceRow[] = [];
    const first = firstPage(endpoint, currency, region);
    let next: URL | undefined = first;
    for (let pages = 0; next; pages++) {
      if (pages >= mostPages)
        throw new AciError('service', `The price list has more than ${mostPages} pages.`);
      const page = await get(next, signal);
      rows.push(...itemsOfPage(page, 'Items').map(priceRow));
      next = nextPage(page, first);
    }
    return rows;
  }

  return {
    endpoint,
    currency,
    async rows(region, signal) {
      if (!/^[A-Z]{3}$/.test(currency)) throw new AciError('settings', `'${currency}' is no currency.`);
      // Regions come from files, too, and stand in a filter.
      if (!/^[a-z0-9]{1,60}$/.test(region)) return [];
      const tooLate = new AbortController();
      const timeoutError = () => new AciError('offline', 'The price list has not answered in time.');
      try {
        const within = AbortSignal.any([signal, tooLate.signal]);
        const asked = allRows(region, within);
        return await waitWithTimeout(asked, signal, { clock: systemClock, ms: answerTimeout, timeoutError });
      } finally {
        tooLate.abort();
      }
    },
  };
}

function firstPage(endpoint: string, currency: string, region: string): URL {
  if (!URL.canParse(endpoint) || new URL(endpoint).protocol !== 'https:')
    throw new AciError('settings', `'${endpoint}' is no address that begins with https://.`);
  const url = new URL(`${endpoint.replace(/\/$/, '')}/api/retail/prices`);
  url.search = new URLSearchParams({
    'api-version': apiVersion,
    currencyCode: currency,
    // Without the service, Logic Apps' rows would come along, which have the same meters.
    $filter: `serviceName eq 'Container Instances' and armRegionName eq '${region}' and priceType eq 'Consumption'`,
  }).toString();
  return url;
}

/** It is empty or null on the last page, and names the port (`:443`) otherwise. */
function nextPage(page: JsonObject, from: URL): URL | undefined {
  const link = asText(page['NextPageLink']);
  if (link === '') return undefined;
  const next = URL.canParse(link) ? new URL(link) : undefined;
  if (next?.origin === from.origin) return next;
  throw new AciError('service', `The price list led to ${next?.host ?? 'no address'}. It was not followed.`);
}

function priceRow(row: JsonObject): PriceRow {
  const text = (key: string) => asString(row[key]) ?? '';
  return {
    serviceName: text('serviceName'),
    productName: text('productName'),
    skuName: text('skuName'),
    meterName: text('meterName'),
    armRegionName: text('armRegionName'),
    type: text('type'),
    unitOfMeasure: text('unitOfMeasure'),
    currencyCode: text('currencyCode'),
    retailPrice: asNumber(row['retailPrice']),
  };
}
