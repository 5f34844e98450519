import assert from 'node:assert/strict';
import { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { createOutputSanitizer } from '../../../src/core/terminal/outputSanitizer.ts';
import { cutAt } from './cutAt.ts';

const esc = '\u001b';
const bell = '\u0007';

/** What the editor acts on: folder, progress and notifications, links, the clipboard, shell integration, images. */
const acting = [7, 8, 9, 52, 99, 133, 633, 777, 1337];

/** What the terminal of VS Code, xterm.js, understood: its screen, and the commands that an editor acts on. */
async function inTerminal(text: string) {
  const terminal = new Terminal({ allowProposedApi: true, logLevel: 'off', cols: 80, rows: 5 });
  const sequences: string[] = [];
  for (const id of acting)
    terminal.parser.registerOscHandler(id, data => {
      sequences.push(`${id};${data}`);
      return true;
    });
  await new Promise<void>(resolve => terminal.write(text, resolve));
  const line = terminal.buffer.active.getLine(0)?.translateToString(true) ?? '';
  terminal.dispose();
  return { sequences, line };
}

const screenOf = (...pieces: readonly string[]): string => {
  const screen = createOutputSanitizer();
  return pieces.map(piece => screen.push(piece)).join('');
};

describe('What a program in a container writes to a terminal', () => {
  for (const [what, sequence] of [
    ['asks for the clipboard', `${esc}]52;c;?${bell}`],
    ['writes the clipboard', `${esc}]52;c;cm0gLXJmIH4K${esc}\\`],
    ['claims a command line', `${esc}]633;E;rm -rf ~;nonce${bell}`],
    ['claims the folder', `${esc}]633;P;Cwd=/home${bell}${esc}]7;file:///home${bell}${esc}]9;9;/home${bell}`],
    ['claims that a prompt is there', `${esc}]133;A${bell}${esc}]633;A${esc}\\`],
    ['notifies', `${esc}]99;;hello${bell}${esc}]777;notify;a;b${bell}`],
    ['sets a mark or brings an image', `${esc}]1337;SetMark${bell}${esc}]1337;File=inline=1:AAAA${bell}`],
    ['draws a link', `${esc}]8;;command:workbench.action.quit${esc}\\`],
    ['writes its commands in 8 bits', '\u009d52;c;?\u009c'],
    ['hides controls in a command', `${esc}${bell}]\u00005\u00012;c;?${bell}`],
    ['writes zeros before the number', `${esc}]0052;c;?${bell}`],
    ['begins a command within one that is harmless', `${esc}]0;title${esc}]52;c;?${bell}`],
  ] as const)
    it(`cannot reach the editor when it ${what}`, async () => {
      const before = await inTerminal(`a${sequence}b`);
      assert.notEqual(before.sequences.length, 0, 'the terminal understands it as it is');
      const after = await inTerminal(screenOf(`a${sequence}b`));
      assert.deepEqual(after, { sequences: [], line: 'ab' });
    });

  it('keeps titles and colours', () => {
    for (const sequence of [
      `${esc}]0;title${bell}`,
      `${esc}]2;title${esc}\\`,
      `${esc}]4;1;rgb:ff/00/00${bell}`,
      `${esc}]11;?${esc}\\`,
      `${esc}]104${bell}`,
      `${esc}[31mred${esc}[0m`,
      `${esc}[2J${esc}[1;1H${esc}(B${esc}7`,
      'größe 世界 🚀\r\n\tx',
    ])
      assert.equal(screenOf(sequence), sequence);
  });

  it('shows the text of a link, without where it leads', async () => {
    const link = `${esc}]8;;https://evil.example${esc}\\bank${esc}]8;;${esc}\\`;
    assert.deepEqual(await inTerminal(screenOf(link)), { sequences: [], line: 'bank' });
  });

  it('waits with a command for its end, however it is cut', () => {
    assert.equal(screenOf(`a${esc}]0;ti`), 'a');
    assert.equal(screenOf(`a${esc}`, ']0;ti', `tle${bell}b`), `a${esc}]0;title${bell}b`);
    assert.equal(screenOf(`a${esc}`, ']5', '2;c;?', `${bell}b`), `a${esc}\\b`);
  });

  it('keeps nothing of a command that does not end', () => {
    const screen = createOutputSanitizer();
    screen.push(`${esc}]0;`);
    for (let round = 0; round < 1_000; round++) screen.push('x'.repeat(10_000));
    assert.equal(screen.push(`${bell}text`), `${esc}\\text`);
  });

  it('never reaches the editor, whatever it is and however it is cut', async () => {
    const piece = fc.constantFrom(
      ...[esc, `${esc}]`, '\u009d', '\u009c', '\u0090', '\u009b', '\u009f', bell, '\\', ';', ']', 'P'],
      ...['52', '633', '133', '8', '7', '0', '2', '1337', 'c;?', ';A', 'x', '[', '31m', '\u0018', '\u001a'],
      ...['\u0000', '\u007f', ' ', '#', '_', '^', 'X', '\u0085', 'é', '\n', 'q'],
    );
    const text = fc.array(piece, { maxLength: 30 }).map(pieces => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(100), { maxLength: 8 }), async (written, places) => {
        const shown = screenOf(...cutAt(written, places));
        assert.deepEqual((await inTerminal(shown)).sequences, []);
      }),
      { numRuns: 2_000 },
    );
  });

  it('looks as it would have, when nothing in it reaches the editor', async () => {
    const piece = fc.constantFrom(
      'a',
      'b ',
      `${esc}[31m`,
      `${esc}[2C`,
      `${esc}]0;t${bell}`,
      `${esc}]2;t${esc}\\`,
    );
    const text = fc.array(piece, { maxLength: 20 }).map(pieces => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(text, async written => {
        assert.deepEqual(await inTerminal(screenOf(written)), await inTerminal(written));
      }),
    );
  });
});
