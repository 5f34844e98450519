/** An emulator whose clock a test moves, and what a client of ACR tasks does with it. */
import { gzipSync } from 'node:zlib';
import https from 'node:https';
import { pack } from 'tar-stream';
import { ManualClock } from '../../../src/emulator/clock.ts';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { production } from '../../../src/emulator/seed/contoso.ts';
import { arm, type Answer, type RequestOptions } from '../emulatorClient.ts';

export const registryPath = `/subscriptions/${production}/resourceGroups/rg-registry-prod/providers/Microsoft.ContainerRegistry/registries/contosoprod`;
export const taskVersion = 'api-version=2019-06-01-preview';
export const registryVersion = 'api-version=2025-11-01';

export interface Finished {
  readonly id: string;
  readonly status: string;
  readonly outputImages: readonly { repository: string; tag: string; digest: string; registry: string }[];
  /** Line ends as `\n`. */
  readonly log: string;
  /** `x-ms-meta-complete`. */
  readonly mark: string | undefined;
}

export interface BuildWorld {
  readonly emulator: Emulator;
  readonly clock: ManualClock;
  call(method: string, path: string, json?: unknown, options?: RequestOptions): Promise<Answer>;
  /** Uploads an archive; returns what `sourceLocation` names. */
  upload(archive: Buffer, registry?: string): Promise<string>;
  schedule(request: object, registry?: string): Promise<Answer>;
  /** Uploads, schedules and lets time pass until the run is over. */
  build(files: Readonly<Record<string, string>>, request?: object, registry?: string): Promise<Finished>;
  finished(id: string, registry?: string): Promise<Finished>;
  close(): Promise<void>;
}

export async function startBuildWorld(): Promise<BuildWorld> {
  const clock = new ManualClock(Date.now());
  const emulator = await startEmulator({ clock });
  const call = (method: string, path: string, json?: unknown, options: RequestOptions = {}) =>
    arm(emulator, path, { method, ...(json === undefined ? {} : { json }), ...options });
  const upload = async (archive: Buffer, registry = registryPath) => {
    const { body } = await call('POST', `${registry}/listBuildSourceUploadUrl?${taskVersion}`);
    const { uploadUrl, relativePath } = body as { uploadUrl: string; relativePath: string };
    await sendBytes(emulator, 'PUT', uploadUrl, { 'x-ms-blob-type': 'BlockBlob' }, archive);
    return relativePath;
  };
  const schedule = (request: object, registry = registryPath) =>
    call('POST', `${registry}/scheduleRun?${taskVersion}`, request);
  const finished = async (id: string, registry = registryPath): Promise<Finished> => {
    const { body } = await call('GET', `${registry}/runs/${id}?${taskVersion}`);
    const { properties } = body as {
      properties: { status: string; outputImages?: Finished['outputImages'] };
    };
    const link = await call('POST', `${registry}/runs/${id}/listLogSasUrl?${taskVersion}`);
    const { logLink } = link.body as { logLink: string };
    const { headers, content } = await sendBytes(emulator, 'GET', logLink);
    const mark = headers['x-ms-meta-complete'];
    return {
      id,
      status: properties.status,
      outputImages: properties.outputImages ?? [],
      log: content.toString('utf8').replaceAll('\r\n', '\n'),
      mark: typeof mark === 'string' ? mark : undefined,
    };
  };
  return {
    emulator,
    clock,
    call,
    upload,
    schedule,
    finished,
    async build(files, request = {}, registry = registryPath) {
      const sourceLocation = await upload(await tarball(files), registry);
      const { body } = await schedule({ ...dockerBuild, sourceLocation, ...request }, registry);
      const { name: id } = body as { name: string };
      clock.advance(10 * 60_000);
      return finished(id, registry);
    },
    close: () => emulator.close(),
  };
}

/** A request with everything but the source. */
export const dockerBuild = {
  type: 'DockerBuildRequest',
  imageNames: ['shop/web:{{.Run.ID}}'],
  isPushEnabled: true,
  dockerFilePath: 'Dockerfile',
  platform: { os: 'Linux', architecture: 'amd64' },
};

/** Files as a gzipped tar archive; a name that ends with a slash is a folder. */
export async function tarball(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const archive = pack();
  for (const [name, text] of Object.entries(files)) {
    if (name.endsWith('/')) archive.entry({ name, type: 'directory' });
    else archive.entry({ name }, text);
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks));
}

export interface BytesAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly content: Buffer;
}

/** A request without a token, as to a signed address. */
export function sendBytes(
  emulator: Emulator,
  method: string,
  address: string,
  headers: Readonly<Record<string, string>> = {},
  body?: Buffer,
): Promise<BytesAnswer> {
  return new Promise((resolve, reject) => {
    const request = https.request(address, { method, headers, ca: emulator.ca }, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          content: Buffer.concat(chunks),
        }),
      );
    });
    request.on('error', reject).end(body);
  });
}
