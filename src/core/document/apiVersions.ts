/** Versions of the container groups API; where they are from: docs/azure-facts.md. */

/**
 * The newest stable one that every source agrees on: groups are read with it, and files without a version are sent with
 * it.
 */
export const defaultApiVersion = '2025-09-01';

/** The one whose shape the bodies have that are written here (wizard, jobs, Compose). */
export const writtenApiVersion = '2023-05-01';

/** The newest that are known to be published, newest first. */
export const publishedApiVersions: readonly string[] = [
  defaultApiVersion,
  '2024-05-01-preview',
  writtenApiVersion,
  '2022-09-01',
  '2021-10-01',
];
