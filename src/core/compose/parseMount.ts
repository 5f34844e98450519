/** One entry of a service's `volumes`, in its short and its long form. */
import { isObject, type Json, type JsonObject } from '../json.ts';
import { plainText, isTrue } from './values.ts';

export interface Mount {
  readonly kind: 'volume' | 'bind' | 'tmpfs';
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** Keys that say more than a group can have. */
  readonly dropped: readonly string[];
}

/** Undefined for what is no mount. */
export function parseMount(item: Json): Mount | undefined {
  const mount = isObject(item) ? parseLongMount(item) : parseShortMount(plainText(item) ?? '');
  return mount && mount.target !== '' && !mount.target.includes(':') ? mount : undefined;
}

function parseLongMount(item: JsonObject): Mount | undefined {
  const type = plainText(item['type']) ?? 'volume';
  const known = ['type', 'source', 'target', 'read_only', 'bind', 'consistency'];
  return {
    kind: type === 'volume' || type === 'tmpfs' ? type : 'bind',
    source: plainText(item['source']) ?? '',
    target: plainText(item['target']) ?? '',
    readOnly: isTrue(item['read_only']),
    dropped: Object.keys(item).filter(key => !known.includes(key)),
  };
}

/** `[source:]target[:mode]`; a source with a slash, dot or tilde in front, or a drive, is a place on this computer. */
function parseShortMount(text: string): Mount | undefined {
  const drive = /^[A-Za-z]:[\\/]/.exec(text)?.[0] ?? '';
  const parts = text.slice(drive.length).split(':');
  const [first = '', second, mode = ''] = parts;
  if (parts.length > 3) return undefined;
  const isTarget = second === undefined;
  const source = isTarget ? '' : drive + first;
  return {
    kind: drive !== '' || /^[./~\\]/.test(source) ? 'bind' : 'volume',
    source,
    target: isTarget ? drive + first : second,
    readOnly: mode.split(',').includes('ro'),
    dropped: [],
  };
}
