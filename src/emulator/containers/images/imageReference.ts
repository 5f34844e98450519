/** An image's name taken apart: `server/repository:tag@digest`. */
export interface Reference {
  /** With its server where one is named: `contoso.azurecr.io/shop`. */
  readonly repository: string;
  readonly server: string;
  readonly tag: string;
  readonly digest: string | undefined;
}

/** Splits a reference; Docker Hub's own spellings (`docker.io/library/nginx`) become the short one. */
export function splitReference(reference: string): Reference {
  const [named = '', digest] = reference.split('@');
  const match = /^(.*?)(?::([^:/]*))?$/.exec(named);
  const repository = (match?.[1] ?? '').replace(/^(?:index\.|registry-1\.)?docker\.io\/(?:library\/)?/, '');
  const first = repository.split('/')[0] ?? '';
  const isServer = repository.includes('/') && /[.:]|^localhost$/.test(first);
  return { repository, server: isServer ? first : 'index.docker.io', tag: match?.[2] ?? 'latest', digest };
}
