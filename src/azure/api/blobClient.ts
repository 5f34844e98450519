/**
 * Blobs at addresses that hold their own signature: sent without a token, over https, and never told in an error. A log
 * is an append blob that ends with metadata named `complete` (azure-cli, `acr/_stream_utils.py`).
 */
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import type { Clock } from '../../core/clock.ts';
import { AciError } from '../../core/errors.ts';
import { isLoopback } from '../../core/loopback.ts';
import { errorOfAnswer, errorOfThrown } from '../errors/errorMapping.ts';
import type { ArmClient } from '../http/armClient.ts';
import { clientOptions } from '../http/clientOptions.ts';

export interface BlobClient {
  upload(url: string, content: Uint8Array, signal: AbortSignal): Promise<void>;
  /**
   * The blob's bytes as they are written, to its end mark; waits for a blob that is not there yet. `address` is asked
   * again where its signature has run out.
   */
  follow(address: () => Promise<string>, signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/** Most bytes that are asked for at once. */
const rangeSize = 1024 * 1024;
/** Ms between two looks at a blob that does not grow: from the first to the last. */
const waits = { first: 1_000, longest: 5_000 };
/** So many answers in a row that make no sense end it. */
const mostTroubles = 10;

/** How long an answer may take (ms), besides the time that the bytes take at 50 kB a second. */
const timeLimit = 100_000;

function timeLimitOf({ body }: Partial<PipelineRequest>): number {
  return timeLimit + (body instanceof Uint8Array ? body.byteLength / 50 : 0);
}

export function createBlobClient(arm: ArmClient, clock: Clock): BlobClient {
  const { cloud } = arm;
  const pipeline = createPipelineFromOptions(clientOptions(cloud.ca));
  pipeline.removePolicy({ name: 'redirectPolicy' });
  // Its messages would carry the signature.
  pipeline.removePolicy({ name: 'logPolicy' });
  const direct = pipeline.clone();
  direct.removePolicy({ name: 'proxyPolicy' });
  const http = createDefaultHttpClient();

  /** `consume` is part of what is bounded in time. */
  function send<T>(
    url: string,
    request: Pick<PipelineRequest, 'method'> & Partial<PipelineRequest>,
    signal: AbortSignal,
    consume: (answer: PipelineResponse) => Promise<T> | T,
  ): Promise<T> {
    if (!URL.canParse(url) || new URL(url).protocol !== 'https:')
      throw new AciError('service', 'Azure named an address that is not asked: it is not secure.');
    const { host } = new URL(url);
    return arm.withMappedErrors(signal, async () => {
      const late = new AbortController();
      const finished = new AbortController();
      clock.sleep(timeLimitOf(request), finished.signal).then(
        () => late.abort(),
        () => undefined,
      );
      try {
        const abortSignal = AbortSignal.any([signal, late.signal]);
        const sent = createPipelineRequest({ ...request, url, abortSignal });
        return await consume(await (isLoopback(url) ? direct : pipeline).sendRequest(http, sent));
      } catch (error) {
        if (late.signal.aborted && !signal.aborted)
          throw new AciError('offline', `No answer from ${host}.`, { host });
        throw errorOfThrown(error, host);
      } finally {
        finished.abort();
      }
    });
  }

  async function upload(url: string, content: Uint8Array, signal: AbortSignal): Promise<void> {
    const headers = createHttpHeaders({
      'x-ms-blob-type': 'BlockBlob',
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(content.byteLength),
    });
    const answer = await send(url, { method: 'PUT', headers, body: content }, signal, asIs);
    if (answer.status === 413)
      throw new AciError('contextTooLarge', 'Azure refused the upload as too large.', { status: 413 });
    if (answer.status !== 201) throw blobError(answer);
  }

  /** What there is of the blob; undefined where there is none yet. */
  async function look(url: string, signal: AbortSignal): Promise<Look | undefined> {
    const answer = await send(url, { method: 'HEAD' }, signal, asIs);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw blobError(answer);
    const isComplete = Object.keys(answer.headers.toJSON()).some(
      name => name.toLowerCase() === 'x-ms-meta-complete',
    );
    return { length: Number(answer.headers.get('content-length') ?? 0), isComplete };
  }

  async function read(url: string, from: number, to: number, signal: AbortSignal): Promise<Uint8Array> {
    const headers = createHttpHeaders({
      'x-ms-range': `bytes=${from}-${to - 1}`,
      Range: `bytes=${from}-${to - 1}`,
    });
    const anyStatus = new Set([Number.POSITIVE_INFINITY]);
    const request = { method: 'GET', headers, streamResponseStatusCodes: anyStatus } as const;
    const { answer, bytes } = await send(url, request, signal, async got => ({
      answer: got,
      bytes: await bodyOf(got, to),
    }));
    if (answer.status === 206) return bytes.subarray(0, to - from);
    if (answer.status === 200) return bytes.subarray(from, to);
    throw blobError({ ...answer, bodyAsText: new TextDecoder().decode(bytes) });
  }

  async function* follow(
    address: () => Promise<string>,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    let url = await address();
    let at = 0;
    let wait = waits.first;
    let troubles = 0;
    for (;;) {
      try {
        const found = await look(url, signal);
        if (found && found.length > at) {
          const bytes = await read(url, at, Math.min(found.length, at + rangeSize), signal);
          at += bytes.byteLength;
          if (bytes.byteLength > 0) {
            [wait, troubles] = [waits.first, 0];
            yield bytes;
            continue;
          }
        }
        if (found?.isComplete) return;
        troubles = 0;
      } catch (error) {
        if (!(error instanceof AciError) || ++troubles > mostTroubles) throw error;
        // The signature of the address may have run out.
        if (error.status === 403) url = await address();
      }
      await clock.sleep(wait, signal);
      wait = Math.min(wait * 2, waits.longest);
    }
  }

  return { upload, follow };
}

const asIs = (answer: PipelineResponse) => answer;

interface Look {
  readonly length: number;
  readonly isComplete: boolean;
}

async function bodyOf({ readableStreamBody }: PipelineResponse, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of readableStreamBody ?? []) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    chunks.push(bytes);
    if (size > limit) break;
  }
  return Buffer.concat(chunks);
}

/** Storage says what is wrong in a header; its body would quote what was sent. */
function blobError(answer: PipelineResponse): AciError {
  const code = answer.headers.get('x-ms-error-code');
  const error = errorOfAnswer({ ...answer, bodyAsText: '' });
  return new AciError(
    error.kind,
    `The storage of the registry answered with ${code ?? `status ${answer.status}`}.`,
    {
      code,
      status: answer.status,
      requestId: error.requestId,
    },
  );
}
