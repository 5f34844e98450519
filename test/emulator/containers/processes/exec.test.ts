import assert from 'node:assert/strict';
import { group, createRuntimeFixture, upMs, type TestContainer } from '../runtimeFixture.ts';
import type { JsonObject } from '../../../../src/emulator/json.ts';

const size = { columns: 80, rows: 24 };
const waiting: TestContainer = { script: 'sleep infinity' };

/** A terminal in a running container, and what its screen has shown. */
function open(program: string, given: TestContainer = waiting, more: JsonObject = {}) {
  const { clock, containers } = createRuntimeFixture();
  const running = containers.create(group({ image: 'ubuntu', ...given }, more));
  clock.advance(upMs);
  const shown: string[] = [];
  let ended = 0;
  const process = running.exec('app', program, size, {
    data: chunk => shown.push(Buffer.from(chunk).toString('utf8')),
    end: () => (ended += 1),
  });
  clock.advance(100);
  return {
    running,
    clock,
    process,
    screen: () => shown.join(''),
    ended: () => ended,
    type(text: string | Uint8Array) {
      shown.length = 0;
      process.input(typeof text === 'string' ? Buffer.from(text) : text);
      clock.advance(1_000);
      return shown.join('');
    },
  };
}

describe('A program in a terminal of a simulated container', () => {
  it('is a shell with a prompt that shows what is typed and runs it', () => {
    const terminal = open('/bin/sh');
    assert.equal(terminal.screen(), '/ # ');
    assert.equal(terminal.type('echo hello'), 'echo hello');
    assert.equal(terminal.type('\r'), '\r\nhello\r\n/ # ');
  });

  it('is bash with its own prompt where the image has it', () => {
    assert.match(open('/bin/bash').screen(), /^root@SandboxHost-\d+:\/# $/);
  });

  it('knows the environment of the container, and a TERM of its own', () => {
    const text = open('/bin/sh', { ...waiting, env: { GREETING: 'good day' } }).type('env\r');
    assert.match(text, /^GREETING=good day\r$/m);
    assert.match(text, /^TERM=xterm\r$/m);
  });

  for (const [typed, seen, meant] of [
    ['ecx\x7fho a', 'ecx\b \bho a', 'echo a'],
    ['\x7f\x7fecho b', 'echo b', 'echo b'],
    ['echo ä\x7fü', 'echo ä\b \bü', 'echo ü'],
    ['nonsense\x15echo c', `nonsense${'\b \b'.repeat(8)}echo c`, 'echo c'],
    ['echo two words\x17x', `echo two words${'\b \b'.repeat(5)}x`, 'echo two x'],
  ] as const)
    it(`takes ${JSON.stringify(typed)} for ${meant}`, () => {
      const terminal = open('sh');
      assert.equal(terminal.type(typed), seen);
      assert.equal(terminal.type('\r'), `\r\n${meant.replace('echo ', '')}\r\n/ # `);
    });

  it('puts characters together whose bytes come apart', () => {
    const terminal = open('sh');
    for (const byte of Buffer.from('echo 🐳ß\r')) terminal.process.input(Uint8Array.of(byte));
    terminal.clock.advance(1_000);
    assert.match(terminal.screen(), /echo 🐳ß\r\n🐳ß\r\n/);
  });

  it('asks on while a command is not complete', () => {
    const terminal = open('sh');
    assert.equal(terminal.type('for i in 1 2; do\r'), 'for i in 1 2; do\r\n> ');
    assert.equal(terminal.type('echo "$i\r'), 'echo "$i\r\n> ');
    assert.equal(terminal.type('."; done\r'), '."; done\r\n1\r\n.\r\n2\r\n.\r\n/ # ');
  });

  it('says what does not parse, and goes on', () => {
    const text = open('sh').type('done\r');
    assert.equal(text, 'done\r\nsh: syntax error: unexpected "done"\r\n/ # ');
  });

  it('keeps variables from one command to the next', () => {
    const terminal = open('sh');
    terminal.type('X=5; false\r');
    assert.equal(terminal.type('echo $X $?\r'), 'echo $X $?\r\n5 1\r\n/ # ');
  });

  it('interrupts what runs at Ctrl-C, and forgets what was typed', () => {
    const terminal = open('sh');
    terminal.type('X=1 sleep 1000\r');
    assert.equal(terminal.type('typed ahead'), 'typed ahead');
    assert.equal(terminal.type('\x03'), '^C\r\n/ # ');
    assert.equal(terminal.type('echo $? [$X]\r'), 'echo $? [$X]\r\n130 []\r\n/ # ');
    assert.equal(terminal.type('half a line\x03'), 'half a line^C\r\n/ # ');
  });

  it('runs what was typed ahead when its time comes', () => {
    const terminal = open('sh');
    terminal.type('sleep 5\recho next\r');
    terminal.clock.advance(5_000);
    assert.match(terminal.screen(), /\/ # next\r\n\/ # $/);
  });

  for (const [how, typed] of [
    ['exit', 'exit\r'],
    ['Ctrl-D', '\x04'],
    ['exec', 'exec true\r'],
  ] as const)
    it(`ends with ${how}, once`, () => {
      const terminal = open('sh');
      terminal.type(typed);
      terminal.type('echo more\r');
      assert.equal(terminal.ended(), 1);
      assert.doesNotMatch(terminal.screen(), /\nmore/);
    });

  it('hands half a line on at Ctrl-D, and ends cat at the next one', () => {
    const terminal = open('sh');
    assert.equal(terminal.type('cat\r'), 'cat\r\n');
    assert.equal(terminal.type('one\r'), 'one\r\none\r\n');
    assert.equal(terminal.type('tw\x04'), 'twtw');
    assert.equal(terminal.type('\x04'), '/ # ');
  });

  it('ends a program that does not mind at Ctrl-C', () => {
    const terminal = open('cat');
    assert.equal(terminal.type('line\r'), 'line\r\nline\r\n');
    terminal.type('\x03');
    assert.equal(terminal.ended(), 1);
  });

  it('gives a command without input none of what is typed', () => {
    const terminal = open('sh');
    assert.equal(terminal.type('cat </dev/null; echo done\r'), 'cat </dev/null; echo done\r\ndone\r\n/ # ');
  });

  it('knows its size, and takes another one', () => {
    const terminal = open('sh');
    assert.match(terminal.type('stty size\r'), /\r\n24 80\r\n/);
    assert.equal(terminal.type('stty cols 120 rows 30; stty size\r').split('\r\n')[1], '30 120');
    assert.match(terminal.type('stty\r'), /rows 30; columns 120/);
    assert.match(terminal.type('stty sideways\r'), /invalid argument 'sideways'/);
  });

  it('shows nothing of what is typed after stty -echo', () => {
    const terminal = open('sh');
    terminal.type('stty -echo\r');
    assert.equal(terminal.type('echo seen\r'), 'seen\r\n/ # ');
  });

  it('opens a shell in the shell', () => {
    const terminal = open('sh');
    assert.match(terminal.type('bash\r'), /root@.*# $/);
    assert.match(terminal.type('exit\r'), /\/ # $/);
    assert.equal(terminal.ended(), 0);
  });

  for (const [program, image, why] of [
    ['/bin/bash', 'alpine', /"\/bin\/bash\\": stat \/bin\/bash: no such file or directory"/],
    ['bash -c whoami', 'ubuntu', /"bash -c whoami\\": executable file not found in \$PATH"/],
    ['/opt/tool', 'ubuntu', /no such file/],
  ] as const)
    it(`ends at once with ${program}, which ${image} does not have`, () => {
      const terminal = open(program, { ...waiting, image });
      assert.match(terminal.screen(), /^rpc error: code = 2 desc = oci runtime error: exec failed: /);
      assert.match(terminal.screen(), why);
      assert.equal(terminal.ended(), 1);
    });

  it('ends at once with any shell in an image without one', () => {
    assert.equal(open('/bin/sh', { image: 'mcr.microsoft.com/aci-emulator/silent' }).ended(), 1);
  });

  it('is killed with its container', () => {
    for (const verb of ['stop', 'restart'] as const) {
      const terminal = open('sh');
      terminal.type('sleep 1000\r');
      terminal.running[verb]();
      terminal.clock.advance(60_000);
      assert.equal(terminal.ended(), 1, verb);
    }
  });

  it('ends when its container ends by itself', () => {
    const terminal = open('sh', { script: 'sleep 60' }, { restartPolicy: 'Never' });
    terminal.clock.advance(60_000);
    assert.equal(terminal.ended(), 1);
  });

  it('ends at once in a container that does not run', () => {
    const terminal = open('sh', { script: 'exit 0' }, { restartPolicy: 'Never' });
    assert.equal(terminal.screen(), '');
    assert.equal(terminal.ended(), 1);
  });

  it('writes nothing any more once its socket is closed', () => {
    const terminal = open('sh');
    terminal.process.input(Buffer.from('echo x\r'));
    const before = terminal.screen();
    terminal.process.close();
    terminal.clock.advance(1_000);
    assert.equal(terminal.screen(), before);
    assert.equal(terminal.ended(), 0);
  });

  it('leaves the log of the container alone', () => {
    const terminal = open('sh');
    terminal.type('echo not in the log\r');
    assert.equal(terminal.running.logs('app', { timestamps: false }), '');
  });

  describe('on Windows', () => {
    const windows = (program: string) =>
      open(
        program,
        { image: 'mcr.microsoft.com/windows/servercore/iis', env: { PLACE: 'here' } },
        { osType: 'Windows' },
      );

    it('is cmd with its banner', () => {
      const terminal = windows('cmd.exe');
      assert.match(terminal.screen(), /^Microsoft Windows \[Version [\d.]+\]\r\n[^]*C:\\>$/);
      assert.equal(terminal.type('echo %PLACE%\r'), 'echo %PLACE%\r\nhere\r\nC:\\>');
      terminal.type('exit\r');
      assert.equal(terminal.ended(), 1);
    });

    for (const [typed, output] of [
      ['echo a^&b "c & d" & echo e', 'a&b "c & d"\ne\n'],
      ['echo %place% %nothing% %OS% 100%', 'here %nothing% Windows_NT 100%\n'],
      ['set X=1& echo %X% & call echo %X%', '%X%\n%X%\n'],
      ['cmd /c exit 3 & call echo %errorlevel% %^errorlevel%', '0 3\n'],
      ['cmd /d /s /c "echo "a  b" & exit 2" && echo no || echo yes', '"a  b"\nyes\n'],
      ['<nul set /p =asked& echo !', 'asked!\n'],
      ['rem nothing', ''],
    ] as const)
      it(`reads as cmd does: ${typed}`, () => {
        const shown = windows('cmd.exe').type(`${typed}\r`);
        assert.equal(shown, `${typed}\r\n${output.replaceAll('\n', '\r\n')}C:\\>`);
      });

    it('is PowerShell', () => {
      const terminal = windows('powershell');
      assert.equal(terminal.type('Write-Host $env:PLACE\r'), 'Write-Host $env:PLACE\r\nhere\r\nPS C:\\> ');
    });

    it('is no /bin/sh', () => assert.equal(windows('/bin/sh').ended(), 1));
  });

  it('ends at once in a container that there is not', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group(waiting));
    let ended = false;
    running.exec('nobody', 'sh', size, { data: () => undefined, end: () => (ended = true) });
    clock.advance(1);
    assert.ok(ended);
  });
});
