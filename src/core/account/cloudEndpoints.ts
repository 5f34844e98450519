import type { CloudId } from '../model/cloud.ts';

/** Where a cloud is reached. */
export interface CloudEndpoints {
  readonly id: CloudId;
  readonly displayName: string;
  /** Without a trailing slash: `https://management.azure.com`. */
  readonly resourceManagerEndpoint: string;
  /** The scope to ask tokens for: `https://management.azure.com/.default`. */
  readonly scope: string;
  /** Where tokens come from, without a trailing slash: `https://login.microsoftonline.com`. */
  readonly authorityHost: string;
  /** Without a trailing slash; absent where there is no portal. */
  readonly portalUrl?: string;
  /** Microsoft Graph; absent where there is none. */
  readonly graph?: { readonly endpoint: string; readonly scope: string };
  /** PEM of a certificate authority to trust beside the usual ones: the emulator's own. */
  readonly ca?: string;
}

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

/**
 * Clouds whose endpoints are always the same: a custom one's are in the settings, the emulator's known when it runs.
 */
const publicClouds: Readonly<Record<Exclude<CloudId, 'custom' | 'emulator'>, CloudEndpoints>> = {
  azure,
  usGovernment,
  china,
};

/** Undefined where the cloud is no public one. */
export function publicCloud(id: CloudId): CloudEndpoints | undefined {
  return id === 'custom' || id === 'emulator' ? undefined : publicClouds[id];
}

/** Whether it is where a public cloud's tokens come from. */
export function isPublicAuthority(authorityHost: string): boolean {
  return Object.values(publicClouds).some(cloud => cloud.authorityHost === authorityHost);
}
