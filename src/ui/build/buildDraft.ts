/** What the build wizard knows so far. */
import { askedArguments, platformArgumentsOf } from '../../core/builds/buildPlan.ts';
import type { BuildArgument } from '../../core/builds/imageBuildsApi.ts';
import { AciError } from '../../core/errors.ts';
import type { Registry } from '../../core/model/registry.ts';
import type { CreateDraft } from '../create/createDraft.ts';
import type { PackedContext, ReadDockerfile } from './buildFolder.ts';
import type { LocalBuilder } from './localBuilders.ts';

/** A registry that is to be made when the build begins. */
export interface NewRegistry {
  readonly kind: 'new';
  readonly name: string;
}

/** A field that is missing has not been answered yet. Secrets live here and nowhere else. */
export interface BuildDraft {
  /** The subscription; resource group and location are a new registry's. */
  readonly place: CreateDraft;
  readonly dockerfile?: ReadDockerfile | undefined;
  readonly builder?: 'azure' | LocalBuilder | undefined;
  readonly registry?: Registry | NewRegistry | undefined;
  /** `web:20261129-210507` */
  readonly image?: string | undefined;
  /** Empty: the last stage. */
  readonly target?: string | undefined;
  readonly values: Readonly<Record<string, string>>;
  /** Whether `FROM --platform` is sent as if it were not there. */
  readonly stripsPlatform?: boolean | undefined;
  /** Undefined where a local builder reads the folder itself. */
  readonly context?: PackedContext | undefined;
}

export function isNewRegistry(registry: Registry | NewRegistry): registry is NewRegistry {
  return 'kind' in registry;
}

/** What is built, from what, for which registry. */
export interface BuildOrder {
  readonly builder: 'azure' | LocalBuilder;
  readonly place: CreateDraft;
  readonly registry: Registry | NewRegistry;
  readonly dockerfile: ReadDockerfile;
  readonly image: string;
  readonly target: string | undefined;
  readonly buildArguments: readonly BuildArgument[];
  readonly values: Readonly<Record<string, string>>;
  readonly context: PackedContext | undefined;
}

/** Throws `AciError('unexpected')` when an answer is missing: the wizard asks them all. */
export function buildOrderOf(draft: BuildDraft): BuildOrder {
  const { builder, place, registry, dockerfile, image, target = '', values, context } = draft;
  if (!builder || !registry || !dockerfile || image === undefined)
    throw new AciError('unexpected', 'The wizard ended without all its answers.');
  const stage = target === '' ? undefined : target;
  return {
    ...{ builder, place, registry, dockerfile, image, values, context, target: stage },
    buildArguments: buildArgumentsOf(dockerfile, stage, values),
  };
}

/** Those with a value of the person's, and those that BuildKit would set by itself. */
export function buildArgumentsOf(
  { parsed }: ReadDockerfile,
  target: string | undefined,
  values: Readonly<Record<string, string>>,
): readonly BuildArgument[] {
  const asked = askedArguments(parsed, target).flatMap(({ name, isSecret }) => {
    const value = values[name];
    return value === undefined ? [] : [{ name, value, isSecret }];
  });
  return [...platformArgumentsOf(parsed).map(each => ({ ...each, isSecret: false })), ...asked];
}
