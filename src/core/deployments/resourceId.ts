export interface ParsedResourceId {
  /** `Microsoft.Storage/storageAccounts/blobServices` */
  readonly type: string;
  /** A segment for each of the type: `files/default`. */
  readonly name: string;
  readonly resourceGroup: string | undefined;
}

/** The parts of an ARM id; of an extension's id those of the extension. Undefined where it is none of a resource. */
export function parseResourceId(id: string): ParsedResourceId | undefined {
  const at = id.toLowerCase().lastIndexOf('/providers/');
  if (!id.startsWith('/') || at < 0) return undefined;
  const [namespace, ...rest] = id.slice(at + '/providers/'.length).split('/');
  const types = rest.filter((_, index) => index % 2 === 0);
  const names = rest.filter((_, index) => index % 2 === 1);
  if (!namespace || types.length === 0 || types.length !== names.length) return undefined;
  const [, resourceGroup] = /\/resourceGroups\/([^/]+)/i.exec(id) ?? [];
  return { type: [namespace, ...types].join('/'), name: names.join('/'), resourceGroup };
}
