/**
 * What stands right before and right after a command's own output in what a terminal shows; the exit code and `]]`
 * follow the latter.
 */
export function markers(nonce: string): { readonly begin: string; readonly end: string } {
  return { begin: `[[aci-begin ${nonce}]]`, end: `[[aci-end ${nonce}:` };
}
