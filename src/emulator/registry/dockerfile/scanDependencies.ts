/**
 * The scan for base images that ACR makes before it builds, with the words of Azure/acr-builder `scan/dependencies.go`.
 * It reads each line by itself, which is why it does not understand flags of FROM that Docker knows.
 */

export interface BaseImages {
  /** Of the last stage, or the wanted one. */
  readonly runtime: string;
  readonly buildtime: readonly string[];
}

/** The base images, or why the scan fails. */
export function scanDependencies(
  text: string,
  buildArguments: Readonly<Record<string, string>>,
  target: string,
): BaseImages | string {
  const variables = new Map(Object.entries(buildArguments));
  const stages = new Map<string, string>();
  const all = new Set<string>();
  let runtime = '';
  for (const raw of text.replace(/^\ufeff/, '').split('\n')) {
    const line = raw.trim();
    const [keyword = '', ...words] = line.split(/\s+/);
    if (keyword.toUpperCase() === 'ARG') {
      const [name = '', ...value] = (words[0] ?? '').split('=');
      if (value.length > 0 && !variables.has(name)) variables.set(name, unquoted(value.join('=')));
    }
    if (keyword.toUpperCase() !== 'FROM') continue;
    const [image, as, alias] = words;
    if (image === undefined) return `unable to understand line ${line}`;
    const name = unquoted(image).replaceAll(
      /\$\{([^}]*)\}|\$(\w+)/g,
      (_, braced: string | undefined, plain: string | undefined) =>
        variables.get(braced ?? plain ?? '') ?? '',
    );
    runtime = stages.get(name) ?? name;
    if (!stages.has(name)) all.add(name);
    if (as === undefined) continue;
    if (alias === undefined || as.toLowerCase() !== 'as') return `unable to understand line ${line}`;
    stages.set(alias, runtime);
    if (target !== '' && target === alias) break;
  }
  if (all.size === 0) return 'unexpected dockerfile format';
  return { runtime, buildtime: [...all].filter(each => each !== runtime) };
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}
