/** One operation under one fault: what must hold afterwards, whatever the operation says. */
import assert from 'node:assert/strict';
import { AciError, isAbort } from '../../src/core/errors.ts';
import { groupState, isTransitioning } from '../../src/core/model/groupState.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';
import { errorAdvice } from '../../src/ui/shared/errorAdvice.ts';
import type { FaultKind } from './faultKinds.ts';
import type { FaultOperation } from './faultOperation.ts';
import {
  openCaseContext,
  type CaseContext,
  createFaultFreeAzure,
  type FaultFixture,
} from './faultFixture.ts';

/** ARM, and the registry's own API; not the token endpoint. */
const arm = /^\/(?!.*(?:\/oauth2\/v2|openid-configuration|discovery))/;

export type CaseOutcome =
  { readonly kind: 'done'; readonly value: unknown } | { readonly kind: 'failed'; readonly error: unknown };

/** What an operation answers when nothing goes wrong. */
export async function undisturbed(world: FaultFixture, operation: FaultOperation): Promise<unknown> {
  const setting = openCaseContext(world, operation, false);
  try {
    operation.prepare?.(setting);
    const value = await withTime(setting, operation, () => operation.run(setting));
    await operation.verify?.(value, setting, createFaultFreeAzure(world));
    return value;
  } finally {
    close(setting);
  }
}

/** Throws an error that tells what is wrong. */
export async function playCase(
  world: FaultFixture,
  operation: FaultOperation,
  fault: FaultKind,
  expected: unknown,
): Promise<'struck' | 'missed'> {
  const { faults, server, arm: service } = world.emulator;
  const setting = openCaseContext(world, operation, fault.on === 'tokens');
  const { store, clock } = setting;
  try {
    operation.prepare?.(setting);
    const look = () => ticking(setting, operation, () => lookAt(setting));
    if (operation.writes) await look();
    const before = faults.appliedCount;
    server.requests.length = 0;
    fault.strike(faults, arm);
    const stay = fault.givesUp ? givingUp(setting) : () => undefined;
    const answer = await withTime(setting, operation, () => settled(soon(operation.run(setting))));
    stay();
    const sent = [...server.requests];
    const struck = faults.appliedCount > before || faults.clockSkewMs !== 0;
    // What every command does next: it looks at what has become of the group, and fails as well.
    if (operation.writes) await look();
    faults.clear();

    if (answer.kind === 'failed') judgeError(answer.error, setting, fault);
    else if (!fault.armLies) {
      if (operation.verify) await operation.verify(answer.value, setting, createFaultFreeAzure(world));
      else assert.deepEqual(answer.value, expected, 'what it says is not true');
    }
    judgeWrites(sent, operation);
    if (operation.writes && !fault.armLies) await judgeShown(setting);
    store.dispose();
    setting.giveUp();
    await settledDown();
    assert.equal(clock.sleeping, 0, 'a timer is left');
    assert.equal(faults.hangingCount, 0, 'a request is left');
    assert.equal(service.attachSockets.openCount + service.execSockets.openCount, 0, 'a socket is left');
    return struck ? 'struck' : 'missed';
  } finally {
    faults.clear();
    close(setting);
  }
}

/** Who follows a log waits until it works again, for as long as it takes: in the end the person gives up. */
function withTime<T>(setting: CaseContext, operation: FaultOperation, work: () => Promise<T>): Promise<T> {
  if (operation.sockets !== 'follow') return ticking(setting, operation, work);
  const { world, clock, giveUp } = setting;
  const { faults } = world.emulator;
  const enough = faults.appliedCount + 10;
  const latest = clock.now() + 300_000;
  return ticking(setting, operation, work, () => {
    if (faults.appliedCount > enough || clock.now() > latest) giveUp();
  });
}

/** While sockets are open, time passes for everyone, a hundred times as fast. */
async function ticking<T>(
  { world, clock }: CaseContext,
  operation: FaultOperation,
  work: () => Promise<T>,
  passed: () => void = () => undefined,
): Promise<T> {
  if (operation.sockets === undefined) return work();
  const timer = setInterval(() => {
    world.time.advance(200);
    clock.advance(200);
    passed();
  }, 2);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** The person gives up as soon as nothing happens; answers how to end that. */
function givingUp({ world, giveUp }: CaseContext): () => void {
  const { faults } = world.emulator;
  const { onWait } = faults;
  faults.onWait = () => void setImmediate(giveUp);
  return () => (faults.onWait = onWait);
}

/** It must come to an end: a limit that only a defect reaches. */
async function soon<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it never ends')), 30_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function settled(work: Promise<unknown>): Promise<CaseOutcome> {
  try {
    return { kind: 'done', value: await work };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

async function lookAt({ store, victim }: CaseContext): Promise<void> {
  if (!store.groups(victim.subscriptionId)) await store.refreshSubscription(victim.subscriptionId);
  await store.refreshGroup(victim).catch(() => undefined);
}

function judgeError(error: unknown, { signal, world }: CaseContext, fault: FaultKind): void {
  if (isAbort(error)) {
    assert.ok(signal.aborted, 'nobody gave up');
    return;
  }
  assert.ok(error instanceof AciError, `it is no AciError: ${String(error)}`);
  assert.notEqual(error.kind, 'unexpected', `a defect of ours: ${error.message}`);
  assert.ok(errorAdvice(error.kind).sentence !== '', 'nobody is told what to do');
  const said = `${error.message} ${error.code ?? ''}`;
  assert.doesNotMatch(said, /eyJ|\[\[EOM\]\]|<html|<h1/, `${fault.name}: ${said}`);
  assert.ok(!said.includes(world.emulator.clientSecret), 'it tells the secret');
}

/** These may have had an effect, whatever came back: only a 401 says that they had none. */
const onlyOnce: readonly RegExp[] = [
  /^POST .*\/containerGroups\/[^/]+\/(?:start|stop|restart)\b/i,
  /^POST .*\/containers\/[^/]+\/exec\b/i,
  /^POST .*\/register\b/i,
  /^PATCH /,
];

/** What isn't idempotent is sent once; and nothing is changed but what was meant. */
function judgeWrites(
  all: readonly { method: string; path: string; status: number }[],
  { changes = 1 }: FaultOperation,
): void {
  const sent = all
    .filter(({ path, status }) => status !== 401 && arm.test(path))
    .map(({ method, path }) => `${method} ${path}`);
  for (const write of onlyOnce) {
    const times = sent.filter(request => write.test(request));
    assert.ok(times.length <= 1, `sent ${times.length} times: ${times[0] ?? ''}`);
  }
  const changed = new Set(sent.filter(request => /^(?:PUT|PATCH|DELETE) /.test(request)));
  assert.ok(changed.size <= changes, `it changed more than it should: ${[...changed].join(', ')}`);
}

/** The tree shows what is true, or that it isn't known, or that it goes on looking. */
async function judgeShown({ store, victim, world }: CaseContext): Promise<void> {
  const list = store.groups(victim.subscriptionId);
  if (list?.kind === 'failed' || (list?.kind === 'ready' && list.error) || store.failure(victim)) return;
  const shown = store.group(victim);
  if (shown && isTransitioning(shown)) return;
  const truth = await createFaultFreeAzure(world)
    .getGroup(victim, neverAborts)
    .catch(() => undefined);
  assert.equal(
    shown ? groupState(shown) : 'gone',
    truth ? groupState(truth) : 'gone',
    'what the tree shows is not true',
  );
}

function close({ store, victim, world, giveUp }: CaseContext): void {
  giveUp();
  store.dispose();
  const { estate } = world.emulator;
  if (victim.resourceGroup === 'rg') estate.removeGroup(victim);
  else estate.removeResourceGroup(victim.subscriptionId, victim.resourceGroup);
}

/** Closed sockets are noticed on the other side a moment later. */
async function settledDown(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise(resolve => setImmediate(resolve));
}
