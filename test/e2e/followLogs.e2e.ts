import assert from 'node:assert/strict';
import { development, production } from '../../src/emulator/seed/contoso.ts';
import type { GroupShape } from '../../src/emulator/seed/groupBody.ts';
import { openOn, startAzure, type Azure, type WorkbenchOnAzure } from './azure.ts';
import { until } from '../until.ts';

const images = 'mcr.microsoft.com/aci-emulator';
const one = (name: string, image: string, env: Record<string, string> = {}): GroupShape => ({
  location: 'westeurope',
  containers: [{ name, image, env }],
});

describe('Following logs', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;

  before(async () => {
    azure = await startAzure({ switches: { containers: { pace: 0.1 } } });
    const { add } = azure;
    add(
      development,
      'rg-playground',
      'chatty',
      one('talker', `${images}/chatty`, { LINES_PER_SECOND: '200' }),
    );
    add(development, 'rg-playground', 'twin', one('app', `${images}/chatty`, { LINES: '3' }));
    add(production, 'rg-storefront-prod', 'twin', one('app', `${images}/chatty`, { LINES: '5' }));
    workbench = await openOn(azure);
    await workbench.groups.expand('rg-playground');
    await workbench.groups.row('chatty').waitFor();
  });
  after(async () => {
    await workbench.close();
    await azure.close();
  });

  /** The container's own log as Azure keeps it. */
  const logOf = (name: string, container: string): string =>
    azure.estate
      .group({ subscriptionId: development, resourceGroup: 'rg-playground', name })
      ?.running.logs(container, { timestamps: false }) ?? '';
  const linesOf = (text: string): string[] => text.split('\n').filter(line => /^line \d+$/.test(line));
  const last = (text: string): number => Number(linesOf(text).at(-1)?.slice(5) ?? 0);
  /** Waits until the channel holds line `number` of the chatty logger. */
  const reaches = (channel: string, number: number) =>
    until(`${channel} reaches line ${number}`, () => last(workbench.output.text(channel)) >= number);
  const described = (label: string, text: RegExp) =>
    until(`"${label}" says ${String(text)}`, async () =>
      (await workbench.groups.rows()).some(row => row.startsWith(`${label} `) && text.test(row)),
    );

  it('writes every line once and in order (follow repeats lines, azure-cli#21298), and marks what is followed', async () => {
    const { groups, output } = workbench;
    await groups.inlineAction('chatty', 'Follow Logs');
    const channel = 'chattytalker (rg-playground)';
    await described('chatty', / · following$/);
    await output.shows('line ');
    await workbench.screenshot('follow-dark');
    await reaches(channel, last(logOf('chatty', 'talker')) + 400);
    const written = output.text(channel);
    const first = Number(linesOf(written)[0]?.slice(5));
    const lines = linesOf(written);
    assert.deepEqual(
      lines,
      lines.map((_, index) => `line ${first + index}`),
    );
    assert.ok(!written.includes('──'), written);
  });

  it('loses nothing when the sockets die while the logger goes on (attach disconnects, azure-docs#16645)', async () => {
    const channel = 'chattytalker (rg-playground)';
    azure.arm.attachSockets.freezeAll();
    const frozenAt = last(logOf('chatty', 'talker'));
    await reaches(channel, frozenAt + 200);
    const written = workbench.output.text(channel);
    const lines = linesOf(written);
    const first = Number(lines[0]?.slice(5));
    assert.deepEqual(
      lines,
      lines.map((_, index) => `line ${first + index}`),
    );
    assert.ok(!written.includes('gap'), written);
  });

  it('stops on a click beside the row', async () => {
    const { groups, output } = workbench;
    await groups.inlineAction('chatty', 'Stop Following Logs');
    await described('chatty', /container$/);
    const written = await output.holds('chattytalker (rg-playground)', /── stopped following ──\s*$/);
    const now = last(logOf('chatty', 'talker'));
    await until('the logger goes on', () => last(logOf('chatty', 'talker')) > now + 100);
    assert.equal(output.text('chattytalker (rg-playground)'), written);
  });

  it('keeps groups of the same name apart', async () => {
    const { groups, output } = workbench;
    await groups.expand('rg-storefront-prod');
    await groups.row('twin').nth(0).waitFor();
    const twins = groups.locator.getByRole('treeitem', { name: 'Container group twin' });
    await until('both are there', async () => (await twins.count()) === 2);
    for (const index of [0, 1]) {
      await twins.nth(index).hover();
      await twins.nth(index).locator('.actions .action-label[aria-label^="Follow Logs"]').click();
    }
    await output.holds('twinapp (rg-playground)', /line 3\n/);
    const other = await output.holds('twinapp (rg-storefront-prod)', /line 5\n/);
    assert.deepEqual(linesOf(other), ['line 1', 'line 2', 'line 3', 'line 4', 'line 5']);
  });

  it('marks each restart of a container that fails again and again', async () => {
    const { groups, output } = workbench;
    const looping = one('worker', `${images}/crash-loop`, { RUN_SECONDS: '2', EXIT_CODE: '7' });
    azure.add(development, 'rg-playground', 'looping', looping);
    await workbench.palette('Azure Container Instances: Refresh');
    await groups.row('looping').waitFor();
    await groups.inlineAction('looping', 'Follow Logs');
    const written = await output.holds(
      'loopingworker (rg-playground)',
      /restarted: exit code 7, restart \d+.*\n[^]*starting/,
    );
    assert.match(written, /connecting to database at db:5432\n/);
    await output.shows('restarted: exit code 7');
    await workbench.screenshot('follow-restart-dark');
    await groups.inlineAction('looping', 'Stop Following Logs');
  });

  it('waits for a group that is still pulling, and tells what it does', async () => {
    const { groups, output } = workbench;
    azure.add(development, 'rg-playground', 'slow', one('model', `${images}/slow-pull`));
    await azure.pulling(development, 'rg-playground', 'slow');
    azure.time.hold();
    await workbench.palette('Azure Container Instances: Refresh');
    await described('slow', /Pending/);
    await groups.inlineAction('slow', 'Follow Logs');
    await output.holds('slowmodel (rg-playground)', /── .*pulling image/i);
    azure.time.letGo();
    const written = await output.holds('slowmodel (rg-playground)', /^listening on port 80$/m);
    assert.ok(written.indexOf('ulling image') < written.indexOf('listening'), written);
    await workbench.screenshot('follow-pulling-dark');
  });

  it('puts timestamps in front and begins as far back as one wants', async () => {
    const { groups, output } = workbench;
    await workbench.changeSettings({ 'aci.logs.timestamps': 'utc', 'aci.logs.tail': 5 });
    const before = last(logOf('chatty', 'talker'));
    await groups.inlineAction('chatty', 'Follow Logs');
    const stamped = await output.holds('chattytalker (rg-playground)', /Z line \d+$/m);
    const first = /Z line (\d+)$/m.exec(stamped)?.[1];
    assert.ok(Number(first) > before - 5, `${first} after ${before}`);
    assert.match(stamped, /^~?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z line \d+$/m);
  });
});
