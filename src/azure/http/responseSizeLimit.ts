/** Answers are read as they come, and given up where they are larger than any of Azure's. */
import { type PipelinePolicy, RestError } from '@azure/core-rest-pipeline';
import { AciError } from '../../core/errors.ts';

/** Bytes, unpacked. A log has 4 MB, and six times as many where each byte is escaped; a page of a list has less. */
const largestBody = 64 * 1024 * 1024;

/**
 * The last policy before the wire: whatever is outside sees a text as ever. `beforeReading` is waited for once the
 * answer is there, before a text is made of it.
 */
export function limitResponseSize(beforeReading?: () => Promise<void>): PipelinePolicy {
  return {
    name: 'boundedBodies',
    async sendRequest(request, next) {
      request.streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY]);
      const response = await next(request);
      const { readableStreamBody, ...rest } = response;
      if (!readableStreamBody) return response;
      try {
        const chunks = await chunksOf(readableStreamBody, new URL(request.url).host);
        await beforeReading?.();
        return { ...rest, bodyAsText: Buffer.concat(chunks).toString('utf8') };
      } catch (error) {
        if (error instanceof AciError || request.abortSignal?.aborted) throw error;
        throw new RestError('The answer broke off.', { code: RestError.PARSE_ERROR });
      }
    },
  };
}

async function chunksOf(body: NodeJS.ReadableStream, host: string): Promise<readonly Buffer[]> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of body) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > largestBody) throw new AciError('service', `The answer of ${host} is too large.`);
    chunks.push(bytes);
  }
  return chunks;
}
