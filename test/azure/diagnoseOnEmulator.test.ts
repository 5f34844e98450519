import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readGroup } from '../../src/azure/api/readGroup.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import type { Facts } from '../../src/core/diagnosis/facts.ts';
import type { FindingId } from '../../src/core/diagnosis/finding.ts';
import type { Json } from '../../src/core/json.ts';
import { type ContainerGroup, containersOfGroup } from '../../src/core/model/containerGroup.ts';
import type { GroupSpec, RunningGroup } from '../../src/emulator/containers/runtime.ts';
import type { JsonObject } from '../../src/emulator/json.ts';
import {
  asObject,
  container,
  createRuntimeFixture,
  group,
  type TestContainer,
  upMs,
} from '../emulator/containers/runtimeFixture.ts';

const minute = 60_000;
const id = '/subscriptions/s/resourceGroups/r/providers/Microsoft.ContainerInstance/containerGroups/shop';

/** What a GET of the group brings now, and its logs. */
function factsOf(running: RunningGroup, { properties, location }: GroupSpec, now: number): Facts {
  const containers = (properties['containers'] as JsonObject[]).map(one => ({
    ...one,
    properties: {
      ...asObject(one['properties']),
      instanceView: running.containerInstanceView(one['name'] as string) ?? null,
    },
  }));
  const { provisioningState } = running;
  const body = { ...properties, provisioningState, containers, instanceView: running.instanceView() };
  const read = readGroup('emulator', { id, location, properties: body });
  assert.ok(read);
  const logs = containersOfGroup(read).map(
    ({ name }) => [name, running.logs(name, { timestamps: false })?.split('\n') ?? []] as const,
  );
  return { group: read, logs: new Map(logs), error: undefined, now };
}

const demo = 'mcr.microsoft.com/aci-emulator';
const never = { restartPolicy: 'Never' };
const probed = (kind: string, probe: JsonObject): JsonObject => {
  const made = container({ image: `${demo}/silent` });
  return { containers: [{ ...made, properties: { ...asObject(made['properties']), [kind]: probe } }] };
};
/** A server that says where it listens, in a group that opens port 80. */
const listening = (where: string): GroupSpec => {
  const made = container({ script: `echo "listening on ${where}"; sleep 10000` });
  const ports = [{ port: 80, protocol: 'TCP' }];
  const properties = { ...asObject(made['properties']), ports };
  return group([], {
    containers: [{ ...made, properties }],
    ipAddress: { type: 'Public', ports, ip: '20.1.2.3' },
  });
};
const failing = (code: number): TestContainer => ({
  image: `${demo}/crash-loop`,
  env: { EXIT_CODE: String(code) },
});

/** What one lets live in the emulator for so long, and what is found then. */
const lives: readonly (readonly [string, GroupSpec, number, FindingId])[] = [
  ['a web server', group({ image: 'mcr.microsoft.com/azuredocs/aci-helloworld' }), upMs, 'nothingWrong'],
  ['an image without that tag', group({ image: `${demo}/unpullable` }), upMs, 'imageNotFound'],
  ['an image that wants a credential', group({ image: `${demo}/denied` }), upMs, 'imageDenied'],
  ['an image pulled too often', group({ image: `${demo}/too-many-pulls` }), upMs, 'rateLimited'],
  ['an ARM image', group({ image: `${demo}/arm64` }), upMs, 'wrongArchitecture'],
  ['a program without enough memory', group({ image: `${demo}/out-of-memory` }), upMs, 'outOfMemory'],
  ['a crash loop', group(failing(1)), 2 * minute, 'exited'],
  ['a crash loop with 126', group(failing(126)), 2 * minute, 'notExecutable'],
  ['a command that is not there', group({ command: ['no-such-thing'] }), upMs, 'commandNotFound'],
  ['a program that is killed', group({ script: 'echo working; exit 137' }), upMs, 'killed'],
  ['a program that crashes', group({ script: 'exit 139' }, never), upMs, 'segmentationFault'],
  ['a program that is terminated', group({ script: 'exit 143' }, never), upMs, 'terminated'],
  ['a job cut off by maintenance', group(failing(7147), never), upMs, 'platformMaintenance'],
  ['a job that fails', group({ script: 'echo no; exit 3' }, never), upMs, 'exited'],
  ['a job that is done', group({ script: 'echo yes' }, never), upMs, 'finished'],
  ['a command that is done at once', group({ script: 'echo hello' }), upMs, 'endedAtOnce'],
  [
    'a liveness probe that fails',
    group([], probed('livenessProbe', { exec: { command: ['cat', '/tmp/healthy'] }, periodSeconds: 5 })),
    upMs,
    'probeFailing',
  ],
  [
    'a readiness probe on the wrong port',
    group([], probed('readinessProbe', { httpGet: { port: 81, path: '/' } })),
    upMs,
    'probeFailing',
  ],
  [
    'a share that is not there',
    group({}, { volumes: [{ name: 'files', azureFile: { shareName: 'missing' } }] }),
    upMs,
    'mountFailed',
  ],
  ['a job cut off by maintenance (7148)', group(failing(7148), never), upMs, 'platformMaintenance'],
  ['a server on a port that is not open', listening('[::]:8080'), upMs, 'portElsewhere'],
  ['a server for its own group only', listening('127.0.0.1:80'), upMs, 'listensOnLoopback'],
  [
    'a port that another container has',
    group({ script: 'echo "bind() to 0.0.0.0:80 failed (98: Address already in use)"; exit 1' }),
    2 * minute,
    'portInUse',
  ],
  ['a group on its way', group({ image: `${demo}/slow-pull` }), 2_000, 'starting'],
];

describe('A diagnosis of groups in the emulator', () => {
  for (const [what, spec, ms, expected] of lives) {
    it(`finds ${expected} for ${what}`, () => {
      const { clock, containers } = createRuntimeFixture();
      const running = containers.create(spec);
      clock.advance(ms);
      assert.equal(diagnose(factsOf(running, spec, clock.now()))[0]?.id, expected);
    });
  }

  it('finds who stopped a group', () => {
    const { clock, containers } = createRuntimeFixture();
    const spec = group({ image: `${demo}/silent` });
    const running = containers.create(spec);
    clock.advance(upMs);
    running.stop();
    assert.equal(diagnose(factsOf(running, spec, clock.now()))[0]?.id, 'stoppedByClient');
  });

  it('finds that a Spot group was evicted', () => {
    const { clock, containers } = createRuntimeFixture();
    const spec = group({ image: `${demo}/silent` }, { priority: 'Spot' });
    const running = containers.create(spec);
    clock.advance(upMs);
    running.evict();
    assert.equal(diagnose(factsOf(running, spec, clock.now()))[0]?.id, 'spotEvicted');
  });

  it('finds a pull that takes long', () => {
    const { clock, containers } = createRuntimeFixture({ pace: 30 });
    const spec = group({ image: `${demo}/slow-pull` });
    const running = containers.create(spec);
    const found = () => diagnose(factsOf(running, spec, clock.now())).map(({ id: one }) => one);
    clock.advance(5 * minute);
    assert.deepEqual(found(), ['slowPull']);
  });
});

describe('A diagnosis of what Azure once answered', () => {
  const recordings = path.resolve(import.meta.dirname, '../../../../shared/recordings');

  before(function () {
    if (existsSync(recordings)) return;
    console.log('      skipped: ../shared is not there');
    this.skip();
  });

  /** Every group with an instance view in the recordings. */
  function* recorded(): Generator<readonly [string, ContainerGroup]> {
    for (const file of readdirSync(recordings).filter(name => name.endsWith('.json'))) {
      const { interactions } = JSON.parse(readFileSync(path.join(recordings, file), 'utf8')) as {
        interactions: { response: { body?: Json } }[];
      };
      for (const { response } of interactions) {
        const read = readGroup('azure', response.body);
        if (read?.state !== undefined) yield [file, read];
      }
    }
  }

  it('takes what ran well for well, and finds why the others failed', () => {
    const troubles = new Map<string, Set<string>>();
    let groups = 0;
    for (const [file, read] of recorded()) {
      groups++;
      const logs = new Map<string, readonly string[]>();
      for (const { id: one, severity } of diagnose({
        group: read,
        logs,
        error: undefined,
        now: Date.now(),
      })) {
        if (severity !== 'info') troubles.set(file, (troubles.get(file) ?? new Set()).add(one));
      }
    }
    assert.ok(groups > 15, `${groups} groups`);
    assert.deepEqual(Object.fromEntries([...troubles].map(([file, found]) => [file, [...found].sort()])), {
      'exec_terminated_2024.json': ['exited'], // a program that ended with 2
      'get404_2023_05_01.json': ['endedAtOnce', 'exited'], // `Completed` under Always, and one that failed
    });
  });
});
