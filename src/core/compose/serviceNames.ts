/**
 * Names of services in texts: what stands for an address there. Compose gives each service its name in a network of
 * its own; the containers of a group share one network, where each reaches the others at its own loopback address.
 */
import { asObject, isObject, type JsonObject } from '../json.ts';
import type { Service } from './services.ts';
import { listOf, namesOf, plainText } from './values.ts';

/** Every name that a service answers to, and where it is in the group. */
export interface ServiceNames {
  readonly services: ReadonlyMap<string, string>;
  readonly addresses: ReadonlyMap<string, string>;
}

export function serviceNames(services: readonly Service[]): ServiceNames {
  const found = services.flatMap(({ name, service }) => [
    ...namesOfService(name, service),
    // `links: [db:database]` is another name, for the service that links.
    ...listOf(service['links']).flatMap((item): [string, string][] => {
      const [target = '', alias] = (plainText(item) ?? '').split(':');
      return alias !== undefined && services.some(other => other.name === target) ? [[alias, target]] : [];
    }),
  ]);
  // A service's own name wins over what others are called besides.
  const own = services.map(({ name }) => [name, name] as const);
  const addresses = services.map(({ name, service }) => [name, addressOf(service)] as const);
  return { services: new Map([...found, ...own]), addresses: new Map(addresses) };
}

function namesOfService(name: string, service: JsonObject): readonly (readonly [string, string])[] {
  const networks = service['networks'];
  const aliases = isObject(networks)
    ? Object.values(networks).flatMap(network => namesOf(asObject(network)['aliases']))
    : [];
  const others = [service['container_name'], service['hostname']].flatMap(json => plainText(json) ?? []);
  return [...others, ...aliases]
    .filter(other => other !== '' && other !== 'localhost')
    .map(other => [other, name]);
}

/** Clients of MySQL take `localhost` for a socket file (MySQL manual, "Connecting to the MySQL Server"). */
function addressOf(service: JsonObject): string {
  return /mysql|mariadb|percona/i.test(plainText(service['image']) ?? '') ? '127.0.0.1' : 'localhost';
}

export interface ReplacedNames {
  readonly text: string;
  /** The services that it names, each once, and the addresses that stand there instead. */
  readonly services: readonly string[];
  readonly addresses: readonly string[];
}

/** The text with the address of the group in place of every service's name that stands for an address. */
export function replaceInText(text: string, names: ServiceNames): ReplacedNames {
  return replaceNames(text, names, addressPatterns);
}

/** The value of a variable or an option; where its name speaks of a host, a bare name is an address, too. */
export function replaceInValue(name: string, value: string, names: ServiceNames): ReplacedNames {
  if (/image|tag|version/i.test(name)) return unchanged(value);
  const found = replaceInText(value, names);
  return namesHost(name) ? joined(found, text => replaceNames(text, names, [listPattern])) : found;
}

/** The words of a command line. */
export function replaceInWords(
  words: readonly string[],
  names: ServiceNames,
): Omit<ReplacedNames, 'text'> & { readonly words: readonly string[] } {
  const found = words.map((word, index) => {
    const option = /^(-{1,2}[\w.-]+)=([\s\S]*)$/.exec(word);
    if (option) {
      const value = replaceInValue(option[1] ?? '', option[2] ?? '', names);
      return { ...value, text: `${option[1] ?? ''}=${value.text}` };
    }
    const before = words[index - 1] ?? '';
    const isHost = before === '-h' || (before.startsWith('-') && namesHost(before));
    const inner = joined(replaceInText(word, names), text => replaceNames(text, names, shellPatterns));
    return isHost ? joined(inner, text => replaceNames(text, names, [listPattern])) : inner;
  });
  const { services, addresses } = together('', found);
  return { words: found.map(({ text }) => text), services, addresses };
}

/** A settings file; what it declares itself as an upstream is no service's name. */
export function replaceInFile(text: string, names: ServiceNames): ReplacedNames {
  const declared = [...text.matchAll(/\bupstream\s+([\w.-]+)\s*\{/g)].flatMap(([, name]) => name ?? []);
  const services = new Map([...names.services].filter(([name]) => !declared.includes(name)));
  const inUpstreams = replaceNames(text, names, [portPattern]);
  return joined(inUpstreams, inner => replaceInText(inner, { ...names, services }));
}

function joined(first: ReplacedNames, next: (text: string) => ReplacedNames): ReplacedNames {
  const second = next(first.text);
  return together(second.text, [first, second]);
}

function together(text: string, all: readonly Omit<ReplacedNames, 'text'>[]): ReplacedNames {
  const services = [...new Set(all.flatMap(one => one.services))];
  return { text, services, addresses: [...new Set(all.flatMap(one => one.addresses))] };
}

function unchanged(text: string): ReplacedNames {
  return { text, services: [], addresses: [] };
}

/** Whether a variable or an option of this name holds a host: `DB_HOST`, `--broker-url`, `Redis__Server`. */
function namesHost(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(word => word !== '');
  if (name === 'HOSTNAME') return false;
  return words.some(word => /(?<!g)host(s|name|names)?$/.test(word)) || hostWords.has(words.at(-1) ?? '');
}

const hostWords = new Set([
  ...['server', 'servers', 'addr', 'address', 'addresses', 'url', 'urls', 'uri', 'endpoint', 'endpoints'],
  ...['upstream', 'broker', 'brokers', 'peers', 'backend', 'dsn'],
]);

/** A name between what stands before and after it. */
interface Pattern {
  readonly before: RegExp;
  readonly after: RegExp;
}

/** `db:5432`, but neither a tag (`db:16-alpine`) nor a user and a password (`db:1234@`). */
const portPattern: Pattern = { before: /(^|[^\w.:/-])$/, after: /^:\d{2,5}(?![\w@.-])/ };
const addressPatterns: readonly Pattern[] = [
  // `http://db`, `postgres://user:password@db/x`, `//db`
  { before: /(^|[a-z0-9+.-]:)\/\/([^\s/@"']*@)?$/i, after: /^(?![\w.-]|:[^\s/@"']*@)/ },
  portPattern,
  // `Host=db;Port=…`, `Server=tcp:db,1433`
  {
    before: /(^|[\s;,"'])(host|hostname|server|data source|addr|address)\s*=\s*(tcp:)?$/i,
    after: /^([\s;,:"']|$)/,
  },
  // `user:password@tcp(db)/x`
  { before: /@(tcp|udp)\($/, after: /^[:)]/ },
];
const shellPatterns: readonly Pattern[] = [
  // `nc -z db 5432`
  { before: /\b(nc|ncat|telnet)\s(-\w+\s+)*$/, after: /^\s+\d{2,5}\b/ },
  // `pg_isready -h db`
  { before: /(^|\s)(-h\s*|--[\w-]*(host|server|addr|address|url)(\s+|=))$/, after: /^([\s;&|"']|$)/ },
];
/** `db`, `one,two` */
const listPattern: Pattern = { before: /(^|[\s,;])$/, after: /^([\s,;]|$)/ };

/** How much of a text before and after a name is looked at (characters). */
const contextLength = 300;

function replaceNames(
  text: string,
  { services, addresses }: ServiceNames,
  patterns: readonly Pattern[],
): ReplacedNames {
  const names = [...services.keys()].filter(name => text.includes(name));
  if (names.length === 0) return unchanged(text);
  const either = names.sort((one, other) => other.length - one.length).map(escaped);
  const found = new Set<string>();
  const addressIn = (service: string) => addresses.get(service) ?? 'localhost';
  const replaced = text.replace(new RegExp(either.join('|'), 'g'), (name: string, start: number) => {
    // What is cut off must not look like the text's beginning.
    const before = (start > contextLength ? ' ' : '') + text.slice(Math.max(0, start - contextLength), start);
    const after = text.slice(start + name.length, start + name.length + contextLength);
    const service = services.get(name);
    const isAddress = patterns.some(pattern => pattern.before.test(before) && pattern.after.test(after));
    if (!isAddress || service === undefined) return name;
    found.add(service);
    return addressIn(service);
  });
  return { text: replaced, services: [...found], addresses: [...new Set([...found].map(addressIn))] };
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
