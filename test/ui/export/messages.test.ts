import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import type { ExportResult } from '../../../src/core/export/exportResult.ts';
import { exportComment, exportText } from '../../../src/ui/export/messages.ts';
import { hostileText } from '../hostileText.ts';

const exported = (language: 'shellscript' | 'bicep', name: string): ExportResult => ({
  kind: 'text',
  language,
  text: '',
  notes: [{ kind: 'forBash' }, { kind: 'byFile', containers: 1, places: [`tags.${name}`] }],
});

describe('What is to be known about an export', () => {
  it('is a comment at its top', () => {
    assert.match(
      exportComment(exported('bicep', 'a')),
      /^\/\/ For Bash.*\n\/\/ az container create .*tags\.a.*\n$/,
    );
  });

  it('says first of all that a group has several containers, where az makes one', () => {
    const note = { kind: 'byFile', containers: 3, places: ['properties.containers[1]'] } as const;
    assert.match(exportText(note), /makes one container, and this group has 3/);
  });

  // zsh has no comments where one types, and would run what stands there.
  it('is a text for a shell that it passes over, whatever the names in it', () => {
    const names = [
      ...fc.sample(hostileText, { numRuns: 50, seed: 1 }),
      'a\nNOTES\necho pwned',
      '$(echo pwned)',
      "'",
    ];
    const script = names.map(name => exportComment(exported('shellscript', name))).join('');
    const { stdout, stderr, status } = spawnSync('sh', ['-s'], { encoding: 'utf8', input: script });
    assert.deepEqual({ stdout, stderr, status }, { stdout: '', stderr: '', status: 0 });
  });

  it('has no character that a terminal acts on', () => {
    assert.doesNotMatch(
      exportComment(exported('shellscript', 'a\u0003\u001b[31m\u202e')),
      /[\u0003\u001b\u202e]/,
    );
  });
});
