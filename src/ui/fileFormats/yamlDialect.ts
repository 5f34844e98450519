/** How the tools whose files we read understand a plain YAML scalar: each reads a dialect of its own. */
import type { ScalarTag } from 'yaml';

export interface Dialect {
  readonly scalars: readonly ScalarTag[];
  /** Whether a key that stands twice is refused; otherwise the later one counts. */
  readonly refusesRepeatedKeys: boolean;
  /** Tags that mean something to the tool although YAML does not know them. */
  readonly tags: readonly string[];
}

function scalar(tag: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag {
  return { tag: `tag:yaml.org,2002:${tag}`, default: true, test, resolve };
}

const nothing = scalar('null', /^(?:~|null|Null|NULL)?$/, () => null);

/** The number if JSON can carry every digit of it, and else the digits as a text, which the service takes as well. */
function whole(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function signed(text: string, magnitude: (digits: string) => bigint): number | string {
  const digits = text.replace(/^[-+]/, '');
  const value = magnitude(digits);
  return whole(text.startsWith('-') ? -value : value);
}

/** `1:30` is 90: digits in base 60. */
function base60(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  return (
    sign *
    text
      .replace(/^[-+]/, '')
      .split(':')
      .reduce((sum, part) => sum * 60 + Number(part), 0)
  );
}

/**
 * Python writes 1.0 into JSON, which the service makes the text "1.0" where it wants a text; JavaScript would write 1.
 */
function pythonFloat(value: number): number | string {
  return Number.isInteger(value) && Math.abs(value) < 1e16 ? value.toFixed(1) : value;
}

/**
 * PyYAML's SafeLoader, with which `az container create --file` reads (`yaml/resolver.py`): YAML 1.1 without `y` and
 * `n`. Dates stay texts, since `apiVersion: 2023-05-01` is how every example writes it. A whole number with a point,
 * and one beyond what JavaScript holds, is a numeral in a text.
 */
export const pyYaml: Dialect = {
  refusesRepeatedKeys: false,
  tags: [],
  scalars: [
    nothing,
    scalar('bool', /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true),
    scalar('bool', /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false),
    scalar('int', /^[-+]?0b[0-1_]+$/, text => signed(text.replaceAll('_', ''), BigInt)),
    scalar('int', /^[-+]?0x[0-9a-fA-F_]+$/, text => signed(text.replaceAll('_', ''), BigInt)),
    scalar('int', /^[-+]?0[0-7_]+$/, text =>
      signed(text.replaceAll('_', ''), digits => BigInt(`0o${digits}`)),
    ),
    scalar('int', /^[-+]?(?:0|[1-9][0-9_]*)$/, text => signed(text.replaceAll('_', ''), BigInt)),
    scalar('int', /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/, text => base60(text.replaceAll('_', ''))),
    scalar('float', /^[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?$/, text =>
      pythonFloat(Number(text.replaceAll('_', ''))),
    ),
    scalar('float', /^\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?$/, text =>
      pythonFloat(Number(text.replaceAll('_', ''))),
    ),
    scalar('float', /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/, text =>
      pythonFloat(base60(text.replaceAll('_', ''))),
    ),
  ],
};

/**
 * go-yaml v3, with which Docker Compose reads (`resolve.go`): YAML 1.2 that still takes 0777 for octal and 1_000 for
 * 1000. `Y`, `yes`, `on` and `53:53` are texts. `!reset` and `!override` belong to Compose's merging of files.
 */
export const goYaml: Dialect = {
  refusesRepeatedKeys: true,
  tags: ['!reset', '!override'],
  scalars: [
    nothing,
    scalar('bool', /^(?:true|True|TRUE)$/, () => true),
    scalar('bool', /^(?:false|False|FALSE)$/, () => false),
    scalar('int', /^[-+]?0b[01_]+$/, text => signed(text.replaceAll('_', ''), BigInt)),
    scalar('int', /^[-+]?0[xX][0-9a-fA-F_]+$/, text => signed(text.replaceAll('_', ''), BigInt)),
    scalar('int', /^[-+]?0o?[0-7_]+$/, text =>
      signed(text.replaceAll('_', ''), digits => BigInt(`0o${digits.replace(/^0o?/, '')}`)),
    ),
    scalar('int', /^[-+]?[0-9][0-9_]*$/, text => signed(text.replaceAll('_', ''), BigInt)),
    scalar('float', /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/, Number),
  ],
};
