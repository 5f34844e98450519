/** One operation under one fault: what must hold afterwards, whatever the operation says. */
import assert from 'node:assert/strict';
import { AciError, isAbort } from '../../src/core/errors.ts';
import { groupState, isInMotion } from '../../src/core/groupState.ts';
import { advice } from '../../src/ui/advice.ts';
import type { FaultKind } from './kinds.ts';
import type { Operation } from './operations.ts';
import { openSetting, type Setting, witness, type World } from './world.ts';

const never = new AbortController().signal;
const t = (message: string) => message;
/** ARM, and the registry's own API; not the token endpoint. */
const arm = /^\/(?!.*(?:\/oauth2\/v2|openid-configuration|discovery))/;

export type Answer =
  { readonly kind: 'done'; readonly value: unknown } | { readonly kind: 'failed'; readonly error: unknown };

/** What an operation answers when nothing goes wrong. */
export async function undisturbed(world: World, operation: Operation): Promise<unknown> {
  const setting = openSetting(world, operation, false);
  try {
    const value = await withTime(setting, operation, () => operation.run(setting));
    await operation.verify?.(value, setting, witness(world));
    return value;
  } finally {
    close(setting);
  }
}

/** Throws an error that tells what is wrong. */
export async function playCase(
  world: World,
  operation: Operation,
  fault: FaultKind,
  expected: unknown,
): Promise<'struck' | 'missed'> {
  const { faults, server, arm: service } = world.emulator;
  const setting = openSetting(world, operation, fault.on === 'tokens');
  const { store, clock } = setting;
  try {
    if (operation.writes) await lookAt(setting);
    const before = faults.struck;
    server.requests.length = 0;
    fault.strike(faults, arm);
    const stay = fault.givesUp ? givingUp(setting) : () => undefined;
    const answer = await withTime(setting, operation, () => settled(soon(operation.run(setting))));
    stay();
    const sent = [...server.requests];
    const struck = faults.struck > before || faults.clockSkewMs !== 0;
    // What every command does next: it looks at what has become of the group, and fails as well.
    if (operation.writes) await lookAt(setting);
    faults.clear();

    if (answer.kind === 'failed') judgeError(answer.error, setting, fault);
    else if (!fault.armLies) {
      if (operation.verify) await operation.verify(answer.value, setting, witness(world));
      else assert.deepEqual(answer.value, expected, 'what it says is not true');
    }
    judgeWrites(sent);
    if (operation.writes && !fault.armLies) await judgeShown(setting);
    store.dispose();
    setting.giveUp();
    await settledDown();
    assert.equal(clock.sleeping, 0, 'a timer is left');
    assert.equal(faults.hanging, 0, 'a request is left');
    assert.equal(service.attachSockets.open + service.execSockets.open, 0, 'a socket is left');
    return struck ? 'struck' : 'missed';
  } finally {
    faults.clear();
    close(setting);
  }
}

/** While sockets are open, time passes for everyone, a hundred times as fast. */
async function withTime<T>(
  { world, clock, giveUp }: Setting,
  operation: Operation,
  work: () => Promise<T>,
): Promise<T> {
  if (operation.sockets === undefined) return work();
  const { faults } = world.emulator;
  const enough = faults.struck + 10;
  const latest = clock.now() + 300_000;
  const ticking = setInterval(() => {
    world.time.advance(200);
    clock.advance(200);
    // Who follows a log waits until it works again, for as long as it takes.
    if (operation.sockets === 'follow' && (faults.struck > enough || clock.now() > latest)) giveUp();
  }, 2);
  try {
    return await work();
  } finally {
    clearInterval(ticking);
  }
}

/** The person gives up as soon as nothing happens; answers how to end that. */
function givingUp({ world, giveUp }: Setting): () => void {
  const { faults } = world.emulator;
  const { onWait } = faults;
  faults.onWait = () => void setImmediate(giveUp);
  return () => (faults.onWait = onWait);
}

/** It must come to an end: a limit that only a defect reaches. */
async function soon<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it never ends')), 8_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function settled(work: Promise<unknown>): Promise<Answer> {
  try {
    return { kind: 'done', value: await work };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

async function lookAt({ store, victim }: Setting): Promise<void> {
  if (!store.groups(victim.subscriptionId)) await store.refreshSubscription(victim.subscriptionId);
  await store.refreshGroup(victim).catch(() => undefined);
}

function judgeError(error: unknown, { signal, world }: Setting, fault: FaultKind): void {
  if (isAbort(error)) {
    assert.ok(signal.aborted, 'nobody gave up');
    return;
  }
  assert.ok(error instanceof AciError, `it is no AciError: ${String(error)}`);
  assert.notEqual(error.kind, 'unexpected', `a defect of ours: ${error.message}`);
  assert.ok(advice(error.kind, t).sentence !== '', 'nobody is told what to do');
  const said = `${error.message} ${error.code ?? ''}`;
  assert.doesNotMatch(said, /eyJ|\[\[EOM\]\]|<html|<h1/, `${fault.name}: ${said}`);
  assert.ok(!said.includes(world.emulator.clientSecret), 'it tells the secret');
}

/** A POST that may have had an effect is sent once, whatever comes back: only a 401 says that it had none. */
function judgeWrites(sent: readonly { method: string; path: string; status: number }[]): void {
  const posts = sent.filter(
    ({ method, path, status }) =>
      method === 'POST' && status !== 401 && /\/containerGroups\/[^/]+\/(?:start|stop|restart)\b/i.test(path),
  );
  assert.ok(posts.length <= 1, `sent ${posts.length} times: ${posts[0]?.path ?? ''}`);
  const changes = sent.filter(({ method, path }) => ['PUT', 'DELETE'].includes(method) && arm.test(path));
  assert.ok(
    new Set(changes.map(({ method, path }) => `${method} ${path}`)).size <= 1,
    'it changed more than one thing',
  );
}

/** The tree shows what is true, or that it isn't known, or that it goes on looking. */
async function judgeShown({ store, victim, world }: Setting): Promise<void> {
  const list = store.groups(victim.subscriptionId);
  if (list?.kind === 'failed' || (list?.kind === 'ready' && list.error) || store.failure(victim)) return;
  const shown = store.group(victim);
  if (shown && isInMotion(shown)) return;
  const truth = await witness(world)
    .getGroup(victim, never)
    .catch(() => undefined);
  assert.equal(
    shown ? groupState(shown) : 'gone',
    truth ? groupState(truth) : 'gone',
    'what the tree shows is not true',
  );
}

function close({ store, victim, world, giveUp }: Setting): void {
  giveUp();
  store.dispose();
  world.emulator.estate.removeGroup(victim);
}

/** Closed sockets are noticed on the other side a moment later. */
async function settledDown(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise(resolve => setImmediate(resolve));
}
