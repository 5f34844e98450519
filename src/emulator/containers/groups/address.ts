import { numberOf } from '../../hash.ts';

/** A group's address, always the same for the same group: `20.x.y.z` in public, `10.0.0.z` in a subnet. */
export function addressOf(location: string, name: string, kind: 'Public' | 'Private'): string {
  const octet = (salt: string) => 4 + numberOf(`${salt} ${location} ${name}`, 247);
  return kind === 'Public' ? `20.${octet('a')}.${octet('b')}.${octet('c')}` : `10.0.0.${octet('c')}`;
}
