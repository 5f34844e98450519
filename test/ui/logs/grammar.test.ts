import assert from 'node:assert/strict';
import grammar from '../../../media/aci-log.tmLanguage.json' with { type: 'json' };
import { groupItemFormatter } from '../../../src/ui/logs/groupItemText.ts';

const { levels, remarks, marked } = grammar.repository;

/** What the first rule that matches calls the text; the rules are written so that JavaScript reads them, too. */
function named(rules: readonly { readonly name: string; readonly match: string }[], text: string): string {
  const rule = rules.find(({ match }) => new RegExp(match, 'u').test(text));
  return rule?.name ?? '';
}

describe('The log grammar', () => {
  const lines: readonly (readonly [string, readonly string[]])[] = [
    ['error', ['2026 ERROR no room', '[error] no room', 'Error: connect', 'fatal: refused', 'level=error']],
    ['warn', ['WARN low', '[Warning] low', 'warning: low', '{"level":"warn"}', 'WRN low']],
    ['info', ['INFO up', '[info] up', 'info: up', 'lvl=info', '"level": "info"']],
    ['debug', ['DEBUG x', '[debug] x', 'trace: x', 'TRACE x']],
  ];
  for (const [level, texts] of lines) {
    it(`knows the level ${level} as loggers write it`, () => {
      for (const text of texts)
        assert.match(named(levels.patterns, text), new RegExp(`^token\\.${level}-`), text);
    });
  }

  it('takes no other words for levels', () => {
    for (const text of [
      '0 errors',
      'an error handler',
      'informative',
      'Terror: no',
      'debugging',
      'std::error::x',
    ]) {
      assert.equal(named(levels.patterns, text), '', text);
    }
  });

  it('tells gaps, failing restarts, other restarts and other remarks apart', () => {
    const kind = (text: string) => named(remarks.patterns, text);
    assert.match(kind('── gap: lines may be missing ──'), /^token\.warn/);
    assert.match(kind('── restarted: exit code 137, restart 3 ──'), /^token\.error/);
    assert.match(kind('── restarted: exit code 0, restart 3 ──'), /^token\.info/);
    assert.match(kind('── restarted ──'), /^token\.info/);
    assert.match(kind('── restarted; the last lines before it may be missing ──'), /^token\.info/);
    assert.match(kind('── Pulled: Successfully pulled image ──'), /^comment\./, 'is nothing to look at');
    assert.match(kind('── ⚠ BackOff: Back-off restarting failed container ──'), /^token\.warn/);
    assert.match(kind('(group) ╎ ── ⚠ Crash loop ──'), /^token\.warn/);
    assert.equal(kind('a table ── with a rule'), '');
    assert.equal(kind('\\── gap: lines may be missing ──'), '', 'a container has written it');
  });

  it('gives each of six containers, and the group, a mark of its own, with timestamps and without', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const write = groupItemFormatter(names);
    const line = { kind: 'line', text: 'x', time: { utc: 0, exact: false } } as const;
    for (const timestamps of ['off', 'utc', 'local'] as const) {
      const found = [...names, undefined].map(container => {
        const text = write({ container, item: line }, timestamps).trimEnd();
        return marked.patterns.filter(({ begin }) => new RegExp(begin, 'u').test(text));
      });
      for (const rules of found) assert.equal(rules.length, 1);
      assert.equal(new Set(found.flat()).size, names.length + 1);
    }
  });
});
