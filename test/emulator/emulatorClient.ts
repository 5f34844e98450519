/** Plain requests to an emulator, for what the SDKs at hand do not speak. */
import https from 'node:https';
import type { Emulator } from '../../src/emulator/emulator.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** Sent form-encoded. */
  readonly form?: Record<string, string>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, and called JSON. */
  readonly text?: string;
}

export function send(
  emulator: Emulator,
  address: string,
  { method, headers, form, json, text: given }: RequestOptions = {},
): Promise<Answer> {
  const body = form
    ? new URLSearchParams(form).toString()
    : json === undefined
      ? given
      : JSON.stringify(json);
  const type = form
    ? { 'content-type': 'application/x-www-form-urlencoded' }
    : body === undefined
      ? {}
      : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const options = {
      method: method ?? (form ? 'POST' : 'GET'),
      headers: { ...type, ...headers },
      ca: emulator.ca,
    };
    const request = https.request(address, options, response => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        const isJson = (response.headers['content-type'] ?? '').includes('json');
        const parsed: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed });
      });
    });
    request.on('error', reject).end(body);
  });
}

/** An ARM token of the emulator's application, in its home tenant or another. */
export async function armToken(emulator: Emulator, tenantId = emulator.tenantId): Promise<string> {
  const { body } = await send(emulator, `${emulator.activeDirectoryEndpoint}/${tenantId}/oauth2/v2.0/token`, {
    form: {
      grant_type: 'client_credentials',
      client_id: emulator.clientId,
      client_secret: emulator.clientSecret,
      scope: `${emulator.resourceManagerEndpoint}/.default`,
    },
  });
  return (body as { access_token: string }).access_token;
}

/** Asks ARM with such a token. `path` carries its own api-version. */
export async function arm(emulator: Emulator, path: string, asked: RequestOptions = {}): Promise<Answer> {
  const headers = { authorization: `Bearer ${await armToken(emulator)}`, ...asked.headers };
  return send(emulator, emulator.resourceManagerEndpoint + path, { ...asked, headers });
}
