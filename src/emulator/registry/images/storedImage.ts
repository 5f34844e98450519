/** Images as a registry holds them: a manifest, a configuration, layers, all named by their digests. */
import type { Image, Program } from '../../containers/processes/program.ts';
import { prints } from '../../containers/programs/simple.ts';
import { hexOf } from '../../hash.ts';
import { compact, type JsonObject } from '../../json.ts';

export interface StoredImage {
  /** `sha256:…` of the manifest. */
  readonly digest: string;
  /** The very bytes that the digest is of. */
  readonly manifest: string;
  readonly configDigest: string;
  readonly config: string;
  /** What a container of it does. */
  readonly image: Image;
}

/** What an image says of its containers, as far as it matters here. */
export interface ImageConfig {
  readonly entrypoint?: readonly string[] | undefined;
  readonly command?: readonly string[] | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** `80/tcp`. */
  readonly exposedPorts: readonly string[];
  /** '' where it was not set. */
  readonly workingDirectory: string;
  readonly user: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly healthcheck?: readonly string[] | undefined;
  readonly stopSignal?: string | undefined;
}

export const emptyConfig: ImageConfig = {
  env: {},
  exposedPorts: [],
  workingDirectory: '',
  user: '',
  labels: {},
  volumes: [],
};

export const manifestMediaType = 'application/vnd.docker.distribution.manifest.v2+json';
export const configMediaType = 'application/vnd.docker.container.image.v1+json';
const layerMediaType = 'application/vnd.docker.image.rootfs.diff.tar.gzip';

/** A step of an image's history; those with a layer have changed files. */
export interface HistoryStep {
  readonly createdBy: string;
  /** Decides the layer's digest; undefined where the step made no layer. */
  readonly layer: string | undefined;
}

/** Puts an image together ("Image Manifest Version 2, Schema 2", "Docker Image Specification v1.2"). */
export function storeImage(
  config: ImageConfig,
  history: readonly HistoryStep[],
  created: number,
  image: Image,
): StoredImage {
  const layers = history.flatMap(({ layer }) => layer ?? []);
  const time = new Date(created).toISOString();
  const configText = JSON.stringify({
    architecture: 'amd64',
    config: configJson(config),
    created: time,
    history: history.map(({ createdBy, layer }) => ({
      created: time,
      created_by: createdBy,
      ...(layer === undefined ? { empty_layer: true } : {}),
    })),
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: layers.map(layer => `sha256:${hexOf(layer)}`) },
  });
  const configDigest = digestOf(configText);
  const manifest = JSON.stringify(
    {
      schemaVersion: 2,
      mediaType: manifestMediaType,
      config: { mediaType: configMediaType, size: Buffer.byteLength(configText), digest: configDigest },
      layers: layers.map(layer => ({
        mediaType: layerMediaType,
        size: 1024 + layer.length,
        digest: `sha256:${hexOf(`compressed ${layer}`)}`,
      })),
    },
    undefined,
    3,
  );
  return { digest: digestOf(manifest), manifest, configDigest, config: configText, image };
}

/** One of the seed's images, always the same for the same name. */
export function seededImage(name: string, program: Program | undefined): StoredImage {
  const title = name.replace(/^.*\//, '').replace(/:.*$/, '');
  const image: Image = { program: program ?? prints([`${title} started`]) };
  return storeImage(emptyConfig, [{ createdBy: `COPY ${title} / # buildkit`, layer: name }], 0, image);
}

function configJson(config: ImageConfig): JsonObject {
  const flags = (names: readonly string[]) => Object.fromEntries(names.map(name => [name, {}]));
  const orNothing = (names: readonly string[]) => (names.length > 0 ? flags(names) : undefined);
  return compact({
    Hostname: '',
    User: config.user,
    ExposedPorts: orNothing(config.exposedPorts),
    Env: Object.entries(config.env).map(([name, value]) => `${name}=${value}`),
    Cmd: config.command && [...config.command],
    Healthcheck: config.healthcheck && { Test: [...config.healthcheck] },
    Volumes: orNothing(config.volumes),
    WorkingDir: config.workingDirectory,
    Entrypoint: config.entrypoint && [...config.entrypoint],
    Labels: { ...config.labels },
    StopSignal: config.stopSignal,
  });
}

function digestOf(text: string): string {
  return `sha256:${hexOf(text)}`;
}
