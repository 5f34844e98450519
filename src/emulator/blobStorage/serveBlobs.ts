/** Serves the blobs of a storage account at a port of its own. */
import { startServer, type EmulatorServer, type ServerOptions } from '../server.ts';
import { blobError } from './blobError.ts';
import { blobRoutes } from './blobRoutes.ts';
import type { Blobs } from './blobs.ts';

type Deps = Pick<ServerOptions, 'certificate' | 'clock' | 'verify' | 'faults' | 'onResponse'>;

export function serveBlobs(blobs: Blobs, deps: Deps): Promise<EmulatorServer> {
  return startServer({
    ...deps,
    routes: blobRoutes(blobs),
    byteBodies: {
      maxBytes: () => blobs.maxBytes,
      tooLarge: maxLimit => blobError('RequestBodyTooLarge', { maxLimit }, { connection: 'close' }),
    },
  });
}
