import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import {
  joinCommandLine,
  unsplitCommandProblem,
  parseCommand,
  parseCommandLine,
  wantsShell,
} from '../../../src/core/rules/commandLine.ts';

describe('A command line', () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['', []],
    ['  \t ', []],
    ['node server.js', ['node', 'server.js']],
    [`/bin/sh -c "echo hi; sleep 1"`, ['/bin/sh', '-c', 'echo hi; sleep 1']],
    [`echo 'it'\\''s'`, ['echo', "it's"]],
    [`a"b c"d`, ['ab cd']],
    [`''`, ['']],
    [`a "" b`, ['a', '', 'b']],
    [`a\\ b`, ['a b']],
    [`"\\$HOME \\n \\" \\\\"`, ['$HOME \\n " \\']],
    [`'\\n $x'`, ['\\n $x']],
    ['a\\\nb', ['ab']],
    ['a\nb', ['a', 'b']],
    ['a # b', ['a', '#', 'b']],
    ['été 日本', ['été', '日本']],
  ];
  for (const [line, argv] of table)
    it(`${JSON.stringify(line)} is ${JSON.stringify(argv)}`, () =>
      assert.deepEqual(parseCommandLine(line), { argv }));

  const wrong: readonly (readonly [string, object])[] = [
    [`echo 'hi`, { code: 'quoteOpen', quote: "'", position: 6 }],
    [`echo "hi`, { code: 'quoteOpen', quote: '"', position: 6 }],
    [`"a\\"`, { code: 'quoteOpen', quote: '"', position: 1 }],
    ['echo \\', { code: 'escapeOpen' }],
  ];
  for (const [line, problem] of wrong)
    it(`${JSON.stringify(line)} is answered with ${JSON.stringify(problem)}`, () =>
      assert.deepEqual(parseCommandLine(line), { problem }));

  it('joined from arguments is parsed into the same arguments', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom("'", '"', '\\', ' ', '$', '\n', 'a', '`') }),
    );
    fc.assert(
      fc.property(fc.array(texts), argv =>
        assert.deepEqual(parseCommandLine(joinCommandLine(argv)), { argv }),
      ),
    );
  });

  it('is split as a real shell splits it', function () {
    if (process.platform === 'win32') this.skip();
    const letters = fc.constantFrom("'", '"', '\\', ' ', 'a', 'b');
    const lines = fc.sample(fc.string({ unit: letters, maxLength: 12 }), { numRuns: 300, seed: 7 });
    const parsed = lines.flatMap(line => {
      const result = parseCommandLine(line);
      return 'argv' in result ? [{ line, argv: result.argv }] : [];
    });
    assert.ok(parsed.length > 50);
    const script = parsed
      .map(({ line }) => `set -- ${line}\nprintf '%s|' "$@"; printf '%s\\n' "$#"\n`)
      .join('');
    const { stdout } = spawnSync('/bin/sh', ['-s'], { input: script, encoding: 'utf8' });
    const expected = parsed.map(({ argv }) => `${argv.length ? `${argv.join('|')}|` : '|'}${argv.length}\n`);
    assert.equal(stdout, expected.join(''));
  });

  it('that only a shell would understand is noticed', () => {
    const asked = (line: string) => {
      const parsed = parseCommandLine(line);
      return 'argv' in parsed && wantsShell(parsed.argv);
    };
    for (const line of ['cat a | wc', 'run && stop', 'echo $HOME', 'echo x > file'])
      assert.ok(asked(line), line);
    for (const line of ['', 'node a.js', 'sh -c "echo $HOME | wc"', '/bin/bash -c "a && b"', 'price 5$'])
      assert.ok(!asked(line), line);
  });
});

describe('A command line for Windows', () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['C:\\app\\run.exe --file D:\\x', ['C:\\app\\run.exe', '--file', 'D:\\x']],
    ['"C:\\Program Files\\app.exe" a', ['C:\\Program Files\\app.exe', 'a']],
    [`cmd /c echo 'it's'`, ['cmd', '/c', 'echo', `'it's'`]],
    ['a\\\\b d"e f"g h', ['a\\\\b', 'de fg', 'h']],
    ['a\\\\\\"b c', ['a\\"b', 'c']],
    ['"a\\\\" b', ['a\\', 'b']],
  ];
  for (const [line, argv] of table)
    it(`${line} is ${JSON.stringify(argv)}`, () =>
      assert.deepEqual(parseCommandLine(line, 'Windows'), { argv }));

  it('joined from arguments is parsed into the same arguments, also where lists are read', () => {
    const text = fc.string({ unit: fc.constantFrom('"', '\\', ' ', 'a', "'", '[', ']') });
    fc.assert(
      fc.property(fc.array(text), argv => {
        const line = joinCommandLine(argv, 'Windows');
        assert.deepEqual(parseCommand(line, 'Windows'), { argv });
      }),
    );
  });
});

describe('A typed command', () => {
  it('may be a list, as Dockerfiles and the portal have it', () =>
    assert.deepEqual(parseCommand('["npm", "start"]'), { argv: ['npm', 'start'] }));

  it('is a line otherwise, also one that begins with the program [', () => {
    assert.deepEqual(parseCommand('npm start'), { argv: ['npm', 'start'] });
    assert.deepEqual(parseCommand('[ -f x ]'), { argv: ['[', '-f', 'x', ']'] });
    assert.deepEqual(parseCommand('[1]'), { argv: ['[1]'] });
  });
});

describe('A command of one word', () => {
  for (const word of [
    'tail -f /dev/null',
    'npm start',
    'C:\\app\\run.exe --config a.json',
    'sh -c "sleep 1"',
  ])
    it(`with blanks is most likely a line: ${word}`, () =>
      assert.deepEqual(unsplitCommandProblem([word]), { code: 'commandOneWord', text: word }));

  for (const argv of [['npm'], ['npm', 'run start'], ['C:\\Program Files\\app\\app.exe'], [' x '], []])
    it(`is none, or a path: ${JSON.stringify(argv)}`, () =>
      assert.equal(unsplitCommandProblem(argv), undefined));
});
