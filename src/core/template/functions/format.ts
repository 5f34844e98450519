/** `format()`: .NET's composite formatting, as far as templates use it. */
import type { Json } from '../../json.ts';
import { asPlainText, isInteger, isSimple, isText, onlyAzure } from './templateFunction.ts';

/** `{0}`, `{1,8}`, `{2:N0}`, doubled braces. */
export function format(args: readonly Json[]): string | undefined | typeof onlyAzure {
  const [pattern, ...values] = args;
  if (!isText(pattern)) return undefined;
  const state: { isWrong: boolean; isUnknown: boolean } = { isWrong: false, isUnknown: false };
  const text = pattern.replace(
    /\{\{|\}\}|\{(\d+)(?:,\s*(-?\d{1,4}))?(?::([^{}]*))?\}|[{}]/g,
    (found, index: string | undefined, width: string | undefined, style: string | undefined) => {
      if (found === '{{' || found === '}}') return found.charAt(0);
      const value = index === undefined ? undefined : values[Number(index)];
      if (value === undefined) {
        state.isWrong = true;
        return '';
      }
      const shown = formatValue(value, style);
      state.isUnknown ||= shown === undefined;
      return align(shown ?? '', Number(width ?? 0));
    },
  );
  if (state.isWrong) return undefined;
  return state.isUnknown ? onlyAzure : text;
}

/** Undefined where .NET knows what to write and we don't. */
function formatValue(value: Json, style: string | undefined): string | undefined {
  if (value === null) return '';
  if (!isSimple(value)) {
    // As JSON in single quotes; how it escapes is not known.
    const json = JSON.stringify(value);
    return /['\\]/.test(json) ? undefined : json.replaceAll('"', "'");
  }
  return isInteger(value) && style ? formatInteger(value, style) : asPlainText(value);
}

/** "Standard numeric format strings" D, F, N, X, and custom ones of zeros (learn.microsoft.com). */
function formatInteger(value: number, style: string): string | undefined {
  const [, letter = '', digits = ''] = /^([a-z])(\d{0,2})$/i.exec(style) ?? [];
  const sign = value < 0 ? '-' : '';
  const plain = String(Math.abs(value));
  const decimals = '0'.repeat(digits === '' ? 2 : Number(digits));
  const fraction = decimals === '' ? '' : `.${decimals}`;
  switch (letter.toLowerCase()) {
    case 'd':
      return sign + plain.padStart(Number(digits), '0');
    case 'f':
      return sign + plain + fraction;
    case 'n':
      return sign + plain.replace(/\B(?=(\d{3})+$)/g, ',') + fraction;
    case 'x': {
      const hex = value < 0 ? undefined : value.toString(16).padStart(Number(digits), '0');
      return letter === 'X' ? hex?.toUpperCase() : hex;
    }
    default:
      return /^0+$/.test(style) ? sign + plain.padStart(style.length, '0') : undefined;
  }
}

/** A positive width aligns to the right, a negative one to the left. */
function align(text: string, width: number): string {
  return width < 0 ? text.padEnd(-width) : text.padStart(width);
}
