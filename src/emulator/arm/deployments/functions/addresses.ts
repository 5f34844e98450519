/** "CIDR functions for ARM templates" (learn.microsoft.com), for IPv4. */
import type { Json } from '../../../json.ts';
import { define, type FunctionTable, integerOf, invalidCall, textOf } from './templateFunction.ts';

export const addressFunctions: FunctionTable = {
  cidrHost: define(2, 2, (args, _, name) => {
    const { first, bits } = readRange(args, name);
    const index = integerOf(args, 1, name);
    // The address after the network's own is host 0.
    const address = first + index + 1;
    if (index < 0 || address > lastOf(first, bits))
      throw invalidCall(name, `has a host index '${index}' that is out of range.`);
    return written(address);
  }),
  cidrSubnet: define(3, 3, (args, _, name) => {
    const { first, bits } = readRange(args, name);
    const [newBits, index] = [integerOf(args, 1, name), integerOf(args, 2, name)];
    if (newBits < bits || newBits > 32 || index < 0 || index >= 2 ** (newBits - bits)) {
      throw invalidCall(name, `has a prefix '${newBits}' or an index '${index}' that is out of range.`);
    }
    return `${written(first + index * 2 ** (32 - newBits))}/${newBits}`;
  }),
  parseCidr: define(1, 1, (args, _, name) => {
    const { first, bits } = readRange(args, name);
    const last = lastOf(first, bits);
    return {
      network: written(first),
      netmask: written(2 ** 32 - 2 ** (32 - bits)),
      broadcast: written(last),
      firstUsable: written(first + 1),
      lastUsable: written(last - 1),
      cidr: bits,
    };
  }),
};

function readRange(args: readonly Json[], name: string): { readonly first: number; readonly bits: number } {
  const text = textOf(args, 0, name);
  const [, address = '', length = ''] = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(text) ?? [];
  const parts = address.split('.').map(Number);
  const bits = Number(length);
  if (address === '' || bits > 32 || parts.some(each => each > 255)) {
    throw invalidCall(name, `has an invalid range '${text}'.`);
  }
  const value = parts.reduce((sum, each) => sum * 256 + each, 0);
  const size = 2 ** (32 - bits);
  return { first: Math.floor(value / size) * size, bits };
}

function lastOf(first: number, bits: number): number {
  return first + 2 ** (32 - bits) - 1;
}

function written(address: number): string {
  return [24, 16, 8, 0].map(shift => Math.floor(address / 2 ** shift) % 256).join('.');
}
