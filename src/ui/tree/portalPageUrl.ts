/**
 * The group's page in the portal of its cloud, in the directory (tenant) that it belongs to: without one the portal
 * takes the directory that was used last. `portal` without a trailing slash; `id` is the ARM id.
 */
export function portalPageUrl(portal: string, tenantId: string | undefined, id: string): string {
  return `${portal}/#@${tenantId ?? ''}/resource${id}`;
}
