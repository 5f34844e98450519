/** Rules for sending logs to a Log Analytics workspace. */
import { hasSecretReference } from '../../rules/secretReference.ts';
import { type JsonNode, at, equalsIgnoringCase, isPresent, textOf } from './jsonNode.ts';
import { error, onKey, type Problems, warning } from './problem.ts';

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function* diagnosticsProblems(group: JsonNode): Problems {
  const logs = at(group, 'diagnostics', 'logAnalytics');
  // The workspace's own id, not its name or its resource id (Azure/azure-cli#31696): with these no log arrives, but the
  // service takes them.
  const workspace = at(logs, 'workspaceId');
  const id = textOf(workspace);
  if (id !== undefined && !hasSecretReference(id) && !guid.test(id))
    yield warning(workspace, 'workspaceId', id);
  // LogAnalyticsMetadataNotAllowed (Azure/azure-rest-api-specs#9768).
  const metadata = at(logs, 'metadata');
  if (isPresent(metadata) && equalsIgnoringCase(at(logs, 'logType'), 'ContainerInstanceLogs'))
    yield onKey(error(metadata, 'logMetadata'));
}
