/** The real SDK against a real emulator whose time moves only when someone waits for it, and a person at the boxes. */
import assert from 'node:assert/strict';
import { createAci } from '../../../src/azure/cloudAci.ts';
import { emulatorCredentials } from '../../../src/azure/emulatorCredentials.ts';
import type { AciError } from '../../../src/core/errors.ts';
import { GroupStore } from '../../../src/core/groupStore.ts';
import type { GroupRef } from '../../../src/core/model.ts';
import { Permissions } from '../../../src/core/permissions.ts';
import type { Aci } from '../../../src/core/ports.ts';
import { ManualClock } from '../../../src/emulator/clock.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import type { CreateContext } from '../../../src/ui/create/context.ts';
import type { CreateDesk, CreateScreen } from '../../../src/ui/create/desk.ts';
import { RememberedCreates, type Shelf } from '../../../src/ui/create/rememberedCreates.ts';
import type { Translate } from '../../../src/ui/translate.ts';
import { TestClock } from '../../azure/testClock.ts';

export const t: Translate = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)]));

/** `globalState` without the editor. */
export class Memory implements Shelf {
  readonly #kept = new Map<string, unknown>();

  get<T>(key: string, otherwise: T): T {
    return (this.#kept.get(key) as T | undefined) ?? otherwise;
  }

  update(key: string, value: unknown): Promise<void> {
    // As the editor keeps it: what isn't JSON is lost.
    this.#kept.set(key, JSON.parse(JSON.stringify(value)));
    return Promise.resolve();
  }

  get everything(): string {
    return JSON.stringify([...this.#kept]);
  }
}

/** Someone who watches a creation, and cancels when the message that they wait for comes up. */
export class Watcher implements CreateScreen {
  readonly messages: string[] = [];
  readonly happened: string[] = [];
  readonly revealed: GroupRef[] = [];
  readonly errors: AciError[] = [];
  cancelAt: RegExp | undefined;
  answers: ('keep' | 'delete')[] = [];
  wantsAgain = false;

  progress: CreateScreen['progress'] = async (title, messages, done) => {
    this.happened.push(title);
    const cancelled = new Promise<'cancelled'>(resolve => {
      messages(message => {
        this.messages.push(message);
        if (!this.cancelAt?.test(message)) return;
        this.cancelAt = undefined;
        resolve('cancelled');
      });
    });
    return Promise.race([done.then(() => 'done' as const), cancelled]);
  };

  keepOrDelete(): Promise<'keep' | 'delete'> {
    const answer = this.answers.shift();
    assert.ok(answer, 'nobody was expected to ask');
    this.happened.push(answer);
    return Promise.resolve(answer);
  }

  created: CreateScreen['created'] = ref => void this.happened.push(`created ${ref.name}`);
  cancelled: CreateScreen['cancelled'] = sentence => void this.happened.push(sentence);

  failed: CreateScreen['failed'] = (what, error, again) => {
    this.happened.push(what);
    this.errors.push(error);
    return Promise.resolve(again && this.wantsAgain);
  };

  lacking: CreateScreen['lacking'] = (what, needs) => {
    this.happened.push(`${what}: ${needs.map(({ deed, name }) => `${deed} ${name}`).join(', ')}`);
    return Promise.resolve(this.wantsAgain);
  };

  /** Registers container instances when it is offered, and lets the time pass that this takes. */
  registers: ((subscriptionId: string) => Promise<boolean>) | undefined;

  register: CreateScreen['register'] = (what, error, subscriptionId) => {
    this.happened.push(`${what}: ${error.kind}`);
    return this.registers?.(subscriptionId) ?? Promise.resolve(false);
  };

  reveal: CreateScreen['reveal'] = ref => {
    this.revealed.push(ref);
    return Promise.resolve();
  };

  note: CreateScreen['note'] = (what, error) => void this.happened.push(`${what}: ${error.message}`);
}

export interface World {
  readonly emulator: Emulator;
  readonly aci: Aci;
  readonly memory: Memory;
  readonly context: CreateContext;
  clipboard: string;
  /** A desk of a window of its own, with the same memory; another window of the same name is that one reloaded. */
  desk(screen: CreateScreen, window?: string): CreateDesk;
  /** The clock of every desk. */
  readonly clock: TestClock;
  /** What changed anything in Azure since the last call: `PUT /subscriptions/…`. */
  changes(): readonly string[];
  /** Lets time pass, here and in Azure. */
  pass(ms: number): void;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const time = new ManualClock();
  const emulator = await startEmulator({ clock: time, switches: { arm: { throttling: false } } });
  // Waits between polls are over at once; a request's own time limit never runs out.
  const clock = new TestClock(10_000, ms => time.advance(ms));
  const endpoints = {
    id: 'emulator' as const,
    displayName: 'Emulator',
    resourceManagerEndpoint: emulator.resourceManagerEndpoint,
    authorityHost: emulator.activeDirectoryEndpoint,
    scope: `${emulator.resourceManagerEndpoint}/.default`,
    ca: emulator.ca,
  };
  const aci = createAci(endpoints, emulatorCredentials(emulator), { clock, random: () => 0 });
  const memory = new Memory();
  const stores: GroupStore[] = [];
  let looked = emulator.server.requests.length;
  const world: World = {
    emulator,
    aci,
    memory,
    clipboard: '',
    context: {
      aci,
      cloud: 'emulator',
      t,
      last: {},
      subscriptions: async signal => aci.subscriptions(emulator.tenantId, signal),
      knownNames: () => [],
      explain: (what, error) => `${what}. ${error.message}`,
      readClipboard: () => Promise.resolve(world.clipboard),
    },
    clock,
    desk(screen, window = 'one') {
      // Its store settles nothing by itself, and nobody is impatient: those clocks stand still.
      const store = new GroupStore(aci, new TestClock());
      stores.push(store);
      const permissions = new Permissions(aci.access, new TestClock());
      return {
        aci,
        store,
        permissions,
        clock,
        inFlight: new RememberedCreates(memory, clock, window),
        screen,
        t,
      };
    },
    changes() {
      const fresh = emulator.server.requests.slice(looked);
      looked = emulator.server.requests.length;
      return fresh
        .filter(({ method, path }) => !['GET', 'HEAD'].includes(method) && path.startsWith('/subscriptions'))
        .map(({ method, path }) => `${method} ${path.replace(/\?.*$/, '')}`);
    },
    pass(ms) {
      time.advance(ms);
      clock.advance(ms);
    },
    close() {
      for (const store of stores) store.dispose();
      return emulator.close();
    },
  };
  return world;
}
