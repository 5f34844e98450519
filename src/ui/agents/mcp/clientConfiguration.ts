/** How MCP clients outside this window are told of the program. */
import type { CloudId } from '../../../core/model/cloud.ts';

/**
 * JSON for `.mcp.json` of a repository or `~/.copilot/mcp-config.json`, which have the same form (`mcpServers`).
 * `program`: the path of `mcp.js`.
 */
export function clientConfiguration(
  program: string,
  cloud: Exclude<CloudId, 'custom'>,
  readOnly: boolean,
): string {
  const args = [
    program,
    ...(cloud === 'azure' ? [] : ['--cloud', cloud]),
    ...(readOnly ? ['--read-only'] : []),
  ];
  const server = { type: 'stdio', command: 'node', args };
  return `${JSON.stringify({ mcpServers: { 'azure-container-instances': server } }, null, 2)}\n`;
}
