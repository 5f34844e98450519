/** An emulator, and its endpoints as a cloud that credentials are asked for. */
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createCredentials } from '../../../src/azure/credentials/credentials.ts';
import type { AccessToken, CredentialSource } from '../../../src/core/account/credentialSource.ts';
import type { SignInMethod } from '../../../src/core/account/signInMethod.ts';
import { AciError } from '../../../src/core/errors.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../../src/emulator/emulator.ts';
import { emptySeed } from '../../../src/emulator/seed/empty.ts';
import { cloudOf } from '../../cloudOf.ts';

export const signal = neverAborts();

export function startEmpty(options: EmulatorOptions = {}): Promise<Emulator> {
  return startEmulator({ seed: emptySeed, ...options });
}

type WithSecret = Extract<SignInMethod, { kind: 'clientSecret' }>;

/** The emulator's application with its secret, but for what is changed. */
export function withSecret(emulator: Emulator, change: Partial<WithSecret> = {}): WithSecret {
  const { tenantId, clientId, clientSecret } = emulator;
  return { kind: 'clientSecret', tenantId, clientId, secret: () => Promise.resolve(clientSecret), ...change };
}

export function tokenOf(
  emulator: Emulator,
  source: CredentialSource,
  challenge?: string,
): Promise<AccessToken> {
  return source.getToken([cloudOf(emulator).scope], undefined, signal, challenge);
}

/** The first token that a method brings, and whose it is. */
export async function signIn(emulator: Emulator, method: SignInMethod) {
  const { token } = await tokenOf(emulator, createCredentials(method, cloudOf(emulator)));
  const caller = emulator.entra.verify(token);
  assert.ok(typeof caller === 'object');
  return caller;
}

/** Why a method brings no token. */
export async function signInError(emulator: Emulator, method: SignInMethod): Promise<AciError> {
  return failure(tokenOf(emulator, createCredentials(method, cloudOf(emulator))));
}

export async function failure(work: Promise<unknown>): Promise<AciError> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  assert.ok(error instanceof AciError, `no AciError: ${String(error)}`);
  return error;
}

/** Runs `work` with these environment variables; undefined takes one away. */
export async function withEnvironment<T>(
  changes: Readonly<Record<string, string | undefined>>,
  work: () => Promise<T>,
): Promise<T> {
  const former = Object.fromEntries(Object.keys(changes).map(name => [name, process.env[name]]));
  const set = (values: Readonly<Record<string, string | undefined>>) => {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
  set(changes);
  try {
    return await work();
  } finally {
    set(former);
  }
}

/** Runs `work` with files of these texts, which are gone afterwards. */
export async function withFiles<T>(
  texts: Readonly<Record<string, string>>,
  work: (path: (name: string) => string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'credentials-'));
  try {
    for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
    return await work(name => join(folder, name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs `work` with an `az` first on the PATH: a shell script with this body. */
export function withAz<T>(body: string, work: () => Promise<T>): Promise<T> {
  return withFiles({ az: `#!/bin/sh\n${body}\n` }, async path => {
    await chmod(path('az'), 0o755);
    const folder = path('.');
    return withEnvironment({ PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` }, work);
  });
}

/** A PEM file whose private key takes a password. */
export function encrypted(pem: string, passphrase: string): string {
  const [certificate = ''] = pem.split('-----BEGIN PRIVATE KEY');
  const key = createPrivateKey(pem).export({
    ...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc' },
    passphrase,
  });
  return `${certificate}${key.toString()}`;
}
