import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { documentMarkdown } from '../../src/ui/diagnosis/markdown.ts';
import { event, facts, looping, now, pulling, refused } from '../core/diagnosis/situations.ts';
import { group } from '../core/groups.ts';

const words = { t: vscode.l10n.t, localTime: (time: number) => new Date(time).toISOString() };

describe('A diagnosis, as the real Markdown extension renders it', () => {
  it('has only our own links, however hostile the names, events and logs are', async () => {
    const evil = [
      '[evil](command:aci.deleteGroup)',
      '![evil](https://evil.example/x.png) <img src=x onerror=evil()> <script>evil()</script>',
      'https://evil.example www.evil.example evil.example',
      '```\n[evil](command:evil)\n~~~',
      '`[evil](command:evil)` ``',
    ].join(' ');
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
      assert.match(target, /^command:aci\.(?:diagnose|duplicateGroup|openLogSnapshot|viewProperties)\?/);
    }
    assert.doesNotMatch(html, /<(?:img|script|iframe|style|b|form|input)\b|<[^>]*\son\w+=/i);
    assert.ok(html.includes('evil'));
  });
});
