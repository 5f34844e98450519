import assert from 'node:assert/strict';
import { manifest } from '../../manifest.ts';
import {
  otherCloudMarkdown,
  failedMarkdown,
  signedOutMarkdown,
} from '../../../src/ui/diagnosis/unavailableWords.ts';
import { group } from '../../core/sampleGroups.ts';

describe('A diagnosis that cannot be made', () => {
  const { ref } = group({ name: 'shop' });
  const pages: readonly (readonly [string, string, RegExp])[] = [
    ['nobody is signed in', signedOutMarkdown(ref), /Nobody is signed in[^]*\(command:aci\.signIn\?/],
    ['another cloud is chosen', otherCloudMarkdown(ref), /another cloud[^]*\(command:aci\.showAccount\?/],
    [
      'Azure fails',
      failedMarkdown(ref, 'Azure cannot be reached.', '09:00'),
      /Azure cannot be reached\. \(09:00\)[^]*\[Refresh\]\(command:aci\.diagnose\?/,
    ],
  ];

  for (const [what, text, expected] of pages) {
    it(`says so and offers what helps where ${what}`, () => {
      assert.match(text, /^# How is `shop`\?/);
      assert.match(text, expected);
      const known = manifest.contributes.commands.map(({ command }) => command);
      for (const [, command = ''] of text.matchAll(/command:([\w.]+)/g)) assert.ok(known.includes(command));
    });
  }
});
