import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSnapshotLines } from '../../../../src/core/logs/snapshot/snapshotLines.ts';

const nine = Date.UTC(2026, 0, 5, 9);

describe('Taking a snapshot apart', () => {
  const stamps: [stamp: string, utc: number, nanos: number][] = [
    ['2026-01-05T09:00:00Z', nine, 0],
    ['2026-01-05T09:00:00.5Z', nine + 500, 0],
    ['2026-01-05T09:00:00.123456789Z', nine + 123, 456_789],
    ['2026-01-05T09:00:00.123456789012Z', nine + 123, 456_789],
    ['2026-01-05T10:00:00.000000001+01:00', nine, 1],
    ['2026-01-05T04:00:00-0500', nine, 0],
  ];
  for (const [stamp, utc, nanos] of stamps) {
    it(`reads ${stamp}`, () => {
      const { lines, stamped } = parseSnapshotLines(`${stamp} a b\n${stamp} \n${stamp}\n`);
      assert.deepEqual(
        lines,
        ['a b', '', ''].map(text => ({ text, stamp: { utc, nanos } })),
      );
      assert.ok(stamped);
    });
  }

  it('takes text without timestamps as it is', () => {
    const { lines, stamped, partial } = parseSnapshotLines('2026-01-05 started\r\n\nopen');
    assert.deepEqual(
      lines.map(({ text }) => text),
      ['2026-01-05 started', ''],
    );
    assert.equal(partial?.text, 'open');
    assert.equal(stamped, false);
  });

  it('takes an impossible time as text', () => {
    assert.equal(parseSnapshotLines('2026-13-45T99:00:00Z x\n').lines[0]?.text, '2026-13-45T99:00:00Z x');
  });

  it('knows an empty log', () => {
    assert.deepEqual(parseSnapshotLines(''), { lines: [], partial: undefined, stamped: false });
  });
});

describe('Whatever a log holds', () => {
  const stamp = fc.constantFrom(
    '2026-01-05T09:00:00.123456789Z ',
    '2026-13-05T09:00:00Z ',
    '2026-01-05T09:00:00+99:99 ',
    '',
    '0000-00-00T00:00:00Z',
  );
  const content = fc
    .array(
      fc.tuple(stamp, fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('\n', '\r\n', '\r', '')),
    )
    .map(lines => lines.map(line => line.join('')).join(''));

  it('is taken apart into lines, and none of its characters but timestamps and line ends is lost', () =>
    fc.assert(
      fc.property(content, text => {
        const { lines, partial } = parseSnapshotLines(text);
        const read = [...lines, ...(partial ? [partial] : [])].map(line => line.text).join('');
        const bare = text
          .split('\n')
          .map(line => line.replace(/\r$/, '').replace(/^2026-01-05T09:00:00\.123456789Z(?: |$)/, ''))
          .join('');
        const plain = (all: string) => all.replaceAll(/[\r\uFFFD]/g, '');
        assert.equal(plain(read), plain(bare));
      }),
    ));
});
