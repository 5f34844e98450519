/** One operation under one fault: what must hold afterwards, whatever the operation returns. */
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
export async function runWithoutFault(fixture: FaultFixture, operation: FaultOperation): Promise<unknown> {
  const context = openCaseContext(fixture, operation, false);
  try {
    operation.prepare?.(context);
    const value = await withTime(context, operation, () => operation.run(context));
    await operation.verify?.(value, context, createFaultFreeAzure(fixture));
    return value;
  } finally {
    close(context);
  }
}

/** Plays one case; throws an error that says what does not hold. */
export async function playCase(
  fixture: FaultFixture,
  operation: FaultOperation,
  fault: FaultKind,
  expected: unknown,
): Promise<'applied' | 'notApplied'> {
  const { faults, server, arm: service } = fixture.emulator;
  const context = openCaseContext(fixture, operation, fault.on === 'tokens');
  const { store, clock } = context;
  try {
    operation.prepare?.(context);
    const readGroup = () => ticking(context, operation, () => readIntoStore(context));
    if (operation.writes) await readGroup();
    const before = faults.appliedCount;
    server.requests.length = 0;
    fault.inject(faults, arm);
    const stopCancelling = fault.isCancelled ? cancelOnWait(context) : () => undefined;
    const answer = await withTime(context, operation, () => settled(withLimit(operation.run(context))));
    stopCancelling();
    const sent = [...server.requests];
    const applied = faults.appliedCount > before || faults.clockSkewMs !== 0;
    // What every command does next: it reads the group again, and that may fail as well.
    if (operation.writes) await readGroup();
    faults.clear();

    if (answer.kind === 'failed') assertError(answer.error, context, fault);
    else if (!fault.isUntrue) {
      if (operation.verify) await operation.verify(answer.value, context, createFaultFreeAzure(fixture));
      else assert.deepEqual(answer.value, expected, 'what it says is not true');
    }
    assertWrites(sent, operation);
    if (operation.writes && !fault.isUntrue) await assertTreeState(context);
    store.dispose();
    context.cancel();
    await flushEventLoop();
    assert.equal(clock.sleeping, 0, 'a timer is left');
    assert.equal(faults.hangingCount, 0, 'a request is left');
    assert.equal(service.attachSockets.openCount + service.execSockets.openCount, 0, 'a socket is left');
    return applied ? 'applied' : 'notApplied';
  } finally {
    faults.clear();
    close(context);
  }
}

/** Following a log waits until it works again, for as long as it takes: it is cancelled in the end. */
function withTime<T>(context: CaseContext, operation: FaultOperation, work: () => Promise<T>): Promise<T> {
  if (operation.sockets !== 'follow') return ticking(context, operation, work);
  const { fixture, clock, cancel } = context;
  const { faults } = fixture.emulator;
  const enough = faults.appliedCount + 10;
  const latest = clock.now() + 300_000;
  return ticking(context, operation, work, () => {
    if (faults.appliedCount > enough || clock.now() > latest) cancel();
  });
}

/** While sockets are open, both clocks run, a hundred times as fast. */
async function ticking<T>(
  { fixture, clock }: CaseContext,
  operation: FaultOperation,
  work: () => Promise<T>,
  passed: () => void = () => undefined,
): Promise<T> {
  if (operation.sockets === undefined) return work();
  const timer = setInterval(() => {
    fixture.time.advance(200);
    clock.advance(200);
    passed();
  }, 2);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** Cancels as soon as nothing happens; returns a function that ends that. */
function cancelOnWait({ fixture, cancel }: CaseContext): () => void {
  const { faults } = fixture.emulator;
  const { onWait } = faults;
  faults.onWait = () => void setImmediate(cancel);
  return () => (faults.onWait = onWait);
}

/** Rejects where the work doesn't end within a limit that only a defect reaches. */
async function withLimit<T>(work: Promise<T>): Promise<T> {
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

async function readIntoStore({ store, testGroup }: CaseContext): Promise<void> {
  if (!store.groups(testGroup.subscriptionId)) await store.refreshSubscription(testGroup.subscriptionId);
  await store.refreshGroup(testGroup).catch(() => undefined);
}

function assertError(error: unknown, { signal, fixture }: CaseContext, fault: FaultKind): void {
  if (isAbort(error)) {
    assert.ok(signal.aborted, 'nobody cancelled');
    return;
  }
  assert.ok(error instanceof AciError, `it is no AciError: ${String(error)}`);
  assert.notEqual(error.kind, 'unexpected', `a defect of ours: ${error.message}`);
  assert.ok(errorAdvice(error.kind).sentence !== '', 'nobody is told what to do');
  const text = `${error.message} ${error.code ?? ''}`;
  assert.doesNotMatch(text, /eyJ|\[\[EOM\]\]|<html|<h1/, `${fault.name}: ${text}`);
  assert.ok(!text.includes(fixture.emulator.clientSecret), 'it tells the secret');
}

/** These may have had an effect, whatever came back: only a 401 says that they had none. */
const onlyOnce: readonly RegExp[] = [
  /^POST .*\/containerGroups\/[^/]+\/(?:start|stop|restart)\b/i,
  /^POST .*\/containers\/[^/]+\/exec\b/i,
  /^POST .*\/register\b/i,
  /^POST .*\/deployments\/[^/]+\/cancel\b/i,
  /^PATCH /,
];

/** What isn't idempotent is sent once, and nothing else is changed. */
function assertWrites(
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

/** The tree shows the true state, or that it isn't known, or a transition that is polled. */
async function assertTreeState({ store, testGroup, fixture }: CaseContext): Promise<void> {
  const list = store.groups(testGroup.subscriptionId);
  if (list?.kind === 'failed' || (list?.kind === 'ready' && list.error) || store.failure(testGroup)) return;
  const shown = store.group(testGroup);
  if (shown && isTransitioning(shown)) return;
  const truth = await createFaultFreeAzure(fixture)
    .getGroup(testGroup, neverAborts())
    .catch(() => undefined);
  assert.equal(
    shown ? groupState(shown) : 'gone',
    truth ? groupState(truth) : 'gone',
    'what the tree shows is not true',
  );
}

function close({ store, testGroup, fixture, cancel }: CaseContext): void {
  cancel();
  store.dispose();
  const { estate } = fixture.emulator;
  if (testGroup.resourceGroup === 'rg') estate.removeGroup(testGroup);
  else estate.removeResourceGroup(testGroup.subscriptionId, testGroup.resourceGroup);
}

/** Closed sockets are noticed on the other side a moment later. */
async function flushEventLoop(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise(resolve => setImmediate(resolve));
}
