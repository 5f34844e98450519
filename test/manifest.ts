/** `package.json` as VS Code reads it in English: each `%key%` is the text of `package.nls.json`. */
import raw from '../package.json' with { type: 'json' };
import nls from '../package.nls.json' with { type: 'json' };

export const manifestTexts: ReadonlyMap<string, string> = new Map(Object.entries(nls));

export const manifest = JSON.parse(JSON.stringify(raw), (_, value: unknown) =>
  typeof value === 'string' ? resolve(value) : value,
) as typeof raw;

function resolve(text: string): string {
  const [, key] = /^%(.+)%$/.exec(text) ?? [];
  if (key === undefined) return text;
  const resolved = manifestTexts.get(key);
  if (resolved === undefined) throw new Error(`package.nls.json has no ${key}`);
  return resolved;
}
