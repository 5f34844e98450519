/** .NET's composite formatting, as far as `format()` is used: `{0}`, `{1:D3}`, `{0,10}`, `{{`. */
import type { Json } from '../../../json.ts';
import { invalidCall, textFrom } from './templateFunction.ts';

export function formatText(text: string, values: readonly Json[], name: string): string {
  return text.replaceAll(
    /\{\{|\}\}|\{(\d+)(?:,(-?\d+))?(?::([^}]*))?\}|[{}]/g,
    (match, index?: string, width?: string, style?: string) => {
      if (match === '{{' || match === '}}') return match.charAt(0);
      const value = index === undefined ? undefined : values[Number(index)];
      if (value === undefined) {
        throw invalidCall(name, `has an invalid format string '${text}'.`);
      }
      return padded(styled(value, style ?? ''), Number(width ?? 0));
    },
  );
}

function padded(text: string, width: number): string {
  return width < 0 ? text.padEnd(-width) : text.padStart(width);
}

function styled(value: Json, style: string): string {
  const [, kind = '', digits = ''] = /^([A-Za-z])(\d*)$/.exec(style) ?? [];
  if (typeof value !== 'number' || (style !== '' && kind === '')) {
    return typeof value === 'number' && /^0+$/.test(style)
      ? String(value).padStart(style.length, '0')
      : textFrom(value);
  }
  switch (kind.toLowerCase()) {
    case 'd':
      return withSign(value, String(Math.abs(value)).padStart(Number(digits), '0'));
    case 'x': {
      const hex = value.toString(16).padStart(Number(digits), '0');
      return kind === 'X' ? hex.toUpperCase() : hex;
    }
    case 'n':
      return value.toLocaleString('en-US', fixed(digits));
    case 'f':
      return value.toLocaleString('en-US', { ...fixed(digits), useGrouping: false });
    default:
      return String(value);
  }
}

function fixed(digits: string): Intl.NumberFormatOptions {
  const count = digits === '' ? 2 : Number(digits);
  return { minimumFractionDigits: count, maximumFractionDigits: count };
}

function withSign(value: number, text: string): string {
  return value < 0 ? `-${text}` : text;
}
