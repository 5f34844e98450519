/** The real SDK against a real emulator whose time moves only when someone waits for it, and a person at the boxes. */
import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../../src/azure/credentials/emulatorCredentials.ts';
import type { AciError } from '../../../src/core/errors.ts';
import { GroupStore } from '../../../src/core/store/groupStore.ts';
import type { GroupRef } from '../../../src/core/model/containerGroup.ts';
import { PermissionCache } from '../../../src/core/access/permissionCache.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import { ManualClock } from '../../../src/emulator/clock.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import type { CreateWizardContext } from '../../../src/ui/create/wizardContext.ts';
import type { CreationDeps, CreationUi } from '../../../src/ui/create/creationDeps.ts';
import { pendingCreates, PendingWork, type MementoLike } from '../../../src/ui/shared/pendingWork.ts';
import { TestClock } from '../../testClock.ts';
import { preflightOf } from '../preflight/preflightOf.ts';
import type { FindingsAnswer } from '../../../src/ui/preflight/checkBeforeSending.ts';
import { cloudOf } from '../../cloudOf.ts';
import { emulatorPrices } from '../cost/emulatorPrices.ts';

/** `globalState` without the editor. */
export class InMemoryState implements MementoLike {
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
export class RecordingCreateScreen implements CreationUi {
  readonly messages: string[] = [];
  readonly happened: string[] = [];
  readonly revealed: GroupRef[] = [];
  readonly errors: AciError[] = [];
  cancelAt: RegExp | undefined;
  answers: ('keep' | 'delete')[] = [];
  wantsAgain = false;

  showProgress: CreationUi['showProgress'] = async (title, messages, done) => {
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

  askKeepOrDelete(): Promise<'keep' | 'delete'> {
    const answer = this.answers.shift();
    assert.ok(answer, 'nobody was expected to ask');
    this.happened.push(answer);
    return Promise.resolve(answer);
  }

  /** What is answered to findings; they are written down. */
  findingsAnswers: FindingsAnswer[] = [];

  askAboutFindings: CreationUi['askAboutFindings'] = ({ what, findings }) => {
    this.happened.push(`${what}: ${findings.map(({ kind, severity }) => `${severity} ${kind}`).join(', ')}`);
    return Promise.resolve(this.findingsAnswers.shift() ?? { kind: 'leave' });
  };

  showCreated: CreationUi['showCreated'] = ref => void this.happened.push(`created ${ref.name}`);
  showCancelled: CreationUi['showCancelled'] = sentence => void this.happened.push(sentence);

  showFailed: CreationUi['showFailed'] = (what, error, again) => {
    this.happened.push(what);
    this.errors.push(error);
    return Promise.resolve(again && this.wantsAgain);
  };

  showMissingPermissions: CreationUi['showMissingPermissions'] = (what, needs) => {
    this.happened.push(`${what}: ${needs.map(({ operation, name }) => `${operation} ${name}`).join(', ')}`);
    return Promise.resolve(this.wantsAgain);
  };

  /** Registers container instances when it is offered, and lets the time pass that this takes. */
  registers: ((subscriptionId: string) => Promise<boolean>) | undefined;

  offerRegistration: CreationUi['offerRegistration'] = (what, error, subscriptionId) => {
    this.happened.push(`${what}: ${error.kind}`);
    return this.registers?.(subscriptionId) ?? Promise.resolve(false);
  };

  revealInTree: CreationUi['revealInTree'] = ref => {
    this.revealed.push(ref);
    return Promise.resolve();
  };

  log: CreationUi['log'] = (what, error) => void this.happened.push(`${what}: ${error.message}`);
}

export interface CreateFixture {
  readonly emulator: Emulator;
  readonly aci: AzureApi;
  readonly memory: InMemoryState;
  readonly context: CreateWizardContext;
  clipboard: string;
  /** A deps of a window of its own, with the same memory; another window of the same name is that one reloaded. */
  deps(screen: CreationUi, window?: string): CreationDeps;
  /** The clock of every deps. */
  readonly clock: TestClock;
  /** What changed anything in Azure since the last call: `PUT /subscriptions/…`. */
  changes(): readonly string[];
  /** Lets time pass, here and in Azure. */
  pass(ms: number): void;
  close(): Promise<void>;
}

export async function openCreateFixture(): Promise<CreateFixture> {
  const time = new ManualClock();
  const emulator = await startEmulator({ clock: time, switches: { arm: { throttling: false } } });
  // Waits between polls are over at once; a request's own time limit never runs out.
  const clock = new TestClock(10_000, ms => time.advance(ms));
  const aci = createAzureApi(cloudOf(emulator), emulatorCredentials(emulator), { clock, random: () => 0 });
  const memory = new InMemoryState();
  const stores: GroupStore[] = [];
  let looked = emulator.server.requests.length;
  const world: CreateFixture = {
    emulator,
    aci,
    memory,
    clipboard: '',
    context: {
      aci,
      cloud: 'emulator',
      prices: emulatorPrices(emulator, clock),
      lastChoices: {},
      subscriptions: async signal => aci.subscriptions(emulator.tenantId, signal),
      knownGroupNames: () => [],
      errorMessage: (what, error) => `${what}. ${error.message}`,
      readClipboard: () => Promise.resolve(world.clipboard),
    },
    clock,
    deps(ui, window = 'one') {
      // Its store settles nothing by itself, and nobody is impatient: those clocks stand still.
      const store = new GroupStore(aci, new TestClock());
      stores.push(store);
      const permissions = new PermissionCache(aci.access, new TestClock());
      return {
        aci,
        store,
        permissions,
        preflight: preflightOf(aci),
        clock,
        pendingCreates: new PendingWork(pendingCreates, memory, clock, window),
        ui,
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
