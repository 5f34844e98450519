/** The secrets that went over the wire between an extension and an emulator, found by where they stand. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A secret, and a word on what it is: the secret itself is in no message. */
export interface Secret {
  readonly what: string;
  readonly value: string;
}

interface Asked {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Answered {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Shorter ones are looked for nowhere: they would be found in anything. */
const shortest = 8;

const inForms = [
  ...['access_token', 'assertion', 'client_assertion', 'client_secret', 'code', 'code_verifier'],
  'refresh_token',
];
const inBodies = new Set([
  ...['access_token', 'refresh_token', 'id_token', 'password', 'secureValue', 'storageAccountKey'],
  'workspaceKey',
]);
/** Of an address that is a credential by itself: the signature of an operation's, the code of a redirect. */
const inAddresses = ['s', 'sig', 'code'];

/** What of an exchange nobody else may get to know. */
export function secretsOf(asked: Asked, answered: Answered): readonly Secret[] {
  const found = [
    ...headerSecrets(asked.headers),
    ...formSecrets(asked.body),
    ...bodySecrets(parse(asked.body)),
    ...deploymentSecrets(parse(asked.body)),
    ...bodySecrets(answered.body),
    ...Object.values(answered.headers ?? {}).flatMap(addressSecrets),
  ];
  return found.filter(({ value }) => value.length >= shortest && !isExpression(value));
}

/** What a template says in place of a secret: `[parameters('password')]`. */
function isExpression(value: string): boolean {
  return /^\[.*\]$/s.test(value);
}

/** What a deployment's secure parameters are given. */
function deploymentSecrets(body: unknown): readonly Secret[] {
  const { properties } = asRecord(body);
  const { template, parameters: given } = asRecord(properties);
  const { parameters: declared } = asRecord(template);
  return Object.entries(asRecord(declared)).flatMap(([name, parameter]) => {
    const { type } = asRecord(parameter);
    if (typeof type !== 'string' || !/^secure/i.test(type)) return [];
    const { value } = asRecord(asRecord(given)[name]);
    const texts = typeof value === 'string' ? [value] : textsIn(value);
    return texts.map(text => ({ what: 'secure parameter of a template', value: text }));
  });
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function headerSecrets(headers: IncomingMessage['headers']): readonly Secret[] {
  const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  const machine = headers['x-identity-header'];
  return [
    ...(token === undefined ? [] : [{ what: 'bearer token', value: token }]),
    ...(typeof machine === 'string' ? [{ what: 'X-IDENTITY-HEADER', value: machine }] : []),
  ];
}

function formSecrets(body: string): readonly Secret[] {
  if (!/^[\w.-]+=/.test(body)) return [];
  const form = new URLSearchParams(body);
  return inForms.flatMap(what => form.getAll(what).map(value => ({ what, value })));
}

function addressSecrets(address: string): readonly Secret[] {
  if (!URL.canParse(address)) return [];
  const { searchParams } = new URL(address);
  return inAddresses.flatMap(what =>
    searchParams.getAll(what).map(value => ({ what: `${what} of an address`, value })),
  );
}

function bodySecrets(body: unknown): readonly Secret[] {
  if (Array.isArray(body)) return body.flatMap(bodySecrets);
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([what, value]) => {
    if (typeof value === 'string') return inBodies.has(what) ? [{ what, value }] : [];
    if (what === 'secret')
      return textsIn(value).map(text => ({ what: 'file of a secret volume', value: text }));
    // The admin user's at a registry: `passwords: [{ name, value }]`.
    if (what === 'passwords') return textsIn(value, 'value').map(text => ({ what: 'password', value: text }));
    return bodySecrets(value);
  });
}

/** All texts below; under `key` only, where one is given. */
function textsIn(value: unknown, key?: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    if (typeof each === 'string') return key === undefined || key === name ? [each] : [];
    return textsIn(each, key);
  });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** All secrets of a run, each once. */
export class SecretRegistry {
  readonly #known = new Map<string, Secret>();

  add(...secrets: readonly Secret[]): void {
    for (const secret of secrets) this.#known.set(secret.value, secret);
  }

  get all(): readonly Secret[] {
    return [...this.#known.values()];
  }
}

/** Tells one secret from another without telling it. */
export function fingerprint({ what, value }: Secret): string {
  return `${what} (${createHash('sha256').update(value).digest('hex').slice(0, 8)})`;
}
