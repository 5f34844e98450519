import type { App, Command } from './app.ts';
import { accessCommands } from './access/commands.vscode.ts';
import { accountCommands } from './account/commands.vscode.ts';
import { agentsCommands } from './agents/commands.vscode.ts';
import { buildCommands } from './build/commands.vscode.ts';
import { costCommands } from './cost/commands.vscode.ts';
import { createCommands } from './create/commands.vscode.ts';
import { deleteCommands } from './delete/commands.vscode.ts';
import { deployCommands } from './deploy/commands.vscode.ts';
import { deploymentsCommands } from './deployments/commands.vscode.ts';
import { diagnosisCommands } from './diagnosis/commands.vscode.ts';
import { editCommands } from './edit/commands.vscode.ts';
import { exportCommands } from './export/commands.vscode.ts';
import { jobsCommands } from './jobs/commands.vscode.ts';
import { logsCommands } from './logs/commands.vscode.ts';
import { metricsCommands } from './metrics/commands.vscode.ts';
import { powerCommands } from './power/commands.vscode.ts';
import { sharedCommands } from './shared/commands.vscode.ts';
import { terminalCommands } from './terminal/commands.vscode.ts';
import { treeCommands } from './tree/commands.vscode.ts';
import { usageCommands } from './usage/commands.vscode.ts';

/** Every command there is. A test compares this list with package.json both ways. */
export const commands: readonly Command[] = [
  ...accessCommands,
  ...accountCommands,
  ...agentsCommands,
  ...buildCommands,
  ...costCommands,
  ...createCommands,
  ...deleteCommands,
  ...deployCommands,
  ...deploymentsCommands,
  ...diagnosisCommands,
  ...editCommands,
  ...exportCommands,
  ...jobsCommands,
  ...logsCommands,
  ...metricsCommands,
  ...powerCommands,
  ...sharedCommands,
  ...terminalCommands,
  ...treeCommands,
  ...usageCommands,
];

/**
 * Runs a command by its id. It waits for `inUse` first; what it throws ends here, as a message to the person. Throws
 * where no command has this id.
 */
export function commandRunner(
  app: App,
  inUse: () => Promise<void>,
): (id: string, argument: unknown, selected: unknown) => Promise<void> {
  const known = new Map<string, Command>(commands.map(command => [command.id, command]));
  return async (id, argument, selected) => {
    const command = known.get(id);
    if (!command) throw new Error(`There is no command ${id}.`);
    await inUse();
    await runReportingErrors(app, command, argument, selected);
  };
}

async function runReportingErrors(
  app: App,
  command: Command,
  argument: unknown,
  selected: unknown,
): Promise<void> {
  try {
    await command.run(app, argument, selected);
  } catch (error) {
    app.report.show(command.failure(), error, () => runReportingErrors(app, command, argument, selected));
  }
}
