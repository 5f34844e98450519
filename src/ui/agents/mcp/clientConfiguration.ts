/** How MCP clients outside this window are told of the program. */
import type { CloudId } from '../../../core/model/cloud.ts';

/**
 * JSON for `.mcp.json` of a repository or `~/.copilot/mcp-config.json`, which have the same form (`mcpServers`).
 * `program`: the path of `mcp.js`. A custom cloud is none that the program knows: it is asked for Azure then.
 */
export function clientConfiguration(program: string, cloud: CloudId, readOnly: boolean): string {
  const isOther = cloud !== 'azure' && cloud !== 'custom';
  const args = [program, ...(isOther ? ['--cloud', cloud] : []), ...(readOnly ? ['--read-only'] : [])];
  const server = { type: 'stdio', command: 'node', args };
  return `${JSON.stringify({ mcpServers: { 'azure-container-instances': server } }, null, 2)}\n`;
}
