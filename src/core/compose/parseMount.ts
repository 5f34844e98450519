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
  const isPath = mount && mount.target !== '' && (isOnDrive(mount) || !mount.target.includes(':'));
  return isPath ? mount : undefined;
}

/** Whether it is mounted at a drive of a Windows container: mount paths have no colon in Azure (its API description). */
export function isOnDrive({ target }: Mount): boolean {
  return /^[A-Za-z]:[^:]*$/.test(target);
}

/** The parts of a short form between its colons; that of a drive is part of a path, as in compose-go's format/volume.go. */
export function mountSections(text: string): readonly string[] {
  return text.split(/(?<!(?:^|:)[A-Za-z]):/);
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
  const sections = mountSections(text);
  const [first = '', second, mode = ''] = sections;
  if (sections.length > 3 || sections.includes('')) return undefined;
  const isTarget = second === undefined;
  const source = isTarget ? '' : first;
  return {
    kind: /^([./~\\]|[A-Za-z]:)/.test(source) ? 'bind' : 'volume',
    source,
    target: isTarget ? first : second,
    readOnly: mode.split(',').includes('ro'),
    dropped: [],
  };
}
