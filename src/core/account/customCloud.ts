/** A cloud that the settings describe: Azure Stack Hub, or one that this extension doesn't know by name. */
import type { CloudEndpoints } from './cloudEndpoints.ts';

export type CustomCloudField =
  'name' | 'resourceManagerEndpoint' | 'authorityHost' | 'audience' | 'portalUrl';

/** What is wrong with the description; `field` is undefined where there is none at all. */
export interface CustomCloudProblem {
  readonly field: CustomCloudField | undefined;
  /**
   * `address`: no URL, or one with a user, query or fragment in it. `https`: one that isn't safe. `public`: it belongs
   * to a public cloud, whose tokens must not go to another server.
   */
  readonly rule: 'missing' | 'text' | 'address' | 'https' | 'public';
}

/** Reads `aci.customCloud`. Addresses are https. */
export function readCustomCloud(
  setting: unknown,
): { readonly cloud: CloudEndpoints } | { readonly problem: CustomCloudProblem } {
  const fields = typeof setting === 'object' && setting !== null ? { ...setting } : {};
  if (Object.keys(fields).length === 0) return { problem: { field: undefined, rule: 'missing' } };
  const text = (field: CustomCloudField) => textOf(field, Reflect.get(fields, field));
  const address = (field: CustomCloudField) => addressOf(field, text(field));
  try {
    const resourceManagerEndpoint = address('resourceManagerEndpoint');
    const audience = isSet(fields, 'audience') ? text('audience') : resourceManagerEndpoint;
    const authorityHost = address('authorityHost');
    assertTokenAudienceIsSafe(resourceManagerEndpoint, authorityHost, audience);
    return {
      cloud: {
        id: 'custom',
        displayName: text('name'),
        resourceManagerEndpoint,
        authorityHost,
        scope: `${audience.replace(/\/(?:\.default)?$/, '')}/.default`,
        ...(isSet(fields, 'portalUrl') ? { portalUrl: address('portalUrl') } : {}),
      },
    };
  } catch (error) {
    if (error instanceof InvalidSettingError) return { problem: error.problem };
    throw error;
  }
}

/** Where Microsoft signs people in (learn.microsoft.com "National clouds", and the older names of the same). */
const publicAuthority =
  /(?:^|\.)(?:login\.microsoft\.com|microsoftonline\.(?:com|us|cn|de)|microsoftonline-p\.com|chinacloudapi\.cn|windows\.net|ciamlogin\.com)$/;
/** Resource Manager of the public clouds, by its endpoints and by its older audiences. */
const publicResourceManager =
  /^management\.(?:core\.)?(?:azure\.com|windows\.net|usgovcloudapi\.net|chinacloudapi\.cn|cloudapi\.de|microsoftazure\.de)$/;
/**
 * What Azure Stack Hub asks tokens for (learn.microsoft.com "Connect to Azure Stack Hub"): an app of its owner's tenant.
 */
const stackHubAudience = /^(?:admin)?management\.[a-z0-9-]+\.onmicrosoft\.(?:com|us|cn)$/;

/**
 * A token of a public authority for anything but the described server itself is worth something elsewhere: it would be
 * handed to that server. Throws where the description makes that happen.
 */
function assertTokenAudienceIsSafe(endpoint: string, authority: string, audience: string): void {
  const server = hostOf(endpoint);
  const wanted = hostOf(audience);
  const isPublicServer = publicResourceManager.test(server);
  if (publicResourceManager.test(wanted) && !isPublicServer)
    throw new InvalidSettingError({ field: 'audience', rule: 'public' });
  if (!publicAuthority.test(hostOf(authority))) return;
  const isItsOwn = isPublicServer
    ? publicResourceManager.test(wanted) && publicCloudOf(wanted) === publicCloudOf(server)
    : wanted === server || stackHubAudience.test(wanted);
  if (!isItsOwn) throw new InvalidSettingError({ field: 'audience', rule: 'public' });
}

/** Lower case, without the dot that a full name may end with; '' where there is none, as in `api://…` or an id. */
function hostOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url.hostname.toLowerCase().replace(/\.$/, '') : '';
}

/** `com`, `net`, `cn`: enough to tell one public cloud's Resource Manager from another's. */
function publicCloudOf(host: string): string {
  return host.includes('usgov') ? 'us' : /\.(?:cn|de)$/.test(host) ? host.slice(-2) : 'global';
}

class InvalidSettingError extends Error {
  readonly problem: CustomCloudProblem;

  constructor(problem: CustomCloudProblem) {
    super(problem.rule);
    this.problem = problem;
  }
}

function isSet(fields: object, field: CustomCloudField): boolean {
  const value: unknown = Reflect.get(fields, field);
  return value !== undefined && value !== '';
}

function textOf(field: CustomCloudField, value: unknown): string {
  if (value === undefined || value === '') throw new InvalidSettingError({ field, rule: 'missing' });
  if (typeof value !== 'string' || value.trim() === '')
    throw new InvalidSettingError({ field, rule: 'text' });
  return value.trim();
}

/** Without a trailing slash. */
function addressOf(field: CustomCloudField, text: string): string {
  if (!URL.canParse(text)) throw new InvalidSettingError({ field, rule: 'address' });
  const url = new URL(text);
  if (url.username || url.password || url.search || url.hash)
    throw new InvalidSettingError({ field, rule: 'address' });
  if (url.protocol !== 'https:') throw new InvalidSettingError({ field, rule: 'https' });
  return url.href.replace(/\/+$/, '');
}
