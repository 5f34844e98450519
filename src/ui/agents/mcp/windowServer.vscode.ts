import type * as vscode from 'vscode';
import type { App } from '../../app.ts';
import { changesForbiddenInWindow, onMayChangeChangesForbidden } from '../changesForbidden.vscode.ts';
import { operationDepsOf } from '../operationDepsOf.ts';
import { operations } from '../operations.ts';
import { type McpHttpServer, startHttpServer } from './httpServer.ts';

/** The MCP server of this window, with its account and its settings, until it is closed. */
export async function startWindowServer(
  app: App,
  beginUse: () => Promise<void>,
  { packageJSON }: Pick<vscode.Extension<unknown>, 'packageJSON'>,
): Promise<McpHttpServer> {
  const server = await startHttpServer({
    operations,
    async operationDeps(signal) {
      await beginUse();
      return operationDepsOf(app, signal);
    },
    changesForbidden: changesForbiddenInWindow,
    clock: app.clock,
    version: (packageJSON as { readonly version: string }).version,
    log: message => app.log.debug(`MCP: ${message}`),
  });
  const watching = onMayChangeChangesForbidden(() => server.toolsChanged());
  return {
    ...server,
    async close() {
      watching.dispose();
      await server.close();
    },
  };
}
