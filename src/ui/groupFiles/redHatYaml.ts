/** The YAML extension of Red Hat: where it is installed, it gets our schema instead of a second set of completions. */
import * as vscode from 'vscode';
import { isGroupText } from './lenses.ts';

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

export function redHatYaml(): vscode.Extension<unknown> | undefined {
  return vscode.extensions.getExtension<unknown>('redhat.vscode-yaml');
}

let taught: Promise<void> | undefined;

/** Contributes the schema, once; does nothing where the extension isn't installed. */
export function teachRedHatYaml(): Promise<void> {
  return (taught ??= teach());
}

async function teach(): Promise<void> {
  const api = await redHatYaml()?.activate();
  if (!isYamlApi(api)) return;
  const { groupSchema } = await import('./languageSchema.ts');
  api.registerContributor(contributor, schemaFor, () => JSON.stringify(groupSchema));
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
