/** A forward proxy on loopback that hands a cloud's hosts to the emulator, and refuses every other host. */
import fs from 'node:fs';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import type { Emulator } from '../../src/emulator/emulator.ts';

/** Hosts that the emulator plays: start it with these as `certificateNames`. */
export const cloudHosts = ['login.microsoftonline.com', 'vscode.dev', 'management.azure.com'];

export interface CloudProxy {
  /** `http://127.0.0.1:<port>`; for the browser, and in `env`. */
  readonly proxyUrl: string;
  /** For the workbench's server, and so for its extension host: where the proxy is and whom to trust. */
  readonly env: Readonly<Record<string, string>>;
  /** User settings without which the extension host does not look at `NODE_EXTRA_CA_CERTS`. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** `host:port` of each connection that was refused, and addresses asked for without TLS. */
  readonly refused: readonly string[];
  stop(): Promise<void>;
}

/** Starts it in front of an emulator whose certificate names these hosts. */
export async function startCloudProxy(
  emulator: Emulator,
  hosts: readonly string[] = cloudHosts,
): Promise<CloudProxy> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cloud-proxy-'));
  const caFile = path.join(folder, 'ca.pem');
  fs.writeFileSync(caFile, emulator.ca);
  const refused: string[] = [];
  const sockets = new Set<Duplex>();
  const proxy = http.createServer((request, response) => {
    refused.push(request.url ?? '');
    response.writeHead(502).end();
  });
  proxy.on('connection', socket => keep(sockets, socket));
  proxy.on('connect', (request, client: Duplex, head: Buffer) => {
    const target = request.url ?? '';
    client.on('error', () => client.destroy());
    if (hosts.some(host => target === `${host}:443`)) {
      keep(sockets, tunnel(client, head, emulator.server.port));
      return;
    }
    refused.push(target);
    client.end('HTTP/1.1 502 Refused by the test proxy\r\n\r\n');
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {
    proxyUrl,
    env: environment(proxyUrl, caFile),
    settings: { 'http.systemCertificates': false },
    refused,
    async stop() {
      const closed = new Promise<void>(resolve => proxy.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Joins the client to the emulator's TLS port; the bytes between them are none of the proxy's business. */
function tunnel(client: Duplex, head: Buffer, port: number): net.Socket {
  const upstream = net.connect(port, '127.0.0.1', () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    upstream.write(head);
    upstream.pipe(client);
    client.pipe(upstream);
  });
  upstream.on('error', () => client.destroy());
  client.on('close', () => upstream.destroy());
  return upstream;
}

function keep(sockets: Set<Duplex>, socket: Duplex): void {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
}

function environment(proxyUrl: string, caFile: string): Record<string, string> {
  const direct = '127.0.0.1,localhost';
  return {
    HTTPS_PROXY: proxyUrl,
    https_proxy: proxyUrl,
    HTTP_PROXY: proxyUrl,
    http_proxy: proxyUrl,
    NO_PROXY: direct,
    no_proxy: direct,
    NODE_EXTRA_CA_CERTS: caFile,
  };
}
