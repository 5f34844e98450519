/**
 * Two Compose files, or a service and what it extends, as one: the rules of the Compose specification ("Merge Compose
 * files") as compose-go has them (override/merge.go and override/uncity.go).
 */
import type { JsonPath } from '../document/jsonPath.ts';
import { isList, isObject } from '../json.ts';
import { itemsOf, listOfParts, type Located, objectOf, partAt, partsOf, tagOf } from './located.ts';
import { mountSections } from './parseMount.ts';
import { plainText } from './values.ts';

/** `over` wins; `path` is where the two stand in a Compose file, `['services', 'web', …]`. */
export function mergeLocated(base: Located, over: Located, path: JsonPath = []): Located {
  if (tagOf(over) === '!override') return over;
  if (over.value === null) return base;
  const rule = ruleAt(path);
  if (rule) return rule(base, over, path);
  if (isObject(base.value) && isObject(over.value)) return mergeObjects(base, over, path);
  if (isList(base.value) && isList(over.value))
    return listOfParts(over, [...itemsOf(base), ...itemsOf(over)]);
  return over;
}

/** What carries `!reset` is as if it had never been written, there and in the files before. */
export function isReset(located: Located): boolean {
  return tagOf(located) === '!reset';
}

/** Without what carries `!reset`. */
export function withoutResets(located: Located): Located {
  const { tags } = located.source;
  if (!tags.some(({ tag }) => tag === '!reset')) return located;
  if (isList(located.value))
    return listOfParts(
      located,
      itemsOf(located)
        .filter(item => !isReset(item))
        .map(withoutResets),
    );
  if (!isObject(located.value)) return located;
  const kept = [...partsOf(located)].filter(([, item]) => !isReset(item));
  return objectOf(located, new Map(kept.map(([key, item]) => [key, withoutResets(item)])));
}

function mergeObjects(base: Located, over: Located, path: JsonPath): Located {
  const parts = new Map(partsOf(base));
  for (const [key, own] of partsOf(over)) {
    const known = parts.get(key);
    if (isReset(own)) parts.delete(key);
    else parts.set(key, known ? mergeLocated(known, own, [...path, key]) : own);
  }
  return objectOf(over, parts);
}

type Rule = (base: Located, over: Located, path: JsonPath) => Located;

const replaceRule: Rule = (_, over) => over;
const byNameRule: Rule = (base, over, path) => mergeObjects(named(base), named(over), path);
/** A name without a value is one, too: the environment's. */
const flatRule: Rule = (base, over) => {
  const own = [...partsOf(named(over))];
  const gone = own.flatMap(([name, item]) => (isReset(item) ? [name] : []));
  const parts = new Map([...partsOf(named(base)), ...own]);
  for (const name of gone) parts.delete(name);
  return objectOf(over, parts);
};

/** A list whose items are told apart by a key: a later one takes the place of an earlier one. */
function keyedRule(keyOf: (item: Located) => string): Rule {
  return (base, over) => {
    const items = new Map<string, Located>();
    for (const item of [...itemsOf(base), ...itemsOf(over)]) items.set(keyOf(item), item);
    return listOfParts(over, [...items.values()]);
  };
}

const textKey = ({ value }: Located): string => plainText(value) ?? JSON.stringify(value);
const mountKey = (directory: string) => (item: Located) => {
  const target = keyText(item, 'target');
  const source = keyText(item, 'source') ?? textKey(item);
  return target ?? `${directory}/${source}`;
};

const serviceRules: Readonly<Record<string, Rule>> = {
  command: replaceRule,
  entrypoint: replaceRule,
  'healthcheck/test': replaceRule,
  environment: flatRule,
  labels: flatRule,
  annotations: flatRule,
  sysctls: flatRule,
  'deploy/labels': flatRule,
  depends_on: byNameRule,
  networks: byNameRule,
  models: byNameRule,
  build: (base, over, path) => mergeObjects(buildOf(base), buildOf(over), path),
  'build/args': flatRule,
  logging: (base, over, path) => {
    const [driver, other] = [keyText(base, 'driver'), keyText(over, 'driver')];
    const isSame = driver === other || driver === undefined || other === undefined;
    return isSame ? mergeObjects(base, over, path) : over;
  },
  ports: keyedRule(portKey),
  volumes: keyedRule(volumeKey),
  devices: keyedRule(volumeKey),
  secrets: keyedRule(mountKey('/run/secrets')),
  configs: keyedRule(mountKey('')),
  env_file: keyedRule(item => keyText(item, 'path') ?? textKey(item)),
  ...Object.fromEntries(
    [
      ...['expose', 'tmpfs', 'profiles', 'links', 'dns', 'dns_opt', 'dns_search', 'extra_hosts'],
      ...['label_file', 'cap_add', 'cap_drop'],
    ].map(key => [key, keyedRule(textKey)]),
  ),
};

function ruleAt([kind, , ...rest]: JsonPath): Rule | undefined {
  const key = rest.join('/');
  return kind === 'services' && Object.hasOwn(serviceRules, key) ? serviceRules[key] : undefined;
}

function keyText(owner: Located, key: string): string | undefined {
  const found = isObject(owner.value) ? partAt(owner, key) : undefined;
  return found && plainText(found.value);
}

/** `[A=1, B]` as `{A: '1', B: null}`, each where its item stands. */
export function named(list: Located): Located {
  if (isObject(list.value)) return list;
  const parts = itemsOf(list).flatMap((item): [string, Located][] => {
    const text = plainText(item.value);
    if (text === undefined) return [];
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    return [[name, { ...item, value: equals < 0 ? null : text.slice(equals + 1) }]];
  });
  return objectOf(list, new Map(parts));
}

function buildOf(build: Located): Located {
  return isObject(build.value) ? build : objectOf(build, new Map([['context', build]]));
}

function portKey(item: Located): string {
  const { value } = item;
  if (!isObject(value)) return (plainText(value) ?? '').replace(/\/tcp$/, '').replace(/^0\.0\.0\.0:/, '');
  const [host, published] = [keyText(item, 'host_ip'), keyText(item, 'published')];
  const protocol = keyText(item, 'protocol') ?? 'tcp';
  const front = [host === '0.0.0.0' ? undefined : host, published].filter(text => text !== undefined);
  const ports = [...front, keyText(item, 'target') ?? ''].join(':');
  return protocol === 'tcp' ? ports : `${ports}/${protocol}`;
}

/** The target: what a service finds at one place comes from one volume. */
function volumeKey(item: Located): string {
  const target = keyText(item, 'target');
  if (target !== undefined) return target.replace(/\/$/, '');
  const [first = '', second] = mountSections(textKey(item));
  return (second ?? first).replace(/\/$/, '');
}
