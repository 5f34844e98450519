import type { Image } from '../processes/program.ts';
import { crashLoop } from '../programs/crashLoop.ts';
import { chatty } from '../programs/chatty.ts';
import { helloWorld } from '../programs/helloWorld.ts';
import { endsAtOnce, fails, prints, silent } from '../programs/simple.ts';
import { nginx } from '../programs/nginx.ts';
import { sidecar } from '../programs/sidecar.ts';
import { wordCount } from '../programs/wordCount.ts';
import { splitReference } from './imageReference.ts';

export type FindImage = (reference: string) => Image;

/** The only user who may pull from `emulator.azurecr.io`. */
const privateRegistry = {
  server: 'emulator.azurecr.io',
  username: 'emulator',
  password: 'emulator-password',
} as const;

const redisLines = [
  '1:C * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo',
  '1:C * Redis version=7.4.1, bits=64, commit=00000000, modified=0, pid=1, just started',
  '1:M * monotonic clock: POSIX clock_gettime',
  '1:M * Running mode=standalone, port=6379.',
  '1:M * Server initialized',
  '1:M * Ready to accept connections tcp',
];

const demo = 'mcr.microsoft.com/aci-emulator';

/**
 * The images that the emulator knows, by repository; any tag will do.
 *
 * | image | what it does |
 * | --- | --- |
 * | `mcr.microsoft.com/azuredocs/aci-helloworld` | web server: `listening on port 80`, then an access log |
 * | `mcr.microsoft.com/azuredocs/aci-wordcount` | prints the most frequent words of Hamlet (`NumWords`, `MinLength`)
 * and ends with 0 |
 * | `mcr.microsoft.com/azuredocs/aci-tutorial-sidecar` | asks the web server beside it every three seconds |
 * | `nginx`, `mcr.microsoft.com/oss/nginx/nginx` | start-up messages, then an access log |
 * | `redis`, `mcr.microsoft.com/oss/bitnami/redis` | `Ready to accept connections`, then quiet |
 * | `alpine`, `busybox`, `ubuntu`, `debian`, `mcr.microsoft.com/azurelinux/base/core` | a shell without a terminal:
 * ends with 0 at once unless there is a `command` |
 * | `mcr.microsoft.com/windows/servercore/iis` | Windows web server |
 * | `mcr.microsoft.com/windows/servercore`, `…/nanoserver` | Windows: ends with 0 at once unless there is a `command` |
 * | `mcr.microsoft.com/aci-emulator/crash-loop` | writes, and ends with `EXIT_CODE` (1) after `RUN_SECONDS` (3) |
 * | `mcr.microsoft.com/aci-emulator/slow-pull` | takes 60 s to pull, then a web server |
 * | `mcr.microsoft.com/aci-emulator/chatty` | `line 1`, `line 2`, …: `LINES_PER_SECOND` (10), ends with 0 after `LINES`
 * (never) |
 * | `mcr.microsoft.com/aci-emulator/silent` | runs and never writes; has no shell |
 * | `mcr.microsoft.com/aci-emulator/unpullable` | taken by the PUT, but its pull fails again and again |
 * | `mcr.microsoft.com/aci-emulator/denied` | as before: the registry wants another credential |
 * | `mcr.microsoft.com/aci-emulator/too-many-pulls` | as before: the registry has got too many pulls |
 * | `mcr.microsoft.com/aci-emulator/arm64` | does not start: `exec format error`, 1 |
 * | `mcr.microsoft.com/aci-emulator/out-of-memory` | writes so, and ends with 137 |
 * | `mcr.microsoft.com/aci-emulator/inaccessible` | refused: `InaccessibleImage` |
 * | `mcr.microsoft.com/aci-emulator/old-windows` | refused: `OsVersionNotSupported` |
 * | `emulator/rate-limited` (Docker Hub) | refused: `RegistryErrorResponse` |
 * | `emulator.azurecr.io/<any>` | a web server, for user `emulator` with password `emulator-password` only |
 * | any other | a service that says once that it has started |
 */
const known: ReadonlyMap<string, Image> = new Map<string, Image>([
  ['mcr.microsoft.com/azuredocs/aci-helloworld', { ...small(helloWorld), executables: ['node', 'npm'] }],
  ['microsoft/aci-helloworld', { ...small(helloWorld), executables: ['node', 'npm'] }],
  ['mcr.microsoft.com/azuredocs/aci-wordcount', { ...linux(wordCount), executables: ['python', 'python3'] }],
  ['mcr.microsoft.com/azuredocs/aci-tutorial-sidecar', linux(sidecar)],
  ['microsoft/aci-tutorial-sidecar', linux(sidecar)],
  ['nginx', { ...linux(nginx), executables: ['nginx'] }],
  ['mcr.microsoft.com/oss/nginx/nginx', { ...linux(nginx), executables: ['nginx'] }],
  ['redis', { ...linux(prints(redisLines)), executables: ['redis-server'] }],
  ['mcr.microsoft.com/oss/bitnami/redis', { ...linux(prints(redisLines)), executables: ['redis-server'] }],
  ['alpine', small(endsAtOnce)],
  ['busybox', small(endsAtOnce)],
  ['ubuntu', linux(endsAtOnce)],
  ['debian', linux(endsAtOnce)],
  ['mcr.microsoft.com/azurelinux/base/core', linux(endsAtOnce)],
  ['mcr.microsoft.com/windows/servercore/iis', windows(prints(["Service 'w3svc' started"]))],
  ['mcr.microsoft.com/windows/servercore', windows(endsAtOnce)],
  ['mcr.microsoft.com/windows/nanoserver', windows(endsAtOnce)],
  [`${demo}/crash-loop`, linux(crashLoop)],
  [`${demo}/slow-pull`, { ...linux(helloWorld), pullMs: 60_000 }],
  [`${demo}/chatty`, linux(chatty)],
  [`${demo}/silent`, { ...linux(silent), shells: [] }],
  [`${demo}/unpullable`, { ...linux(silent), pullFails: 'notFound' }],
  [`${demo}/denied`, { ...linux(silent), pullFails: 'denied' }],
  [`${demo}/too-many-pulls`, { ...linux(silent), pullFails: 'rateLimited' }],
  [`${demo}/arm64`, linux(fails(['exec /usr/local/bin/app: exec format error'], 1))],
  [`${demo}/out-of-memory`, linux(fails(['reading orders', 'Out of memory: Killed process 1 (app)'], 137))],
  [`${demo}/inaccessible`, { ...linux(silent), refusal: 'inaccessible' }],
  [`${demo}/old-windows`, { ...windows(silent), refusal: 'osVersion' }],
  ['emulator/rate-limited', { ...linux(silent), refusal: 'rateLimited' }],
]);

/** Looks an image up: first in the registries, then among `further`, then among those of the table above. */
export function imageFinder(
  further: ReadonlyMap<string, Image> = new Map(),
  inRegistry: (reference: string) => Image | undefined = () => undefined,
): FindImage {
  return reference => {
    const { repository, server } = splitReference(reference);
    const image = inRegistry(reference) ?? further.get(repository) ?? known.get(repository);
    if (image) return image;
    if (server === privateRegistry.server) return { ...linux(helloWorld), login: privateRegistry };
    return unknownImage(repository);
  };
}

function unknownImage(repository: string): Image {
  const name = repository.replace(/^.*\//, '');
  return { program: prints([`${name} started`]) };
}

function linux(program: Image['program']): Image {
  return { os: 'Linux', program };
}

/** On Alpine or BusyBox: `sh` only. */
function small(program: Image['program']): Image {
  return { ...linux(program), shells: ['sh'] };
}

function windows(program: Image['program']): Image {
  return { os: 'Windows', program };
}
