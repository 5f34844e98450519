/** Answers are read as they come, and given up where they are larger than any of Azure's. */
import { type PipelinePolicy, RestError } from '@azure/core-rest-pipeline';
import { AciError } from '../../core/errors.ts';

/** Bytes, unpacked. A log has 4 MB, and six times as many where each byte is escaped; a page of a list has less. */
const largestBody = 64 * 1024 * 1024;

/**
 * The last policy before the wire: whatever is outside sees a text as ever. `beforeReading` is waited for once the
 * answer is there, before anybody takes it apart.
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
        const bodyAsText = await textOf(readableStreamBody, new URL(request.url).host);
        await beforeReading?.();
        return { ...rest, bodyAsText };
      } catch (error) {
        if (error instanceof AciError || request.abortSignal?.aborted) throw error;
        throw new RestError('The answer broke off.', { code: RestError.PARSE_ERROR });
      }
    },
  };
}

async function textOf(body: NodeJS.ReadableStream, host: string): Promise<string> {
  // Decoded as it comes: megabytes at once would keep everything else waiting.
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  let size = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of body) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > largestBody) throw new AciError('service', `The answer of ${host} is too large.`);
    text += utf8.decode(bytes, { stream: true });
  }
  return text + utf8.decode();
}
