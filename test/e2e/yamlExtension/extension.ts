/** In the place of Red Hat's YAML extension: its API, and completions from the schemas that others give it. */
import * as vscode from 'vscode';

interface Contributor {
  readonly requestSchema: (resource: string) => string | undefined;
  readonly requestSchemaContent: (uri: string) => Promise<string> | string;
}

/** What others get of this extension. */
export function activate(): object {
  const contributors = new Map<string, Contributor>();
  vscode.languages.registerCompletionItemProvider(
    { language: 'yaml' },
    {
      async provideCompletionItems({ uri }) {
        const lists = [...contributors.values()].map(async one => keysFor(one, uri.toString()));
        return (await Promise.all(lists)).flat().map(key => {
          const item = new vscode.CompletionItem(key, vscode.CompletionItemKind.Property);
          item.detail = 'from the YAML extension';
          return item;
        });
      },
    },
  );
  return {
    registerContributor(
      schema: string,
      requestSchema: Contributor['requestSchema'],
      requestSchemaContent: Contributor['requestSchemaContent'],
    ): boolean {
      if (contributors.has(schema)) return false;
      contributors.set(schema, { requestSchema, requestSchemaContent });
      return true;
    },
  };
}

async function keysFor(
  { requestSchema, requestSchemaContent }: Contributor,
  resource: string,
): Promise<readonly string[]> {
  const address = requestSchema(resource);
  if (address === undefined) return [];
  const { properties } = JSON.parse(await requestSchemaContent(address)) as { properties: object };
  return Object.keys(properties);
}
