import { ManualClock } from '../../../src/emulator/clock.ts';
import { createContainerRuntime } from '../../../src/emulator/containers/createRuntime.ts';
import type {
  ContainerRuntimeOptions,
  ContainerSwitches,
  GroupSpec,
  RunningGroup,
} from '../../../src/emulator/containers/runtime.ts';
import type { Json, JsonObject } from '../../../src/emulator/json.ts';

/** When the clock of these tests starts. */
export const start = Date.UTC(2026, 0, 5, 9, 0, 0);
/** Long enough for every group of these tests to be up: scheduling, network and two pulls of at most six seconds. */
export const upMs = 30_000;

export function createRuntimeFixture(
  switches: Partial<ContainerSwitches> = {},
  options: ContainerRuntimeOptions = {},
) {
  const clock = new ManualClock(start);
  return { clock, containers: createContainerRuntime(clock, switches, options) };
}

export interface TestContainer {
  readonly name?: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly script?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function container(given: TestContainer): JsonObject {
  const command = given.script === undefined ? given.command : ['/bin/sh', '-c', given.script];
  return {
    name: given.name ?? 'app',
    properties: {
      image: given.image ?? 'alpine',
      ...(command && { command: [...command] }),
      environmentVariables: Object.entries(given.env ?? {}).map(([name, value]) => ({ name, value })),
    },
  };
}

/** A group of containers; `more` goes into the body's `properties`. */
export function group(given: TestContainer | readonly TestContainer[], more: JsonObject = {}): GroupSpec {
  const all = Array.isArray(given) ? (given as readonly TestContainer[]) : [given as TestContainer];
  const properties = { containers: all.map(container), osType: 'Linux', ...more };
  return { name: 'shop', location: 'westeurope', properties };
}

/** What a test looks at most: the states by their names. */
export function states(running: RunningGroup, name = 'app') {
  const view = running.containerInstanceView(name);
  const now = asObject(view?.['currentState']);
  const before = asObject(view?.['previousState']);
  return {
    provisioning: running.provisioningState,
    group: running.state,
    container: now && `${textOf(now['state'])} ${textOf(now['detailStatus'])}`.trim(),
    ...(before && { before: `${textOf(before['state'])} ${textOf(before['detailStatus'])}`.trim() }),
  };
}

/** Events as `count name message type seconds-since-the-first…last`. */
export function eventLines(events: readonly JsonObject[]): string[] {
  const second = (time: Json | undefined) => (Date.parse(textOf(time)) - start) / 1000;
  return events.map(
    e =>
      `${textOf(e['count'])} ${textOf(e['type'])} ${textOf(e['name'])} ${second(e['firstTimestamp'])}-${second(e['lastTimestamp'])}: ` +
      textOf(e['message']),
  );
}

export function asObject(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

/** A string or number of a body as text, anything else as ''. */
export const textOf = (value: Json | undefined) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
