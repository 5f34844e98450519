/** The public clouds' front doors. The emulator's come from the emulator when it starts. */
import type { CloudId } from '../core/model.ts';
import type { CloudEndpoints } from '../core/ports.ts';

const azure: CloudEndpoints = {
  id: 'azure',
  displayName: 'Azure',
  resourceManagerEndpoint: 'https://management.azure.com',
  scope: 'https://management.azure.com/.default',
  portalUrl: 'https://portal.azure.com',
  graph: { endpoint: 'https://graph.microsoft.com', scope: 'https://graph.microsoft.com/.default' },
};

const usGovernment: CloudEndpoints = {
  id: 'usGovernment',
  displayName: 'Azure US Government',
  resourceManagerEndpoint: 'https://management.usgovcloudapi.net',
  scope: 'https://management.usgovcloudapi.net/.default',
  portalUrl: 'https://portal.azure.us',
  graph: { endpoint: 'https://graph.microsoft.us', scope: 'https://graph.microsoft.us/.default' },
};

const china: CloudEndpoints = {
  id: 'china',
  displayName: 'Azure operated by 21Vianet (China)',
  resourceManagerEndpoint: 'https://management.chinacloudapi.cn',
  scope: 'https://management.chinacloudapi.cn/.default',
  portalUrl: 'https://portal.azure.cn',
  graph: {
    endpoint: 'https://microsoftgraph.chinacloudapi.cn',
    scope: 'https://microsoftgraph.chinacloudapi.cn/.default',
  },
};

export const clouds: Readonly<Record<Exclude<CloudId, 'emulator'>, CloudEndpoints>> = {
  azure,
  usGovernment,
  china,
};

/** Whether a URL's host is this machine: no proxy is used for it, and a certificate of our own may vouch for it. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
