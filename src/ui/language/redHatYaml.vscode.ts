/** The YAML extension of Red Hat: where it is installed, it gets our schema instead of a second set of completions. */
import * as vscode from 'vscode';
import { isGroupText } from '../fileFormats/isGroupText.ts';

const contributor = 'aci-schema';
const address = `${contributor}://schema/containerGroup`;

/** What we use of its API (its README, "registerContributor"). */
interface YamlApi {
  registerContributor(
    schema: string,
    requestSchema: (resource: string) => string | undefined,
    requestSchemaContent: (uri: string) => Promise<string> | string,
  ): boolean;
}

/** The extension as it was taught: one that was installed or updated meanwhile is another. */
let contributedTo: unknown;

/** Contributes the schema, once. False where the extension isn't installed, doesn't start or takes no schema. */
export async function contributeToRedHatYaml(): Promise<boolean> {
  const api = await activateRedHatYaml();
  if (!isYamlApi(api)) return false;
  if (api === contributedTo) return true;
  contributedTo = api;
  const { groupSchema } = await import('./groupSchema.ts');
  api.registerContributor(contributor, schemaFor, () => JSON.stringify(groupSchema));
  return true;
}

async function activateRedHatYaml(): Promise<unknown> {
  try {
    return await vscode.extensions.getExtension<unknown>('redhat.vscode-yaml')?.activate();
  } catch {
    return undefined; // VS Code itself says so
  }
}

/** The schema's address, for the documents that are container groups. */
function schemaFor(resource: string): string | undefined {
  const uri = vscode.Uri.parse(resource).toString();
  const document = vscode.workspace.textDocuments.find(open => open.uri.toString() === uri);
  return document && isGroupText(document.getText()) ? address : undefined;
}

function isYamlApi(api: unknown): api is YamlApi {
  return (
    typeof api === 'object' &&
    api !== null &&
    'registerContributor' in api &&
    typeof api.registerContributor === 'function'
  );
}
