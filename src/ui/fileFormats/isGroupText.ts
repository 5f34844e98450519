const groupType = /^microsoft\.containerinstance\/containergroups$/i;
const inJson = /"type"\s*:\s*"Microsoft\.ContainerInstance\/containerGroups"/i;

/**
 * Whether a text is a container group in az's shape: by its type at the top, or, since az asks for none, by a list of
 * containers right below its properties. Cheap enough to ask it of every YAML file there is.
 */
export function isGroupText(text: string): boolean {
  if (/^\uFEFF?\s*\{/.test(text)) return inJson.test(text);
  const lines = text.split(/\r?\n/);
  const type = lines.map(line => valueOf(line, 'type')).find(value => value !== undefined);
  return type === undefined ? hasContainers(lines) : groupType.test(type);
}

/** The plain value of `key` where it stands at the top; undefined where the line is another. */
function valueOf(line: string, key: string): string | undefined {
  const found = /^(["']?)([\w.]+)\1\s*:(?:\s+|$)(.*)$/.exec(line);
  if (found?.[2]?.toLowerCase() !== key) return undefined;
  return (found[3] ?? '')
    .replace(/\s+#.*$|^#.*$/, '')
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim();
}

function hasContainers(lines: readonly string[]): boolean {
  const start = lines.findIndex(line => valueOf(line, 'properties') === '');
  if (start < 0) return false;
  const written = lines.slice(start + 1).filter(line => !/^\s*(?:#.*)?$/.test(line));
  const end = written.findIndex(line => /^\S/.test(line));
  const below = end < 0 ? written : written.slice(0, end);
  const indent = /^ */.exec(below[0] ?? '')?.[0] ?? '';
  const list = below.findIndex(
    line => line.startsWith(indent) && /^containers\s*:\s*(?:#.*)?$/i.test(line.slice(indent.length)),
  );
  return list >= 0 && /^\s*-(?:\s|$)/.test(below[list + 1] ?? '');
}
