/** What a build of a Dockerfile asks for, and what its image will offer, as far as the file itself tells. */
import type { Port } from '../model/containerGroup.ts';
import { looksSecret } from '../rules/looksSecret.ts';
import {
  argumentsOf,
  type DeclaredArgument,
  type Dockerfile,
  type Instruction,
  type Stage,
  wordsOf,
} from './dockerfile.ts';

/**
 * What BuildKit sets by itself ("Automatic platform ARGs in the global scope"); the builder of Azure Container Registry
 * is no BuildKit (Azure/acr#721) and leaves them empty. All images are for linux/amd64.
 */
const platformArguments: Readonly<Record<string, string>> = {
  TARGETPLATFORM: 'linux/amd64',
  TARGETOS: 'linux',
  TARGETARCH: 'amd64',
  TARGETVARIANT: '',
  BUILDPLATFORM: 'linux/amd64',
  BUILDOS: 'linux',
  BUILDARCH: 'amd64',
  BUILDVARIANT: '',
};

/** A build argument that a person may set. */
export interface AskedArgument extends DeclaredArgument {
  /** By its name: typed unseen, sent as a secret, never kept. */
  readonly isSecret: boolean;
}

/** The stages that a build up to `target` runs through: the classic builder builds all before it. */
function stagesUpTo({ stages }: Dockerfile, target: string | undefined): readonly Stage[] {
  const end = target === undefined ? -1 : indexOfStage(stages, target);
  return end < 0 ? stages : stages.slice(0, end + 1);
}

function indexOfStage(stages: readonly Stage[], name: string): number {
  return stages.findIndex(stage => stage.name?.toLowerCase() === name.toLowerCase());
}

/** Every argument once, with the default that is written first. */
export function askedArguments(dockerfile: Dockerfile, target: string | undefined): readonly AskedArgument[] {
  const declared = [
    ...dockerfile.globalArguments,
    ...stagesUpTo(dockerfile, target).flatMap(({ instructions }) => instructions.flatMap(argumentsOf)),
  ];
  const found = new Map<string, DeclaredArgument>();
  for (const each of declared) {
    if (isPredefined(each.name)) continue;
    const known = found.get(each.name);
    if (!known || (known.defaultValue === undefined && each.defaultValue !== undefined))
      found.set(each.name, each);
  }
  return [...found.values()].map(each => ({ ...each, isSecret: looksSecret(each.name, undefined) }));
}

/** Those that the builder knows without `ARG` ("Predefined ARGs"), and those that are set for it here. */
function isPredefined(name: string): boolean {
  return Object.hasOwn(platformArguments, name) || /^(?:https?|ftp|no|all)_proxy$/i.test(name);
}

/** Values of the automatic arguments that the file declares: a builder without BuildKit has to be told them. */
export function platformArgumentsOf(dockerfile: Dockerfile): readonly { name: string; value: string }[] {
  const declared = dockerfile.instructions.flatMap(argumentsOf);
  return Object.entries(platformArguments)
    .filter(([name]) => declared.some(each => each.name === name))
    .map(([name, value]) => ({ name, value }));
}

/** The named stages, of which a build may make any; the last one is made where none is chosen. */
export function namedStages({ stages }: Dockerfile): readonly string[] {
  return stages.flatMap(({ name }) => name ?? []);
}

/** What the image offers, as far as the Dockerfile says: what its base image brings along is not known. */
export interface ImageOffer {
  readonly ports: readonly Port[];
  /** As written; undefined where it comes from the base image. */
  readonly entrypoint?: string;
  readonly command?: string;
}

/** Of the stage that is built and of the stages of the file that it begins from. */
export function imageOffer(
  dockerfile: Dockerfile,
  target: string | undefined,
  values: Readonly<Record<string, string>>,
): ImageOffer {
  const variables = new Map<string, string>(Object.entries(platformArguments));
  for (const { name, defaultValue } of dockerfile.globalArguments)
    variables.set(name, values[name] ?? expand(defaultValue ?? '', variables));
  const ports = new Map<string, Port>();
  let entrypoint: string | undefined;
  let command: string | undefined;
  for (const instruction of ownInstructions(dockerfile, target)) {
    setVariables(instruction, values, variables);
    if (instruction.keyword === 'EXPOSE')
      for (const port of portsOf(expand(instruction.text, variables)))
        ports.set(`${port.port}/${port.protocol}`, port);
    if (instruction.keyword === 'ENTRYPOINT') {
      entrypoint = commandText(instruction.text);
      command = undefined; // it voids the command of the base ("Understand how CMD and ENTRYPOINT interact")
    }
    if (instruction.keyword === 'CMD') command = commandText(instruction.text);
  }
  return {
    ports: [...ports.values()],
    ...(entrypoint !== undefined && { entrypoint }),
    ...(command !== undefined && { command }),
  };
}

function ownInstructions({ stages }: Dockerfile, target: string | undefined): readonly Instruction[] {
  const chain: Stage[] = [];
  let at = target === undefined ? stages.length - 1 : indexOfStage(stages, target);
  while (at >= 0) {
    const stage = stages[at];
    if (!stage) break;
    chain.unshift(stage);
    at = indexOfStage(stages.slice(0, at), stage.from);
  }
  return chain.flatMap(({ instructions }) => instructions);
}

function setVariables(
  instruction: Instruction,
  values: Readonly<Record<string, string>>,
  variables: Map<string, string>,
): void {
  for (const { name, defaultValue } of argumentsOf(instruction)) {
    const value =
      values[name] ?? (defaultValue === undefined ? variables.get(name) : expand(defaultValue, variables));
    if (value !== undefined) variables.set(name, value);
  }
  if (instruction.keyword !== 'ENV') return;
  const words = wordsOf(instruction.text);
  if (words[0]?.includes('=')) {
    for (const word of words) {
      const equals = word.indexOf('=');
      if (equals > 0) variables.set(word.slice(0, equals), expand(word.slice(equals + 1), variables));
    }
  } else if (words[0] !== undefined) variables.set(words[0], expand(words.slice(1).join(' '), variables));
}

/** `$NAME`, `${NAME}`, `${NAME:-word}`, `${NAME:+word}`. */
function expand(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$(?:(\w+)|\{(\w+)(?::([-+])([^}]*))?\})/g,
    (
      _,
      plain: string | undefined,
      name: string | undefined,
      how: string | undefined,
      word: string | undefined,
    ) => {
      const value = variables.get(plain ?? name ?? '') ?? '';
      if (how === '-') return value === '' ? (word ?? '') : value;
      return how === '+' ? (value === '' ? '' : (word ?? '')) : value;
    },
  );
}

/** A range with more is not meant for a container group, which has five. */
const mostPortsOfRange = 100;

function portsOf(text: string): readonly Port[] {
  return wordsOf(text).flatMap(word => {
    const [, from = '', to = from, protocol = 'tcp'] = /^(\d+)(?:-(\d+))?(?:\/(tcp|udp))?$/i.exec(word) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (from === '' || first < 1 || last > 65535 || last - first > mostPortsOfRange) return [];
    return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index): Port => ({
      port: first + index,
      protocol: protocol.toUpperCase() === 'UDP' ? 'UDP' : 'TCP',
    }));
  });
}

function commandText(text: string): string {
  try {
    const words: unknown = JSON.parse(text);
    if (Array.isArray(words)) return words.map(String).join(' ');
  } catch {
    // the shell form
  }
  return text;
}

/** What the builder of Azure Container Registry does not understand, and where it stands. */
export interface UnsupportedFeature {
  /** From 0. */
  readonly line: number;
  readonly kind: 'platform' | 'buildKit';
  /** As written: `FROM --platform=$BUILDPLATFORM`. */
  readonly text: string;
}

/** `FROM --platform` (Azure/acr#697), and what wants BuildKit (Azure/acr#721). */
export function unsupportedFeatures({ instructions }: Dockerfile): readonly UnsupportedFeature[] {
  return instructions.flatMap(({ keyword, flags, line, hasHereDocument }): readonly UnsupportedFeature[] => {
    const platform = keyword === 'FROM' && flags.find(flag => flag.startsWith('--platform'));
    if (platform) return [{ line, kind: 'platform', text: `${keyword} ${platform}` }];
    const flag = flags.find(each => isBuildKitFlag(keyword, each));
    if (flag !== undefined) return [{ line, kind: 'buildKit', text: `${keyword} ${flag}` }];
    return hasHereDocument ? [{ line, kind: 'buildKit', text: `${keyword} <<` }] : [];
  });
}

/** Flags that the classic builder knows are `COPY --from` and `--chown`, and those of `HEALTHCHECK`. */
function isBuildKitFlag(keyword: string, flag: string): boolean {
  if (keyword === 'RUN') return /^--(?:mount|network|security)\b/.test(flag);
  return (keyword === 'COPY' || keyword === 'ADD') && !/^--(?:from|chown)\b/.test(flag);
}

/**
 * The Dockerfile without `FROM --platform=…`, which is linux/amd64 in any case: line and length of all else stay. As
 * Azure Container Apps' extension does it (microsoft/vscode-azurecontainerapps).
 */
export function withoutPlatforms(text: string): string {
  return text.replace(/^(\s*FROM\s+)--platform=\S+\s+/gim, '$1');
}
