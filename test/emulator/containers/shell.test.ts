import assert from 'node:assert/strict';
import { asObject, container, group, createRuntimeFixture, start, textOf } from './runtimeFixture.ts';

interface Outcome {
  readonly output: string;
  readonly code: number;
  readonly seconds: number;
}

/** Runs a script in a container until it ends, for at most an hour. */
function run(script: string, env: Readonly<Record<string, string>> = {}): Outcome {
  const { clock, containers } = createRuntimeFixture();
  const running = containers.create(group({ script, env }, { restartPolicy: 'Never' }));
  clock.advance(3_600_000);
  const state = asObject(running.containerInstanceView('app')?.['currentState']);
  const [from, to] = [Date.parse(textOf(state?.['startTime'])), Date.parse(textOf(state?.['finishTime']))];
  return {
    output: running.logs('app', { timestamps: false }) ?? '',
    code: Number(state?.['exitCode']),
    seconds: Math.round((to - from) / 1000),
  };
}

/** Script, what it writes, its exit code (0). */
const rows: readonly (readonly [string, string, number?])[] = [
  ['echo hello', 'hello\n'],
  ['echo hello   world', 'hello world\n'],
  ['echo "hello   world"', 'hello   world\n'],
  ['echo \'a $X "b"\'', 'a $X "b"\n'],
  ['echo "say \\"hi\\" for \\$5"', 'say "hi" for $5\n'],
  ['echo a\\ b', 'a b\n'],
  ['echo -n a; echo b', 'ab\n'],
  ["echo -e 'a\\tb\\nc'", 'a\tb\nc\n'],
  ["echo 'a\\tb'", 'a\\tb\n'],
  ['echo -- x', '-- x\n'],
  ['echo # nothing more', '\n'],
  ['echo a#b', 'a#b\n'],
  ['echo one; echo two\necho three', 'one\ntwo\nthree\n'],
  ['X=5; echo $X ${X}0 "$X"', '5 50 5\n'],
  ['echo [$MISSING] ${MISSING:-default}', '[] default\n'],
  ['echo $GREETING', 'good day\n'],
  ['X="a  b"; echo $X; echo "$X"', 'a b\na  b\n'],
  ['X=1 env | true', ''],
  ['echo one | cat', 'one\n'],
  ['seq 9 | grep 1 | wc -l', '1\n'],
  ['seq 30 | grep --color=never -m 9 ^2 | sort -k 1 -n | tail -n 1', '29\n'],
  ["echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! | grep -E '(a+)+$' 2>&1", "grep: bad regex '(a+)+$'\n", 2],
  ['printf "b\\na\\nb\\n" | sort | uniq -c', '      1 a\n      2 b\n'],
  ['yes | head -n 2', 'y\ny\n'],
  ['while true; do echo tick; sleep 1; done | head -n 3', 'tick\ntick\ntick\n'],
  ['false | true && echo fine', 'fine\n'],
  ['true | exit 4', '', 4],
  ['! echo x | grep -q y && echo none', 'none\n'],
  ['echo $(echo shout | tr a-z A-Z)', 'SHOUT\n'],
  ['echo "a b" | while read x y; do echo $y $x; done', 'b a\n'],
  ['echo "echo from a pipe" | sh', 'from a pipe\n'],
  ['xyz 2>/dev/null | cat; echo $?', '0\n'],
  ['xyz 2>&1 | grep -c found', '1\n'],
  ['echo kept > /tmp/f; cat /tmp/f', 'kept\n'],
  ['echo a > f; echo b >> f; cat < f', 'a\nb\n'],
  ['echo x > /nowhere/f; echo $?', "sh: can't create /nowhere/f: nonexistent directory\n1\n"],
  ['cat < nothing', "sh: can't open nothing: no such file\n", 1],
  ['cat nothing', "cat: can't open 'nothing': No such file or directory\n", 1],
  ['mkdir -p a/b && cd a/b && echo hi > c && cd / && ls a/b && cat /a/b/c && pwd', 'c\nhi\n/\n'],
  ['touch f; [ -f f ] && [ ! -s f ] && [ -d /tmp ] && rm f && [ ! -e f ] && echo gone', 'gone\n'],
  ['echo 5 | tee n; cp n m; mv m k; cat n k; ls m', '5\n5\n5\nls: m: No such file or directory\n', 1],
  ['echo "exit 6" > run.sh; sh run.sh; echo $?', '6\n'],
  ['seq 20 | tail -n 2', '19\n20\n'],
  ['echo aGk= | base64 -d', 'hi'],
  ['echo a:b:c | cut -d : -f 2', 'b\n'],
  ['echo $((1 / 0)); echo never', 'sh: divide by zero\n', 2],
  ['x=a; while true; do x=$x$x; done', '', 137],
  ['x=$(yes); echo never', '', 137],
  ['X=inner sh -c \'echo $X\'; echo "[$X]"', 'inner\n[]\n'],
  ['export A=1 B=2; echo $A$B', '12\n'],
  ['unset GREETING; echo "[$GREETING]"', '[]\n'],
  ['true; echo $?; false; echo $?', '0\n1\n'],
  ['true && echo yes', 'yes\n'],
  ['false && echo yes', '', 1],
  ['false || echo no', 'no\n'],
  ['false && echo a || echo b', 'b\n'],
  ['! false && echo turned', 'turned\n'],
  ['exit 3', '', 3],
  ['echo a; exit 300; echo b', 'a\n', 44],
  ['false; exit', '', 1],
  ['false', '', 1],
  [':', ''],
  ['', ''],
  ['for i in a b c; do echo $i; done', 'a\nb\nc\n'],
  ['for i in $(seq 1 3); do echo -n $i; done', '123'],
  ['for i in 1 2 3 4; do [ $i = 3 ] && break; echo $i; done', '1\n2\n'],
  ['for i in 1 2 3; do if [ $i -eq 2 ]; then continue; fi; echo $i; done', '1\n3\n'],
  ['i=0; while [ $i -lt 3 ]; do i=$((i+1)); echo $i; done', '1\n2\n3\n'],
  ['i=0; while true; do i=$(($i + 1)); [ $i -ge 2 ] && exit 7; done', '', 7],
  ['until false; do echo once; exit 0; done', 'once\n'],
  ['if true; then echo a; else echo b; fi', 'a\n'],
  ['if false; then echo a; elif [ 2 -gt 1 ]; then echo b; else echo c; fi', 'b\n'],
  ['if [ -z "$NONE" ]; then echo empty; fi', 'empty\n'],
  ['[ -n "$GREETING" ] && test 1 != 2 && echo both', 'both\n'],
  ['[ -f /nowhere ] || echo absent', 'absent\n'],
  ['echo $((2 + 3 * 4)) $(((2 + 3) * 4)) $((7 / 2)) $((7 % 2)) $((-3))', '14 20 3 1 -3\n'],
  ['echo $((3 > 2)) $((3 == 2))', '1 0\n'],
  ['echo "today: $(echo `echo nested`)"', 'today: nested\n'],
  ["printf '%s=%d\\n' a 1 b 2", 'a=1\nb=2\n'],
  ["printf '%03d|%-4s|%.2f%%\\n' 7 ab 2.5", '007|ab  |2.50%\n'],
  ['seq 3', '1\n2\n3\n'],
  ['seq 4 -2 0', '4\n2\n0\n'],
  ['xyz --flag', 'sh: xyz: not found\n', 127],
  ['/opt/tool; echo $?', 'sh: /opt/tool: not found\n127\n'],
  ['echo oops >&2', 'oops\n'],
  ['echo gone > /dev/null; echo kept 2>/dev/null', 'kept\n'],
  ['for i in 1 2; do echo $i; done > out.txt 2>&1', ''],
  ['{ echo a; echo b; } && echo c', 'a\nb\nc\n'],
  ['(X=2; exit 5); echo "$? [$X]"', '5 []\n'],
  ['set -e; echo a; false; echo b', 'a\n', 1],
  ['set -e; false || true; if false; then :; fi; echo fine', 'fine\n'],
  ['exec echo last; echo never', 'last\n'],
  ['date +%FT%TZ', '2026-01-05T09:00:07Z\n'],
  ['date -u', 'Mon Jan  5 09:00:07 UTC 2026\n'],
  ['date +%s', `${start / 1000 + 7}\n`],
  ['printenv GREETING', 'good day\n'],
  ['echo hello; sleep 15; done', 'sh: syntax error: unexpected "done"\n', 2],
  ['while true; do echo', 'sh: syntax error: unexpected end of file (expecting "done")\n', 2],
  ['echo "open', 'sh: syntax error: unterminated quoted string\n', 2],
  ['cat <<EOF', 'sh: syntax error: unexpected "<"\n', 2],
  ['echo x >', 'sh: syntax error: unexpected end of file\n', 2],
  ['sleep soon', "sleep: invalid number 'soon'\n", 1],
];

describe('The shell of a simulated container', () => {
  for (const [script, output, code = 0] of rows)
    it(`runs ${JSON.stringify(script)}`, () => {
      const outcome = run(script, { GREETING: 'good day' });
      assert.deepEqual([outcome.output, outcome.code], [output, code]);
    });

  for (const [script, seconds] of [
    ['sleep 5', 5],
    ['sleep 0.5; sleep .5', 1],
    ['sleep 1m', 60],
    ['sleep 1 2s', 3],
    ['for i in 1 2 3; do sleep 2; done', 6],
    ['echo $(sleep 4; echo late)', 4],
  ] as const)
    it(`takes ${seconds} s for ${JSON.stringify(script)}`, () => {
      assert.equal(run(script).seconds, seconds);
    });

  for (const script of ['sleep infinity', 'tail -f /dev/null', 'while :; do sleep 3600; done', 'sleep 60d'])
    it(`runs on for ever with ${JSON.stringify(script)}`, () => {
      const { clock, containers } = createRuntimeFixture();
      const running = containers.create(group({ script }));
      clock.advance(40 * 86_400_000);
      assert.equal(running.state, 'Running');
      assert.equal(running.containerInstanceView('app')?.['restartCount'], 0);
    });

  it('gives an endless loop without a sleep a bounded share of time', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group({ script: 'while true; do echo x; done' }));
    clock.advance(6_310 + 1_000 + 1_000);
    const lines = running.logs('app', { timestamps: false })?.split('\n').length ?? 0;
    assert.ok(lines > 1_000 && lines < 10_000, `${lines} lines in a second`);
  });

  it('sees the environment that the body gives, secure values too', () => {
    const { clock, containers } = createRuntimeFixture();
    const app = container({ script: 'echo $PLAIN $SECRET; hostname' });
    const properties = asObject(app['properties']) ?? {};
    properties['environmentVariables'] = [
      { name: 'PLAIN', value: 'open' },
      { name: 'SECRET', secureValue: 'hidden' },
    ];
    const spec = group([], { containers: [app], restartPolicy: 'Never' });
    const running = containers.create(spec);
    clock.advance(60_000);
    assert.match(running.logs('app', { timestamps: false }) ?? '', /^open hidden\nSandboxHost-\d+\n$/);
  });

  it('runs plain executables without a shell', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(
      group([
        { name: 'echo', command: ['echo', '$HOME', 'a  b'] },
        { name: 'sleep', command: ['/bin/sleep', '3600'] },
      ]),
    );
    clock.advance(60_000);
    assert.equal(running.logs('echo', { timestamps: false }), '$HOME a  b\n');
    assert.equal(running.logs('sleep', { timestamps: false }), '');
  });

  for (const [command, output] of [
    [['cmd', '/c', 'echo hi from %PLACE% && exit /b 3'], 'hi from C:\\app\n'],
    [['powershell', '-Command', 'Write-Host $env:PLACE; Start-Sleep -Seconds 2; exit 3'], 'C:\\app\n'],
    [['cmd.exe', '/S', '/C', 'ping -n 2 localhost > nul & exit 3'], ''],
  ] as const)
    it(`understands a little of Windows: ${command.join(' ')}`, () => {
      const { clock, containers } = createRuntimeFixture();
      const image = 'mcr.microsoft.com/windows/nanoserver:ltsc2022';
      const running = containers.create(
        group({ image, command, env: { PLACE: 'C:\\app' } }, { osType: 'Windows', restartPolicy: 'Never' }),
      );
      clock.advance(60_000);
      assert.equal(running.logs('app', { timestamps: false }), output);
      assert.equal(asObject(running.containerInstanceView('app')?.['currentState'])?.['exitCode'], 3);
    });
});
