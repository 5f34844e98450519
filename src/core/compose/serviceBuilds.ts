/** Services whose images are built (`build:`, "Compose Build Specification" on docs.docker.com). */
import type { JsonPath } from '../document/jsonPath.ts';
import { asObject, isObject, type Json, without } from '../json.ts';
import type { AddNote } from './composeNote.ts';
import { isAddress } from './filePaths.ts';
import type { Service } from './services.ts';
import { plainText } from './values.ts';

export interface ServiceBuild {
  readonly service: string;
  /** Seen from the main file's folder. */
  readonly context: string;
  /** Below the context. */
  readonly dockerfile: string;
  /** The Dockerfile itself, where the file holds it. */
  readonly inlineDockerfile?: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target?: string;
  /** Whether the service names an image as well: it may be taken as it is. */
  readonly hasImage: boolean;
}

/** Images by their services: those that are built, or will be. */
export type BuiltImages = Readonly<Record<string, string>>;

/** Those with a context on this disk: a repository or a page is for another builder. */
export function serviceBuilds(
  services: readonly Service[],
  resolve: (path: string, at: JsonPath) => string,
): readonly ServiceBuild[] {
  return services.flatMap(({ name, service, path }) => {
    const build = service['build'];
    if (build === undefined || build === null) return [];
    const details = isObject(build) ? build : { context: build };
    const context = plainText(details['context']) ?? '.';
    if (isAddress(context)) return [];
    const inlineDockerfile = plainText(details['dockerfile_inline']);
    const target = plainText(details['target']);
    const image = plainText(service['image']);
    return [
      {
        service: name,
        context: resolve(context, [...path, 'build']),
        dockerfile: plainText(details['dockerfile']) ?? 'Dockerfile',
        args: argumentsOf(details['args']),
        hasImage: image !== undefined && image !== '',
        ...(inlineDockerfile !== undefined && { inlineDockerfile }),
        ...(target !== undefined && { target }),
      },
    ];
  });
}

/** An object, or a list of `NAME=value`; a name alone is taken from where the build runs, which is elsewhere. */
function argumentsOf(json: Json | undefined): Readonly<Record<string, string>> {
  const pairs = isObject(json)
    ? Object.entries(asObject(json)).map(([name, value]) => [name, plainText(value)] as const)
    : (Array.isArray(json) ? (json as readonly Json[]) : []).map(item => {
        const text = plainText(item) ?? '';
        const equals = text.indexOf('=');
        return equals < 0
          ? ([text, undefined] as const)
          : ([text.slice(0, equals), text.slice(equals + 1)] as const);
      });
  return Object.fromEntries(pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** The services with their built images in place of what builds them. */
export function withBuiltImages(
  services: readonly Service[],
  images: BuiltImages,
  addNote: AddNote,
): readonly Service[] {
  return services.map(each => {
    const image = images[each.name];
    if (image === undefined) return each;
    addNote('changed', [...each.path, 'build'], { kind: 'imageBuilt', service: each.name });
    return { ...each, service: { ...without(each.service, 'build'), image } };
  });
}
