import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Facts } from '../../../src/core/diagnosis/facts.ts';
import type { Evidence } from '../../../src/core/diagnosis/finding.ts';
import type { ErrorKind } from '../../../src/core/errors.ts';
import { groupState } from '../../../src/core/model/groupState.ts';
import {
  type Container,
  type ContainerEvent,
  containersOfGroup,
  type ContainerState,
} from '../../../src/core/model/containerGroup.ts';
import { container, group } from '../sampleGroups.ts';
import { now, situations } from './sampleFacts.ts';

/** Words that rules look for, so that chance meets them. */
const words = fc.oneof(
  fc.constantFrom(
    ...situations.flatMap(({ facts }) => [
      ...(facts.error ? [facts.error.message] : []),
      ...[...facts.logs.values()].flat(),
      ...containersOfGroup(facts.group).flatMap(c =>
        (c.instanceView?.events ?? []).map(({ message }) => message),
      ),
    ]),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const time = fc.option(fc.integer({ min: now - 86_400_000, max: now + 1000 }), { nil: undefined });
const anyEvent: fc.Arbitrary<ContainerEvent> = fc.record({
  name: fc.oneof(
    fc.constantFrom(
      'Pulling',
      'Pulled',
      'Started',
      'Killing',
      'BackOff',
      'Failed',
      'Unhealthy',
      'FailedMount',
      'JoinNetwork',
    ),
    fc.string(),
  ),
  message: words,
  type: fc.constantFrom('Normal' as const, 'Warning' as const),
  count: fc.integer(),
  firstTimestamp: time,
  lastTimestamp: time,
});
const anyState: fc.Arbitrary<ContainerState> = fc
  .record({
    state: fc.oneof(fc.constantFrom('Running', 'Waiting', 'Terminated'), fc.string()),
    detailStatus: fc.oneof(
      fc.constantFrom(
        '',
        'Error',
        'Completed',
        'CrashLoopBackOff: Back-off',
        'Evicted',
        'Infrastructure Error',
      ),
      fc.string(),
    ),
    exitCode: fc.option(
      fc.oneof(fc.constantFrom(0, 1, 126, 127, 137, 139, 143, 7147), fc.integer(), fc.double()),
      { nil: undefined },
    ),
    startTime: time,
    finishTime: time,
  })
  .map(({ exitCode, startTime, finishTime, ...state }) => ({
    ...state,
    ...(exitCode !== undefined && { exitCode }),
    ...(startTime !== undefined && { startTime }),
    ...(finishTime !== undefined && { finishTime }),
  }));
const anyPorts = fc.array(
  fc.record({
    port: fc.integer({ min: 1, max: 65_535 }),
    protocol: fc.constantFrom('TCP' as const, 'UDP' as const),
  }),
  { maxLength: 3 },
);
const anyContainer: fc.Arbitrary<Container> = fc
  .record({
    name: fc.oneof(fc.constantFrom('app', 'web'), fc.string()),
    isInit: fc.boolean(),
    image: fc.oneof(fc.constantFrom('nginx', 'shop.azurecr.io/web:1', 'UPPER/case', ''), fc.string()),
    command: fc.array(fc.string(), { maxLength: 2 }),
    ports: anyPorts,
    instanceView: fc.option(
      fc.record({
        restartCount: fc.integer(),
        currentState: fc.option(anyState, { nil: undefined }),
        previousState: fc.option(anyState, { nil: undefined }),
        events: fc.array(anyEvent, { maxLength: 4 }),
      }),
      { nil: undefined },
    ),
  })
  .map(container);
const anyGroup = fc
  .record({
    priority: fc.constantFrom('Regular' as const, 'Spot' as const),
    restartPolicy: fc.constantFrom('Always' as const, 'OnFailure' as const, 'Never' as const),
    provisioningState: fc.constantFrom(
      'Pending',
      'Creating',
      'Succeeded',
      'Failed',
      'Updating',
      'Repairing',
      '?',
    ),
    ipAddress: fc.option(
      anyPorts.map(ports => ({ type: 'Public' as const, ports })),
      { nil: undefined },
    ),
    state: fc.constantFrom(undefined, 'Running', 'Pending', 'Succeeded', 'Failed', 'Stopped', '?'),
    containers: fc.array(anyContainer, { maxLength: 3 }),
    initContainers: fc.array(anyContainer, { maxLength: 2 }),
    events: fc.array(anyEvent, { maxLength: 3 }),
  })
  .map(group);
const kinds: readonly ErrorKind[] = [
  'image',
  'quota',
  'capacity',
  'nameTaken',
  'forbidden',
  'invalid',
  'service',
];
export const anyFacts: fc.Arbitrary<Facts> = fc.record({
  group: fc.option(anyGroup, { nil: undefined }),
  logs: fc
    .array(fc.tuple(fc.constantFrom('app', 'web'), fc.array(words, { maxLength: 20 })))
    .map(entries => new Map(entries)),
  error: fc.option(
    fc.record({
      kind: fc.constantFrom(...kinds),
      code: fc.option(fc.string(), { nil: undefined }),
      message: words,
      requestId: fc.constant(undefined),
    }),
    { nil: undefined },
  ),
  now: fc.constant(now),
});

/** Whether it is the group's own, word for word. */
function isQuoted(quoted: Evidence, facts: Facts): boolean {
  const containers = containersOfGroup(facts.group);
  const named = containers.filter(({ name }) => name === quotedContainer(quoted));
  switch (quoted.kind) {
    case 'event':
      return quoted.container === undefined
        ? (facts.group?.events.includes(quoted.event) ?? false)
        : named.some(({ instanceView }) => instanceView?.events.includes(quoted.event));
    case 'state':
      return named.some(({ instanceView }) =>
        [instanceView?.currentState, instanceView?.previousState].includes(quoted.state),
      );
    case 'log': {
      const all = facts.logs.get(quoted.container) ?? [];
      return quoted.lines.join('\n') === all.slice(all.length - quoted.lines.length).join('\n');
    }
    case 'error':
      return quoted.message === facts.error?.message && quoted.code === facts.error.code;
    case 'metric':
      return facts.metrics !== undefined;
    case 'activity':
      return facts.activity?.includes(quoted.entry) ?? false;
  }
}

/** Whether it was told after every start of the container that is known, and nothing of a success is told since. */
function isOfNow(
  { lastTimestamp, firstTimestamp }: ContainerEvent,
  { instanceView: view }: Container,
): boolean {
  const told = lastTimestamp ?? firstTimestamp;
  if (told === undefined) return true;
  const events = view?.events ?? [];
  if (events.some(({ name, message }) => name === 'Pulled' || /succe/i.test(message))) return false;
  const starts = [
    view?.currentState?.startTime,
    view?.previousState?.startTime,
    ...events.flatMap(other =>
      other.name === 'Started' ? [other.lastTimestamp ?? other.firstTimestamp] : [],
    ),
  ];
  return starts.every(start => start === undefined || start <= told);
}

function quotedContainer(quoted: Evidence): string | undefined {
  return quoted.kind === 'error' || quoted.kind === 'activity' ? undefined : quoted.container;
}

describe('Whatever a group is like, its diagnosis', () => {
  it('never throws, always has something to say, and is the same when asked again', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const found = diagnose(facts);
        assert.ok(found.length > 0);
        assert.deepEqual(diagnose(facts), found);
      }),
      { numRuns: 1_000 },
    );
  }).timeout(10_000);

  it('is never that nothing is wrong while Azure warns, lets a container wait, restarts it or calls the group failed', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const { group: known } = facts;
        if (!known || !diagnose(facts).some(({ id }) => id === 'nothingWrong')) return;
        assert.equal(groupState(known), 'running');
        for (const one of containersOfGroup(facts.group)) {
          const { restartCount = 0, currentState: state, events = [] } = one.instanceView ?? {};
          assert.ok(restartCount <= 0);
          assert.ok(!state || state.state.toLowerCase() === 'running' || state.exitCode === 0);
          assert.ok(!events.some(event => event.type === 'Warning' && isOfNow(event, one)));
        }
        assert.ok(
          !known.events.some(
            event =>
              event.type === 'Warning' &&
              containersOfGroup(facts.group).every(one => isOfNow(event, one)) &&
              !known.events.some(other => other.type === 'Normal' && /succe/i.test(other.message)),
          ),
        );
      }),
      { numRuns: 2_000 },
    );
  }).timeout(20_000);

  it('finds something wrong where the tree says that something failed', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const state = facts.group && groupState(facts.group);
        if (state !== 'failed' && state !== 'crashLooping') return;
        assert.ok(diagnose(facts).some(({ severity }) => severity !== 'info'));
      }),
      { numRuns: 1_000 },
    );
  }).timeout(10_000);

  it('quotes as evidence only what the group, its logs and its error say', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        for (const { id, evidence } of diagnose(facts)) {
          for (const quoted of evidence)
            assert.ok(isQuoted(quoted, facts), `${id}: ${JSON.stringify(quoted)}`);
        }
      }),
      { numRuns: 1_000 },
    );
  }).timeout(10_000);

  it('names only containers that there are', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const names = new Set(containersOfGroup(facts.group).map(({ name }) => name));
        for (const { container: name } of diagnose(facts)) assert.ok(name === undefined || names.has(name));
      }),
    );
  });

  it('takes no longer for a hostile text of a megabyte', () => {
    const evil = `exec: ${'pull image listening on '.repeat(40_000)}`;
    const event: ContainerEvent = {
      name: 'Failed',
      message: evil,
      type: 'Warning',
      count: 1,
      firstTimestamp: now,
      lastTimestamp: now,
    };
    const facts: Facts = {
      group: group({
        containers: [
          container({
            image: evil,
            instanceView: {
              restartCount: 1,
              currentState: { state: 'Running', detailStatus: '' },
              previousState: undefined,
              events: [event],
            },
          }),
        ],
      }),
      logs: new Map([['app', [evil]]]),
      error: { kind: 'image', code: evil, message: evil, requestId: undefined },
      now,
    };
    assert.ok(diagnose(facts).length > 0);
  }).timeout(2_000);
});
