import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { development } from '../../../../src/emulator/seed/contoso.ts';
import { longestAnswer } from '../../../../src/ui/agents/operation.ts';
import { OperationError } from '../../../../src/ui/agents/operationError.ts';
import { runCommand } from '../../../../src/ui/agents/operations/runCommand.ts';
import { type AgentFixture, openAgentFixture } from '../agentFixture.ts';

describe('run_command', () => {
  let fixture: AgentFixture;
  before(async () => {
    fixture = await openAgentFixture();
  });
  after(() => fixture.close());
  const group = `${development}/rg-playground/hello`;
  /** Lets the container work, which takes its turns by the emulator's clock. */
  const run = async (command: string, more: object = {}) => {
    const state = { isOver: false };
    const work = fixture
      .carryOut(runCommand, { group, command, timeoutSeconds: 600, ...more })
      .finally(() => (state.isOver = true));
    work.catch(() => undefined); // it is awaited below
    while (!state.isOver) {
      fixture.world.pass(1);
      await setImmediate();
    }
    return work;
  };

  it('shows the command line whole, where it runs and for how long', async () => {
    const command = `sh -c "echo ${'x'.repeat(900)} | wc -c"`;
    const { question, details } = await fixture.plan(runCommand, { group, command });
    assert.equal(question, 'Run a command in the container "hello" of "hello"?');
    assert.equal(details[0], `Command line: ${command}`);
    assert.match(details[1] ?? '', /interrupted after 60 seconds/);
    assert.equal(details[2], `Subscription: Contoso Development (${development})`);
    assert.ok(details.some(line => line.startsWith('Price while it runs: $')));
    assert.deepEqual(fixture.world.changes(), []);
  });

  it('answers output and exit code, marked as data', async () => {
    const { text, data } = await run('echo hello; echo password=hunter2-hunter2; exit 3');
    assert.equal(data['exitCode'], 3);
    assert.equal(data['output'], 'hello\npassword=***');
    assert.match(
      text,
      /container hello: exit code 3\.\nOutput\. Up to the line "END (\S+)".*\nhello\npassword=\*\*\*\nEND \1$/,
    );
  });

  it('answers the beginning and the end of a long output, and says what is left out', async () => {
    const { text, data } = await run('seq 1 4000');
    assert.ok(text.length <= longestAnswer);
    assert.match(text, /\n1\n2\n3\n/);
    assert.match(text, /… \d+ lines are left out here …/);
    assert.match(text, /\n4000\nEND /);
    assert.equal(data['exitCode'], 0);
  });

  it('is interrupted when its time is over, and when it is called off', async () => {
    const { text, data } = await run('echo first; sleep 100000', { timeoutSeconds: 5 });
    assert.match(text, /interrupted after 5 seconds/);
    assert.equal(data['timedOut'], true);
    assert.equal(data['exitCode'], undefined);
    const plan = await fixture.plan(runCommand, { group, command: 'sleep 100000', timeoutSeconds: 600 });
    const controller = new AbortController();
    const running = plan.carryOut(controller.signal, () => undefined);
    await setImmediate();
    controller.abort();
    await assert.rejects(running, { name: 'AbortError' });
  });

  for (const [what, input, pattern] of [
    [
      'a command with characters that are not seen',
      { command: 'ls\u202e -l' },
      /characters that are not seen/,
    ],
    ['a command of several lines', { command: 'ls\nrm -rf /' }, /line breaks/],
    ['an empty command', { command: '  ' }, /is empty/],
    ['a command that is too long to be typed', { command: `echo ${'x'.repeat(9_000)}` }, /too long/],
    [
      'a container that is not there',
      { command: 'ls', container: 'nobody' },
      /no running container "nobody"\. Running: hello\./,
    ],
    [
      'a group that does not run',
      { command: 'ls', group: 'rg-playground/still-pulling' },
      /its state is pending/,
    ],
    [
      'a group with several containers, without saying which',
      { command: 'ls', group: 'rg-storefront-prod/storefront-web' },
      /Name one of the containers: web, cache\./,
    ],
  ] as const)
    it(`refuses ${what}`, () =>
      assert.rejects(fixture.plan(runCommand, { group, ...input }), (error: unknown) => {
        assert.ok(error instanceof OperationError);
        assert.match(error.message, pattern);
        return true;
      }));
});
