/** What *Cost Overview* shows and does, without a window: the page is told by `post`, and asks by `receive`. */
import * as l10n from '@vscode/l10n';
import type { Clock } from '../../../core/clock.ts';
import { groupCostReport } from '../../../core/cost/costReport.ts';
import type { PriceList } from '../../../core/cost/priceList.ts';
import type { RegionRates } from '../../../core/cost/regionRates.ts';
import { type ContainerGroup, groupKey, type GroupRef } from '../../../core/model/containerGroup.ts';
import type { GroupStore, StoreChange } from '../../../core/store/groupStore.ts';
import type { AccountManager } from '../../app.ts';
import { formatList } from '../../shared/languageFormats.ts';
import { costCsv } from './costCsv.ts';
import type { CostRow, FromPage, ToPage } from './costRow.ts';
import { costRow } from './costRows.ts';

export interface CostOverviewDeps {
  readonly store: Pick<
    GroupStore,
    'allGroups' | 'group' | 'groups' | 'refresh' | 'refreshGroup' | 'subscriptions' | 'tenants'
  >;
  readonly prices: PriceList;
  readonly account: Pick<AccountManager, 'cloud' | 'state'>;
  readonly clock: Clock;
  /** When the group has written its last line (ms since the epoch), where its logs are followed. */
  readonly lastLineAt: (group: ContainerGroup) => number | undefined;
  /** A time (ms since the epoch) in this machine's zone and language. */
  readonly localTime: (time: number) => string;
  readonly post: (message: ToPage) => void;
  readonly reveal: (ref: GroupRef) => Promise<void>;
  readonly copy: (csv: string) => Promise<void>;
}

/** Groups that are worked out and sent in one go: ten thousand at once would block the editor. */
const rowsAtOnce = 200;
/** How long changes are gathered before they are sent, in ms. A list comes in many pages. */
const gatheringTime = 500;

export class CostOverview {
  readonly #deps: CostOverviewDeps;
  readonly #sent = new Map<string, { readonly ref: GroupRef; readonly row: CostRow }>();
  readonly #controller = new AbortController();
  /** Of what is being sent: something newer ends it. */
  #sending = new AbortController();
  #rates: ReadonlyMap<string, RegionRates | undefined> = new Map();
  #withoutPrices: readonly string[] = [];
  #unread = 0;
  /** Names by id. */
  #subscriptions: ReadonlyMap<string, string> = new Map();
  /** What has changed since it was sent; `everything` where a list has. */
  #changed: Map<string, GroupRef> | 'everything' | undefined;

  constructor(deps: CostOverviewDeps) {
    this.#deps = deps;
  }

  /** Does what the page asks for. Throws `AciError`. */
  async receive(message: FromPage): Promise<void> {
    const { store, reveal, copy } = this.#deps;
    switch (message.kind) {
      case 'ready':
        return this.#sendAll();
      case 'refresh':
        this.#unread = 0;
        await store.refresh();
        return this.#sendAll();
      case 'reveal': {
        const known = this.#sent.get(message.key);
        if (known) await reveal(known.ref);
        return;
      }
      case 'readStates':
        return this.#readStates(message.keys);
      case 'copyCsv': {
        const rows = message.keys.flatMap(key => this.#sent.get(key)?.row ?? []);
        return copy(costCsv(rows, this.#currency));
      }
    }
  }

  /** Takes note of what has changed in the store, and sends it soon. */
  changed(change: StoreChange): void {
    const isWaiting = this.#changed !== undefined;
    if (change.kind !== 'group' || !this.#deps.store.group(change.ref)) this.#changed = 'everything';
    else if (this.#changed !== 'everything') {
      this.#changed ??= new Map();
      this.#changed.set(groupKey(change.ref), change.ref);
    }
    if (!isWaiting) void this.#sendChangesSoon();
  }

  /** Says what can't be shown, once another is signed in, or nobody is. */
  accountChanged(): void {
    this.#sendStatus();
  }

  /** Ends whatever is under way. */
  dispose(): void {
    this.#controller.abort();
    this.#sending.abort();
  }

  get #currency(): string {
    return [...this.#rates.values()].find(rates => rates !== undefined)?.currency ?? '';
  }

  get #isReading(): boolean {
    const { account, store } = this.#deps;
    if (account.state === 'signedOut') return false;
    return (
      store.tenants.kind === 'loading' ||
      store.subscriptions.some(({ id }) => store.groups(id)?.kind === 'loading')
    );
  }

  async #sendChangesSoon(): Promise<void> {
    try {
      await this.#deps.clock.sleep(gatheringTime, this.#controller.signal);
    } catch {
      return; // closed
    }
    const changed = this.#changed;
    this.#changed = undefined;
    if (changed === 'everything') return this.#sendAll();
    const groups = [...(changed?.values() ?? [])].flatMap(ref => this.#deps.store.group(ref) ?? []);
    this.#deps.post({ kind: 'changed', rows: groups.map(group => this.#rowOf(group)) });
  }

  /** All rows, with the prices that are known, and again once others have come. */
  async #sendAll(): Promise<void> {
    if (this.#controller.signal.aborted) return; // closed while something was read for it
    this.#sending.abort();
    const sending = new AbortController();
    this.#sending = sending;
    const { signal } = sending;
    try {
      const groups = this.#deps.store.allGroups;
      const missing = this.#takeKnownRates(groups);
      await this.#sendRows(groups, signal);
      if (missing.length === 0) return;
      await this.#askForRates(missing, signal);
      await this.#sendRows(groups, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Answers the locations whose prices have to be asked for. */
  #takeKnownRates(groups: readonly ContainerGroup[]): readonly string[] {
    const { prices } = this.#deps;
    const { cloud } = this.#deps.account;
    const locations = [...new Set(groups.map(({ location }) => location))];
    this.#rates = new Map(locations.map(location => [location, prices.knownRates(cloud, location)]));
    this.#withoutPrices = [];
    return prices.hasPrices(cloud) ? locations.filter(location => !this.#rates.get(location)) : [];
  }

  async #askForRates(locations: readonly string[], signal: AbortSignal): Promise<void> {
    const { prices, account } = this.#deps;
    const answers = await Promise.allSettled(
      locations.map(location => prices.rates(account.cloud, location, signal)),
    );
    signal.throwIfAborted();
    const found = new Map(this.#rates);
    answers.forEach((answer, index) => {
      if (answer.status === 'fulfilled') found.set(locations[index] ?? '', answer.value);
    });
    this.#rates = found;
    this.#withoutPrices = locations.filter((_, index) => answers[index]?.status === 'rejected');
  }

  async #sendRows(groups: readonly ContainerGroup[], signal: AbortSignal): Promise<void> {
    const { post, clock, store } = this.#deps;
    this.#sent.clear();
    this.#subscriptions = new Map(store.subscriptions.map(({ id, displayName }) => [id, displayName]));
    this.#sendStatus();
    let from = 0;
    do {
      const rows = groups.slice(from, from + rowsAtOnce).map(group => this.#rowOf(group));
      const isFirst = from === 0;
      from += rowsAtOnce;
      post({ kind: 'rows', rows, isFirst, isLast: from >= groups.length && !this.#isReading });
      await clock.sleep(0, signal); // the editor's turn
    } while (from < groups.length);
  }

  #rowOf(group: ContainerGroup): CostRow {
    const { clock, lastLineAt, localTime } = this.#deps;
    const knowledge = {
      rates: this.#rates.get(group.location),
      now: clock.now(),
      lastLineAt: lastLineAt(group),
    };
    const row = costRow(groupCostReport(group, knowledge), {
      localTime,
      subscriptionName: id => this.#subscriptions.get(id) ?? id,
    });
    this.#sent.set(row.key, { ref: group.ref, row });
    return row;
  }

  /** Side by side: the request scheduler sees to it that they are few at a time. */
  async #readStates(keys: readonly string[]): Promise<void> {
    const { store } = this.#deps;
    const refs = keys.flatMap(key => this.#sent.get(key)?.ref ?? []);
    const { signal } = this.#controller;
    const reads = await Promise.allSettled(
      // A signal of its own for each: a hundred listeners on one look like a leak.
      refs.map(ref => store.refreshGroup(ref, AbortSignal.any([signal]), 'background')),
    );
    this.#unread = reads.filter(({ status }) => status === 'rejected').length;
    if (!signal.aborted) this.#sendStatus();
  }

  #sendStatus(): void {
    const { clock, localTime, post } = this.#deps;
    const lines = [l10n.t('As of {0}', localTime(clock.now())), ...this.#problems()];
    post({ kind: 'status', lines, currency: this.#currency });
  }

  #problems(): readonly string[] {
    const { store, prices, account } = this.#deps;
    if (account.state === 'signedOut') {
      return [l10n.t('You are not signed in to Azure. Sign in, and this page shows what runs there.')];
    }
    const unreadable = store.subscriptions.filter(({ id }) => {
      const list = store.groups(id);
      return list?.kind === 'failed' || (list?.kind === 'ready' && list.error !== undefined);
    });
    return [
      ...(this.#isReading ? [l10n.t('Reading container groups…')] : []),
      ...(prices.hasPrices(account.cloud) ? [] : [l10n.t('There are no prices for this cloud.')]),
      ...(this.#withoutPrices.length > 0
        ? [l10n.t('The prices of these locations could not be read: {0}', formatList(this.#withoutPrices))]
        : []),
      ...(unreadable.length > 0
        ? [
            l10n.t(
              'The container groups of these subscriptions could not be read: {0}',
              formatList(unreadable.map(({ displayName }) => displayName)),
            ),
          ]
        : []),
      ...(this.#unread > 0 ? [l10n.t('States that could not be read: {0}', this.#unread)] : []),
    ];
  }
}
