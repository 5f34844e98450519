import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as vscode from 'vscode';
import { AciError } from '../../src/core/errors.ts';
import { GroupStore } from '../../src/core/store/groupStore.ts';
import type { CloudId } from '../../src/core/model/cloud.ts';
import type { GroupRef } from '../../src/core/model/containerGroup.ts';
import type { AccountManager } from '../../src/ui/app.ts';
import { DiagnosisTab } from '../../src/ui/diagnosis/diagnosisTab.vscode.ts';
import { createDiagnosisPanel } from '../../src/ui/diagnosis/diagnosisPanel.vscode.ts';
import { TestClock } from '../testClock.ts';
import { FakeAzureApi } from '../core/fakeAzureApi.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { documentMarkdown } from '../../src/ui/diagnosis/diagnosisMarkdown.ts';
import { event, facts, looping, now, pulling, refused } from '../core/diagnosis/sampleFacts.ts';
import { group } from '../core/sampleGroups.ts';
import { hostileText } from '../ui/hostileText.ts';

const words = { localTime: (time: number) => new Date(time).toISOString() };

describe('A diagnosis, as the real Markdown extension renders it', () => {
  /** Renders a diagnosis in which every text of Azure's is this one, and fails where it has become more than text. */
  async function staysText(evil: string): Promise<string> {
    const known = group({
      name: evil,
      resourceGroup: evil,
      location: evil,
      provisioningState: 'Failed',
      containers: [looping(127, { name: evil, command: [evil] }), pulling(evil, evil)],
      events: [event('FailedMount', evil)],
    });
    const logs = new Map([[evil, evil.split('\n')]]);
    const findings = diagnose(facts({ group: known, logs, error: refused('service', evil, evil) }));
    const markdown = documentMarkdown({ ref: known.ref, group: known, findings, at: now }, words);
    const html = await vscode.commands.executeCommand<string>('markdown.api.render', markdown);
    const targets = [...html.matchAll(/\bhref="([^"]*)"/g)].map(([, target]) => target ?? '');
    assert.ok(targets.length > 2);
    for (const target of targets) {
      assert.match(
        target,
        /^command:aci\.(?:copyDiagnosis|diagnose|duplicateGroup|editGroup|openInPortal|openLogSnapshot|viewProperties)\?/,
      );
    }
    assert.doesNotMatch(html, /<(?:img|script|iframe|style|b|form|input)\b|<[^>]*\s(?:on\w+|style)=/i);
    return html;
  }

  it('has only our own links, however hostile the names, events and logs are', async () => {
    const evil = [
      '[evil](command:aci.deleteGroup)',
      '![evil](https://evil.example/x.png) <img src=x onerror=evil()> <script>evil()</script>',
      'https://evil.example www.evil.example evil.example',
      '```\n[evil](command:evil)\n~~~',
      '`[evil](command:evil)` ``',
    ].join(' ');
    assert.ok((await staysText(evil)).includes('evil'));
  });

  it('has only our own links, whatever they are', () =>
    fc.assert(
      fc.asyncProperty(hostileText, async text => {
        await staysText(text);
      }),
      { numRuns: 60 },
    ));
});

/** An account that signs in when it is told to; counts who asks it to prompt. */
class ToldAccount implements AccountManager {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  cloud: CloudId = 'emulator';
  state: AccountManager['state'] = 'starting';
  label: string | undefined = undefined;
  prompts = 0;

  becomes(state: AccountManager['state'], cloud = this.cloud): void {
    [this.state, this.cloud] = [state, cloud];
    this.#changed.fire();
  }

  readonly accounts = [];
  readonly #prompt = (): Promise<void> => Promise.resolve(void (this.prompts += 1));
  add = this.#prompt;
  useInstead = this.#prompt;
  signInAgain = this.#prompt;
  signInTo = this.#prompt;
  remove = this.#prompt;
  chooseCloud = this.#prompt;
}

describe('A diagnosis in its tab', () => {
  const minute = 60_000;
  let clock: TestClock;
  let azure: FakeAzureApi;
  let store: GroupStore;
  let account: ToldAccount;
  let panel: vscode.WebviewPanel;
  let tab: DiagnosisTab;
  let ref: GroupRef;
  let notes: string[];

  beforeEach(() => {
    clock = new TestClock();
    azure = new FakeAzureApi(clock);
    azure.addTenant('t', 'one');
    ref = azure.addGroup(group(), [
      { at: 0, state: 'Running' },
      { at: minute, state: 'Stopped' },
    ]);
    store = new GroupStore(azure, clock);
    account = new ToldAccount();
    notes = [];
    const report = { log: (what: string) => void notes.push(what) };
    panel = createDiagnosisPanel();
    tab = new DiagnosisTab({ aci: azure, store, clock, account, report }, ref, panel);
  });
  afterEach(() => {
    tab.dispose();
    panel.dispose();
    store.dispose();
  });

  /** Resolves when the tab shows this. */
  async function shows(text: RegExp): Promise<string> {
    while (!text.test(panel.webview.html)) await new Promise(resolve => setTimeout(resolve, 5));
    return panel.webview.html;
  }
  const gets = () => azure.count(/^GET/);

  it('follows what the store learns of its group, and asks Azure for nothing itself', async () => {
    await store.refresh();
    await tab.refresh(undefined);
    assert.match(panel.title, /^How is "web"\?$/);
    assert.match(panel.webview.html, /Nothing is wrong/);
    clock.advance(minute);
    await store.refreshGroup(ref);
    await shows(/It is stopped/);
    assert.equal(gets(), 2);
  });

  it('is not drawn anew where nothing is different', async () => {
    await store.refresh();
    await tab.refresh(undefined);
    const before = panel.webview.html;
    await store.refreshGroup(ref);
    await store.refresh();
    assert.equal(panel.webview.html, before);
  });

  it('says that the group is gone once it is', async () => {
    await store.refresh();
    await tab.refresh(undefined);
    azure.removeGroup(ref);
    await store.refresh();
    await shows(/It no longer exists/);
  });

  it('stays as it is when another account or cloud is chosen', async () => {
    await store.refresh();
    await tab.refresh(undefined);
    store.reset();
    account.becomes('signedOut');
    await store.refresh();
    assert.match(panel.webview.html, /Nothing is wrong/);
  });

  it('comes back with its window: VS Code keeps what it is about', async () => {
    account.becomes('signedIn');
    await tab.restore();
    const html = await shows(/Nothing is wrong/);
    assert.ok(html.includes(`vscode.setState(${JSON.stringify(ref)})`));
    assert.match(html, /default-src 'none'; style-src 'nonce-([\w-]+)'; script-src 'nonce-\1'/);
    assert.match(html, /<script nonce="([\w-]+)">/);
  });

  it('asks nobody to sign in when it comes back: it says so, offers it, and goes on once somebody has', async () => {
    const restored = tab.restore();
    account.becomes('signedOut');
    await restored;
    assert.match(panel.webview.html, /Nobody is signed in[^]*href="command:aci\.signIn/);
    assert.deepEqual([account.prompts, azure.requests], [0, []]);
    account.becomes('signedIn');
    await shows(/Nothing is wrong/);
    assert.equal(account.prompts, 0);
  });

  it('waits for its cloud when it comes back in another one', async () => {
    const restored = tab.restore();
    account.becomes('signedIn', 'azure');
    await restored;
    assert.match(panel.webview.html, /in another cloud[^]*href="command:aci\.showAccount/);
    assert.deepEqual(azure.requests, []);
    account.becomes('signedIn', 'emulator');
    await shows(/Nothing is wrong/);
  });

  it('says in itself why it could not look when it comes back', async () => {
    account.becomes('signedIn');
    azure.failing.set('GET web', new AciError('offline', 'Not there.'));
    await tab.restore();
    assert.match(panel.webview.html, /Azure cannot be reached[^]*href="command:aci\.diagnose/);
    assert.deepEqual(notes, ['Could not look at "web"']);
  });

  it('is Markdown for elsewhere, without links', async () => {
    const before = tab.text;
    await tab.refresh(undefined);
    const { text = '' } = tab;
    assert.equal(before, undefined);
    assert.match(text, /^# How is `web`\?\n\nRunning · resource group `shop`/);
    assert.doesNotMatch(text, /command:|Copy as Markdown/);
  });
});
