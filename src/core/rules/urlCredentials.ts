/**
 * Credentials in an address, as a git repository's often has them: `https://user:token@host`, or a token alone, which
 * is long. A short name alone is none: Azure DevOps puts the organization there.
 */

// Schemes are short; without a bound a long text of dots would be searched from each of them.
const credentials = /\b([a-z][a-z0-9+.-]{0,40}:\/\/)(?:[^\s/@:'"]*:[^\s/'"]*|[^\s/@:'"]{20,})@/gi;

export function hasCredentials(address: string): boolean {
  return address.search(credentials) >= 0;
}

/** The text with `***` in place of the credentials of every address in it. */
export function withoutCredentials(text: string): string {
  return text.replace(credentials, '$1***@');
}
