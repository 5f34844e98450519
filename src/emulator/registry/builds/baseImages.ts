/** The images that a Dockerfile's FROM may name, and why others can't be pulled. */
import type { FindImage } from '../../containers/images/images.ts';
import { splitReference } from '../../containers/images/imageReference.ts';
import type { Image } from '../../containers/processes/program.ts';
import { silent } from '../../containers/programs/simple.ts';
import { hexOf } from '../../hash.ts';
import { emptyConfig, type ImageConfig } from '../images/storedImage.ts';
import { findImage as findStored, type Registries } from '../registries.ts';
import { readConfig } from '../images/readConfig.ts';

export interface BaseImage {
  readonly config: ImageConfig;
  readonly image: Image;
  /** `sha256:…`. */
  readonly digest: string;
}

/** Nothing to build on. */
export const scratch: BaseImage = {
  config: emptyConfig,
  image: { os: 'Linux', program: silent, shells: [] },
  digest: '',
};

interface Known {
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly ports?: readonly string[];
  readonly directory?: string;
}

const node: Known = { entrypoint: ['docker-entrypoint.sh'], command: ['node'] };

/** What the official images of Docker Hub say of themselves, as far as a simulated container needs it. */
const official: Readonly<Record<string, Known>> = {
  alpine: { command: ['/bin/sh'] },
  amazonlinux: { command: ['/bin/bash'] },
  bash: { entrypoint: ['docker-entrypoint.sh'], command: ['bash'] },
  buildpack: {},
  busybox: { command: ['sh'] },
  caddy: { command: ['caddy', 'run'], ports: ['80/tcp', '443/tcp'] },
  composer: {},
  debian: { command: ['bash'] },
  'eclipse-temurin': { command: ['jshell'] },
  elixir: {},
  erlang: {},
  fedora: { command: ['/bin/bash'] },
  gcc: { command: ['bash'] },
  golang: { command: ['bash'], directory: '/go' },
  gradle: {},
  haproxy: { command: ['haproxy'] },
  'hello-world': { command: ['/hello'] },
  httpd: { command: ['httpd-foreground'], ports: ['80/tcp'], directory: '/usr/local/apache2' },
  mariadb: { command: ['mariadbd'], ports: ['3306/tcp'] },
  maven: { command: ['mvn'] },
  memcached: { command: ['memcached'], ports: ['11211/tcp'] },
  mongo: { command: ['mongod'], ports: ['27017/tcp'] },
  mysql: { command: ['mysqld'], ports: ['3306/tcp'] },
  nginx: {
    entrypoint: ['/docker-entrypoint.sh'],
    command: ['nginx', '-g', 'daemon off;'],
    ports: ['80/tcp'],
  },
  node,
  openjdk: { command: ['jshell'] },
  perl: { command: ['perl'] },
  php: { entrypoint: ['docker-php-entrypoint'], command: ['php', '-a'] },
  postgres: { entrypoint: ['docker-entrypoint.sh'], command: ['postgres'], ports: ['5432/tcp'] },
  python: { command: ['python3'] },
  rabbitmq: { command: ['rabbitmq-server'], ports: ['5672/tcp'] },
  redis: { entrypoint: ['docker-entrypoint.sh'], command: ['redis-server'], ports: ['6379/tcp'] },
  rockylinux: { command: ['/bin/bash'] },
  ruby: { command: ['irb'] },
  rust: { command: ['bash'] },
  swift: {},
  tomcat: { command: ['catalina.sh', 'run'], ports: ['8080/tcp'], directory: '/usr/local/tomcat' },
  traefik: { ports: ['80/tcp'] },
  ubuntu: { command: ['/bin/bash'] },
  wordpress: { ports: ['80/tcp'] },
};

const web: Known = {
  command: ['node', '/usr/src/app/index.js'],
  ports: ['80/tcp'],
  directory: '/usr/src/app',
};

/** The same for other registries. */
const elsewhere: Readonly<Record<string, Known>> = {
  'mcr.microsoft.com/azuredocs/aci-helloworld': web,
  'mcr.microsoft.com/oss/nginx/nginx': official['nginx'] ?? {},
};

/** Finds base images. `owner` is the registry that the build has logged in to. */
export function baseImageFinder(
  registries: Registries,
  findImage: FindImage,
): (reference: string, owner: string) => BaseImage | string {
  return (reference, owner) => {
    if (!/^[a-z0-9][\w.:/@-]*$/.test(reference)) return 'invalid reference format';
    const { repository, server, tag, digest } = splitReference(reference);
    const registry = registries.at(server);
    if (registry) {
      if (server !== owner && !registry.anonymousPullEnabled) {
        return `Head "https://${server}/v2/${repository.slice(server.length + 1)}/manifests/${digest ?? tag}": unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information.`;
      }
      const stored = findStored(registry, repository.slice(server.length + 1), digest ?? tag);
      if (!stored) return `manifest for ${reference} not found: manifest unknown: ${untagged(tag)}`;
      return { config: readConfig(stored.config), image: stored.image, digest: stored.digest };
    }
    const image = findImage(reference);
    const onHub = server === 'index.docker.io';
    if (image.refusal === 'inaccessible' || image.pullFails === 'notFound') {
      return `manifest for ${reference} not found: manifest unknown: ${untagged(tag)}`;
    }
    const isUnknown = onHub && !repository.includes('/') && !Object.hasOwn(official, repository);
    if (isUnknown || image.login || image.pullFails === 'denied') {
      return `pull access denied for ${repository}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`;
    }
    if (image.refusal === 'rateLimited' || image.pullFails === 'rateLimited') {
      return 'toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit';
    }
    if (image.os === 'Windows') return 'no matching manifest for linux/amd64 in the manifest list entries';
    const known = (onHub ? official[repository] : elsewhere[repository]) ?? {};
    return { config: configOf(known), image, digest: digest ?? `sha256:${hexOf(`${repository}:${tag}`)}` };
  };
}

function untagged(tag: string): string {
  return `manifest tagged by "${tag}" is not found`;
}

function configOf({ command, entrypoint, ports = [], directory = '' }: Known): ImageConfig {
  return { ...emptyConfig, command, entrypoint, exposedPorts: ports, workingDirectory: directory };
}
