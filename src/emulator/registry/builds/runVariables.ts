/** Variables in image names: `{{.Run.ID}}` ("Run variables", ACR Tasks reference: YAML). */

interface RunValues {
  readonly runId: string;
  readonly registry: { readonly name: string; readonly loginServer: string };
  readonly now: () => number;
}

export function expandRunVariables(text: string, { runId, registry, now }: RunValues): string {
  const date = new Date(now())
    .toISOString()
    .replaceAll(/[-:]|\.\d+/g, '')
    .replace('T', '-')
    .toLowerCase();
  const values: Readonly<Record<string, string>> = {
    ID: runId,
    Registry: registry.loginServer,
    RegistryName: registry.name,
    Date: date,
    OS: 'linux',
    Architecture: 'amd64',
  };
  return text.replaceAll(/\{\{\s*\.Run\.(\w+)\s*\}\}/g, (_, name: string) => values[name] ?? '<no value>');
}
