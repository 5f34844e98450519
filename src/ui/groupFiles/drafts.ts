import type * as vscode from 'vscode';
import { Emitter } from '../../core/event.ts';
import { type GroupDocument, groupKey, type GroupRef } from '../../core/model.ts';

/** What was saved and not yet applied. */
export interface Draft {
  readonly text: string;
  /** The group as it was when the text was read from it; undefined when it no longer existed. */
  readonly base: GroupDocument | undefined;
}

/**
 * Drafts that survive the window. Somebody may have typed a secret into one, so they are kept where VS Code keeps
 * secrets, encrypted, and nowhere else.
 */
export class Drafts {
  readonly #secrets: vscode.SecretStorage;
  /** By group; undefined where it is known that there is none. */
  readonly #known = new Map<string, Draft | undefined>();

  readonly #changed = new Emitter<void>();

  readonly onDidChange = this.#changed.event;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  /** Whether there is a draft, as far as has been looked. */
  has(ref: GroupRef): boolean {
    return this.#known.get(groupKey(ref)) !== undefined;
  }

  async get(ref: GroupRef): Promise<Draft | undefined> {
    const key = groupKey(ref);
    if (!this.#known.has(key)) {
      const stored = readDraft(await this.#secrets.get(storageKey(key)));
      if (!this.#known.has(key)) this.#known.set(key, stored);
    }
    return this.#known.get(key);
  }

  async set(ref: GroupRef, draft: Draft): Promise<void> {
    const key = groupKey(ref);
    this.#known.set(key, draft);
    this.#changed.fire();
    await this.#secrets.store(storageKey(key), JSON.stringify(draft));
  }

  async delete(ref: GroupRef): Promise<void> {
    const key = groupKey(ref);
    const known = this.#known.get(key);
    this.#known.set(key, undefined);
    this.#changed.fire();
    if (known) await this.#secrets.delete(storageKey(key));
  }
}

function storageKey(key: string): string {
  return `draft/${key}`;
}

/** What another version of ours may have left is no draft. */
function readDraft(stored: string | undefined): Draft | undefined {
  if (stored === undefined) return undefined;
  try {
    const draft: unknown = JSON.parse(stored);
    return isDraft(draft) ? draft : undefined;
  } catch {
    return undefined;
  }
}

function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string';
}
