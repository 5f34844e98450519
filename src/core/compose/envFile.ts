import { type Environment, fillText } from './interpolate.ts';

/** The lines of an `env_file`; a name without a value takes the environment's. `raw`: values as they are written. */
export function parseEnvFile(
  text: string,
  environment: Environment,
  isRaw: boolean,
): readonly (readonly [name: string, value: string | undefined])[] {
  const known = new Map<string, string>();
  const found: [string, string | undefined][] = [];
  const assignment =
    /^[ \t]*(?:export[ \t]+)?([^\s=#]+)[ \t]*(?:=[ \t]*('[^']*'|"(?:[^"\\]|\\[\s\S])*"|[^\r\n]*))?/gm;
  for (const [, name, written] of text.replace(/^\uFEFF/, '').matchAll(assignment)) {
    if (name === undefined) continue;
    const value = written === undefined ? environment(name) : isRaw ? written : plain(written, lookUp);
    if (value !== undefined) known.set(name, value);
    found.push([name, value]);
  }
  return found;

  function lookUp(name: string): string | undefined {
    return environment(name) ?? known.get(name);
  }
}

const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function plain(written: string, environment: Environment): string {
  if (/^'[^']*'$/.test(written)) return written.slice(1, -1);
  const fill = (text: string) => fillText(text, environment, () => undefined);
  if (!/^"[\s\S]*"$/.test(written)) return fill(written.replace(/(^|\s)#.*$/, '').trim());
  const inside = written.slice(1, -1);
  return fill(inside.replace(/\\([\s\S])/g, (_, sign: string) => controls[sign] ?? sign));
}
