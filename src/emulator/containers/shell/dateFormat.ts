/** `date` in UTC, with the usual `+%…` letters. */
export function formatDate(now: number, words: readonly string[]): string {
  const pattern = words.find(word => word.startsWith('+'))?.slice(1) ?? '%a %b %e %H:%M:%S UTC %Y';
  const time = new Date(now);
  const iso = time.toISOString();
  const parts: Readonly<Record<string, string>> = {
    Y: iso.slice(0, 4),
    m: iso.slice(5, 7),
    d: iso.slice(8, 10),
    e: iso.slice(8, 10).replace(/^0/, ' '),
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
    N: `${iso.slice(20, 23)}000000`,
    F: iso.slice(0, 10),
    T: iso.slice(11, 19),
    s: String(Math.floor(now / 1000)),
    a: time.toUTCString().slice(0, 3),
    b: time.toUTCString().slice(8, 11),
    Z: 'UTC',
    z: '+0000',
    '%': '%',
  };
  return pattern.replace(/%([YmdeHMSNFTsabZz%])/g, (_, letter: string) => parts[letter] ?? '');
}
