import { isExecutable } from './interpreter.ts';

/** What a line of `cmd` can name. */
export interface CmdState {
  readonly variables: ReadonlyMap<string, string>;
  /** What `%errorlevel%` is, in the words of our shell. */
  readonly code: string;
}

/** One command of a line, with what joins it to the one before. */
interface Part {
  readonly joint: '' | '; ' | ' && ' | ' || ' | ' | ';
  text: string;
  turned: string;
}

/**
 * A line of Windows' `cmd` in the words of our shell, as far as carets, quotes, variables and a few commands go. As
 * in `cmd`, variables are replaced when the line is read, and once more where it says `call`.
 */
export function translateCmd(line: string, known: CmdState): string {
  return partsOf(withVariables(line, known))
    .map(({ joint, text, turned }) => `${joint}${command(text, known)}${turned}`)
    .join('');
}

/** What no variable is called stays as it stands. */
function withVariables(text: string, { variables, code }: CmdState): string {
  const named = new Map([...variables].map(([name, value]) => [name.toLowerCase(), value]));
  return text.replace(/%([^%\r\n]+)%/g, (all, name: string) =>
    name.toLowerCase() === 'errorlevel' ? code : (named.get(name.toLowerCase()) ?? all),
  );
}

const special = /^(?:&&|\|\||[&|])|^\d?(?:>>?|<)\s*(?:&\d|[^\s&|<>]+)/;
const joints = { '&': '; ', '&&': ' && ', '||': ' || ', '|': ' | ' } as const;

/** Cuts a line at what is neither in quotes nor after a caret. */
function partsOf(line: string): readonly Part[] {
  let part: Part = { joint: '', text: '', turned: '' };
  const parts = [part];
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    const found = isQuoted ? undefined : special.exec(line.slice(at))?.[0];
    if (!isQuoted && char === '^') part.text += line.charAt(++at);
    else if (found === undefined) {
      part.text += char;
      if (char === '"') isQuoted = !isQuoted;
    } else {
      at += found.length - 1;
      if (found in joints)
        parts.push((part = { joint: joints[found as keyof typeof joints], text: '', turned: '' }));
      else part.turned += ` ${found.replace(/nul$/i, '/dev/null')}`;
    }
  }
  return parts;
}

function command(text: string, known: CmdState): string {
  const [, typed = '', rest = ''] = /^\s*@?([\w-]+)([^]*)$/.exec(text) ?? [];
  const name = typed.toLowerCase();
  switch (name) {
    case '':
    case 'rem':
      return ':';
    case 'call':
      return command(withVariables(rest, { ...known, code: lastCode }), known);
    case 'cmd':
      return `( ${translateCmd(scriptIn(rest), { ...known, code: '0' })} )`;
    case 'echo':
      return `printf '%s\\n' ${quoted(rest.replace(/^[.:]/, '').trim())}`;
    case 'exit':
      return `exit ${/\d+/.exec(rest)?.[0] ?? ''}`;
    case 'set':
      return assignment(rest);
    case 'timeout':
      return `sleep ${/\d+/.exec(rest)?.[0] ?? '0'}`;
    default:
      return program(aliases[name] ?? name, rest);
  }
}

const aliases: Readonly<Record<string, string>> = { cls: 'clear', dir: 'ls', type: 'cat' };

/** What follows `/c` or `/k`, without the quotes around all of it. */
function scriptIn(words: string): string {
  const script = /^(?:\.exe)?(?:\s+\/[a-z]\b)*\s+\/[ck]\s+([^]*?)\s*$/i.exec(words)?.[1] ?? '';
  return script.startsWith('"') ? script.replace(/^"([^]*)"/, '$1') : script;
}

/** `set /p` without anybody to answer only shows its question. */
function assignment(words: string): string {
  const question = /^\s*\/p\s+\w*=([^]*)$/i.exec(words)?.[1];
  if (question !== undefined) return `printf %s ${quoted(question)}`;
  const [, name, value = ''] = /^\s*"?(\w+)=([^"]*)"?\s*$/.exec(words) ?? [];
  return name === undefined ? 'env' : `${name}=${quoted(value)}`;
}

function program(name: string, rest: string): string {
  if (!isExecutable(name)) {
    const said = `'${name}' is not recognized as an internal or external command,\noperable program or batch file.`;
    return `( printf '%s\\n' ${quoted(said)}; exit 1 )`;
  }
  const words = rest.replace(/^\.exe\b/i, '').match(/(?:"[^"]*"|[^\s"])+/g) ?? [];
  return [name, ...words.map(word => quoted(word.replaceAll('"', '')))].join(' ');
}

/** Stands in a text for an exit code that is known only when the text is used. */
const lastCode = '\uE000';

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''").replaceAll(lastCode, "'$?'")}'`;
}
