/** The real SDK against a real emulator, and a screen on which one can wait for what it shows. */
import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../../src/azure/credentials/emulatorCredentials.ts';
import type { ContainerRef } from '../../../src/core/model/containerGroup.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { TestClock } from '../../testClock.ts';
import { cloudOf } from '../../cloudOf.ts';

export interface TerminalFixture {
  readonly emulator: Emulator;
  readonly aci: AzureApi;
  /** A container of the demo estate; they all have been running for a while. */
  refOf(group: string, container: string): ContainerRef;
  close(): Promise<void>;
}

export async function openTerminalFixture(): Promise<TerminalFixture> {
  const emulator = await startEmulator();
  return {
    emulator,
    aci: createAzureApi(cloudOf(emulator), emulatorCredentials(emulator), { clock: new TestClock() }),
    refOf(name, container) {
      const found = emulator.estate.subscriptions
        .flatMap(({ subscriptionId }) => emulator.estate.groups(subscriptionId))
        .find(group => group.name === name);
      assert.ok(found, name);
      const { subscriptionId, resourceGroup } = found;
      return { group: { cloud: 'emulator', subscriptionId, resourceGroup, name }, container };
    },
    close: () => emulator.close(),
  };
}

/** All that was written, and a way to wait for it. */
export class Screen {
  #text = '';
  #from = 0;
  #looking: (() => void) | undefined;

  write(text: string): void {
    this.#text += text;
    this.#looking?.();
  }

  /** What has come since the screen was last looked at. */
  get fresh(): string {
    return this.#text.slice(this.#from);
  }

  get text(): string {
    return this.#text;
  }

  /** Waits until what is fresh matches; gives all of it, and looks only at what comes after. */
  async shows(pattern: RegExp): Promise<string> {
    await new Promise<void>(resolve => {
      this.#looking = () => {
        if (pattern.test(this.fresh)) resolve();
      };
      this.#looking();
    });
    const { fresh } = this;
    this.#from = this.#text.length;
    return fresh;
  }
}
