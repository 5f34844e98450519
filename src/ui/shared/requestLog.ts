import type * as vscode from 'vscode';
import type { RequestLogger } from '../../core/requestLogger.ts';

/** Each answer from Azure as one line of the extension log, at the debug level. */
export function requestLog(log: Pick<vscode.LogOutputChannel, 'debug'>): RequestLogger {
  return {
    logResponse: (method, path, status, ms, requestId) => {
      const id = requestId === undefined ? '' : ` (${requestId})`;
      log.debug(`${method} ${path} ${status} in ${ms} ms${id}`);
    },
  };
}
