import assert from 'node:assert/strict';
import { publishCommand } from '../../scripts/publish.mjs';
import { releaseNotes, requireTag } from '../../scripts/release.mjs';

const changelog = `# Changelog

## 0.3.0 (unreleased)

- Not yet.

## 0.2.0 (2026-12-01)

- One thing.

Under a word of its own:

- Another.

## 0.1.0

- The first.
`;

describe('A release', () => {
  it('says what the section of its version says', () => {
    assert.equal(
      releaseNotes(changelog, '0.2.0'),
      '- One thing.\n\nUnder a word of its own:\n\n- Another.\n',
    );
    assert.equal(releaseNotes(changelog, '0.1.0'), '- The first.\n');
  });

  it('is refused without a section, and while that is called unreleased', () => {
    assert.throws(() => releaseNotes(changelog, '0.2'), /no section "## 0\.2"/);
    assert.throws(() => releaseNotes(changelog, '0.3.0'), /unreleased/);
  });

  it('has the tag of its version', () => {
    requireTag('0.2.0', 'v0.2.0');
    requireTag('0.2.0', undefined);
    assert.throws(() => requireTag('0.2.0', 'v0.2.1'), /v0\.2\.1.*0\.2\.0/);
  });

  it('is published where the token is there, which no command line shows', () => {
    for (const [registry, token] of [
      ['marketplace', 'VSCE_PAT'],
      ['open-vsx', 'OVSX_PAT'],
    ] as const) {
      assert.equal(publishCommand(registry, 'a.vsix', {}), undefined);
      assert.equal(publishCommand(registry, 'a.vsix', { [token]: '' }), undefined);
      const command = publishCommand(registry, 'a.vsix', { [token]: 'the-token' });
      assert.ok(command);
      assert.ok(command.includes('a.vsix'));
      assert.ok(!command.includes('the-token'));
    }
  });

  it('is published nowhere else', () => {
    assert.throws(() => publishCommand('npm', 'a.vsix', {}), /marketplace or open-vsx/);
  });
});
