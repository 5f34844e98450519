import type * as vscode from 'vscode';
import { Emitter } from '../../core/event.ts';
import { groupKey, type GroupRef, type RawContainerGroup } from '../../core/model/containerGroup.ts';

/** What was saved and not yet applied. */
export interface YamlDraft {
  readonly text: string;
  /** The group as it was when the text was read from it; undefined when it no longer existed. */
  readonly base: RawContainerGroup | undefined;
}

/**
 * Drafts that survive the window, and that every window has. Somebody may have typed a secret into one, so they are
 * kept where VS Code keeps secrets, encrypted, and nowhere else.
 */
export class Drafts implements vscode.Disposable {
  readonly #secrets: vscode.SecretStorage;
  /** By group; undefined where it is known that there is none. */
  readonly #known = new Map<string, YamlDraft | undefined>();

  /** How many of our own writes are on their way, by group. */
  readonly #writing = new Map<string, number>();

  readonly #changed = new Emitter<void>();
  readonly #changedElsewhere = new Emitter<string>();
  readonly #listening: vscode.Disposable;

  readonly onDidChange = this.#changed.event;
  /** Another window kept, replaced or dropped a draft: of the group with this key. */
  readonly onDidChangeElsewhere = this.#changedElsewhere.event;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
    this.#listening = secrets.onDidChange(({ key }) => void this.#follow(key));
  }

  dispose(): void {
    this.#listening.dispose();
  }

  /** Whether there is a draft, as far as has been looked. */
  has(ref: GroupRef): boolean {
    return this.#known.get(groupKey(ref)) !== undefined;
  }

  async get(ref: GroupRef): Promise<YamlDraft | undefined> {
    const key = groupKey(ref);
    if (!this.#known.has(key)) {
      const stored = parseDraft(await this.#secrets.get(storageKey(key)));
      if (!this.#known.has(key)) this.#known.set(key, stored);
    }
    return this.#known.get(key);
  }

  async set(ref: GroupRef, draft: YamlDraft): Promise<void> {
    const key = groupKey(ref);
    this.#known.set(key, draft);
    this.#changed.fire();
    await this.#write(key, () => this.#secrets.store(storageKey(key), JSON.stringify(draft)));
  }

  async delete(ref: GroupRef): Promise<void> {
    const key = groupKey(ref);
    const known = this.#known.get(key);
    this.#known.set(key, undefined);
    this.#changed.fire();
    if (known) await this.#write(key, () => this.#secrets.delete(storageKey(key)));
  }

  /** Deletes every draft there is, of whatever group and cloud; answers how many there were. */
  async deleteAll(): Promise<number> {
    const stored = (await this.#secrets.keys()).filter(key => key.startsWith(prefix));
    await Promise.all(stored.map(key => this.#secrets.delete(key)));
    const known = [...this.#known].filter(([, draft]) => draft !== undefined);
    for (const [key] of known) {
      this.#known.set(key, undefined);
      this.#changed.fire();
      // As one that is dropped elsewhere: an open document shows the group again.
      this.#changedElsewhere.fire(key);
    }
    return stored.length;
  }

  async #write(key: string, work: () => Thenable<void>): Promise<void> {
    const count = (change: number) => this.#writing.set(key, (this.#writing.get(key) ?? 0) + change);
    count(1);
    try {
      await work();
    } finally {
      count(-1);
    }
  }

  /** What is stored is told of in every window, this one included. */
  async #follow(stored: string): Promise<void> {
    if (!stored.startsWith(prefix)) return;
    const key = stored.slice(prefix.length);
    if (!this.#known.has(key)) return;
    const draft = parseDraft(await this.#secrets.get(stored));
    // What this window writes is newer than what is stored yet.
    if ((this.#writing.get(key) ?? 0) > 0) return;
    if (JSON.stringify(draft) === JSON.stringify(this.#known.get(key))) return;
    this.#known.set(key, draft);
    this.#changed.fire();
    this.#changedElsewhere.fire(key);
  }
}

const prefix = 'draft/';

function storageKey(key: string): string {
  return `${prefix}${key}`;
}

/** What another version of ours may have left is no draft. */
function parseDraft(stored: string | undefined): YamlDraft | undefined {
  if (stored === undefined) return undefined;
  try {
    const draft: unknown = JSON.parse(stored);
    return isDraft(draft) ? draft : undefined;
  } catch {
    return undefined;
  }
}

function isDraft(value: unknown): value is YamlDraft {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string';
}
