/** A cloud that the settings describe: Azure Stack Hub, or one that this extension doesn't know by name. */
import { isLoopback } from './loopback.ts';
import type { CloudEndpoints } from './ports.ts';

export type CustomCloudField =
  'name' | 'resourceManagerEndpoint' | 'authorityHost' | 'audience' | 'portalUrl';

/** What is wrong with the description; `field` is undefined where there is none at all. */
export interface CustomCloudProblem {
  readonly field: CustomCloudField | undefined;
  /** `address`: no URL, or one with a user, query or fragment in it. `https`: one that isn't safe. */
  readonly rule: 'missing' | 'text' | 'address' | 'https';
}

/** Reads `aci.customCloud`. Addresses are https; http is for this machine only. */
export function readCustomCloud(
  setting: unknown,
): { readonly cloud: CloudEndpoints } | { readonly problem: CustomCloudProblem } {
  const fields = typeof setting === 'object' && setting !== null ? { ...setting } : {};
  if (Object.keys(fields).length === 0) return { problem: { field: undefined, rule: 'missing' } };
  const text = (field: CustomCloudField) => textOf(field, Reflect.get(fields, field));
  const address = (field: CustomCloudField) => addressOf(field, text(field));
  try {
    const resourceManagerEndpoint = address('resourceManagerEndpoint');
    const audience = has(fields, 'audience') ? text('audience') : resourceManagerEndpoint;
    return {
      cloud: {
        id: 'custom',
        displayName: text('name'),
        resourceManagerEndpoint,
        authorityHost: address('authorityHost'),
        scope: `${audience.replace(/\/(?:\.default)?$/, '')}/.default`,
        ...(has(fields, 'portalUrl') ? { portalUrl: address('portalUrl') } : {}),
      },
    };
  } catch (error) {
    if (error instanceof Wrong) return { problem: error.problem };
    throw error;
  }
}

class Wrong extends Error {
  readonly problem: CustomCloudProblem;

  constructor(problem: CustomCloudProblem) {
    super(problem.rule);
    this.problem = problem;
  }
}

function has(fields: object, field: CustomCloudField): boolean {
  const value: unknown = Reflect.get(fields, field);
  return value !== undefined && value !== '';
}

function textOf(field: CustomCloudField, value: unknown): string {
  if (value === undefined || value === '') throw new Wrong({ field, rule: 'missing' });
  if (typeof value !== 'string' || value.trim() === '') throw new Wrong({ field, rule: 'text' });
  return value.trim();
}

/** Without a trailing slash. */
function addressOf(field: CustomCloudField, text: string): string {
  if (!URL.canParse(text)) throw new Wrong({ field, rule: 'address' });
  const url = new URL(text);
  if (url.username || url.password || url.search || url.hash) throw new Wrong({ field, rule: 'address' });
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(text));
  if (!isSafe) throw new Wrong({ field, rule: 'https' });
  return url.href.replace(/\/+$/, '');
}
