/** The public clouds' front doors. A custom one's are in the settings, the emulator's come from it when it starts. */
import type { CloudEndpoints } from '../core/account/cloudEndpoints.ts';
import type { CloudId } from '../core/model/cloud.ts';

const azure: CloudEndpoints = {
  id: 'azure',
  displayName: 'Azure',
  resourceManagerEndpoint: 'https://management.azure.com',
  authorityHost: 'https://login.microsoftonline.com',
  scope: 'https://management.azure.com/.default',
  portalUrl: 'https://portal.azure.com',
  graph: { endpoint: 'https://graph.microsoft.com', scope: 'https://graph.microsoft.com/.default' },
};

const usGovernment: CloudEndpoints = {
  id: 'usGovernment',
  displayName: 'Azure US Government',
  resourceManagerEndpoint: 'https://management.usgovcloudapi.net',
  authorityHost: 'https://login.microsoftonline.us',
  scope: 'https://management.usgovcloudapi.net/.default',
  portalUrl: 'https://portal.azure.us',
  graph: { endpoint: 'https://graph.microsoft.us', scope: 'https://graph.microsoft.us/.default' },
};

const china: CloudEndpoints = {
  id: 'china',
  displayName: 'Azure China',
  resourceManagerEndpoint: 'https://management.chinacloudapi.cn',
  authorityHost: 'https://login.chinacloudapi.cn',
  scope: 'https://management.chinacloudapi.cn/.default',
  portalUrl: 'https://portal.azure.cn',
  graph: {
    endpoint: 'https://microsoftgraph.chinacloudapi.cn',
    scope: 'https://microsoftgraph.chinacloudapi.cn/.default',
  },
};

/** Clouds whose addresses everybody knows. */
export type PublicCloud = Exclude<CloudId, 'emulator' | 'custom'>;

export const clouds: Readonly<Record<PublicCloud, CloudEndpoints>> = {
  azure,
  usGovernment,
  china,
};
