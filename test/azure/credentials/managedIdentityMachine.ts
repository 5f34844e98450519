/**
 * This process as a machine in Azure. MSAL looks for the managed identity's endpoint once per process and keeps what
 * it found, so that here is one endpoint for all tests, which hands on to the emulator of the test that runs.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { withEnvironment } from './credentialFixtures.ts';

const header = 'this-machine';
let behind: Emulator | undefined;

const server = createServer((request, response) => {
  if (!behind || request.headers['x-identity-header'] !== header) {
    request.socket.destroy();
    return;
  }
  const { identityEndpoint, identityHeader } = behind;
  const { search } = new URL(request.url ?? '', identityEndpoint);
  const asked = fetch(`${identityEndpoint}${search}`, { headers: { 'X-IDENTITY-HEADER': identityHeader } });
  asked
    .then(async answer => response.writeHead(answer.status).end(await answer.text()))
    .catch(() => request.socket.destroy());
});
server.unref();

/**
 * Runs `work` on a machine that has the emulator's managed identities, or (`undefined`) on one whose endpoint is dead.
 */
export async function onMachine<T>(emulator: Emulator | undefined, work: () => Promise<T>): Promise<T> {
  if (!server.listening) await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  behind = emulator;
  try {
    const endpoint = `http://127.0.0.1:${port}/msi/token`;
    return await withEnvironment({ IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: header }, work);
  } finally {
    behind = undefined;
  }
}
