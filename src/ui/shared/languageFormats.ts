/** Times, numbers and lists as they are written in a person's language. In plain Node that is English. */
let textLanguage = 'en';
let editorLanguage = 'en';

/**
 * Called once, before anything is shown. Words and numbers follow the language of the texts that they stand in, which
 * is English where there is no translation; dates follow the editor.
 */
export function setLanguages(languages: { readonly texts: string; readonly editor: string }): void {
  textLanguage = languages.texts;
  editorLanguage = languages.editor;
}

/** The language of the texts that a person sees, as a BCP 47 tag. */
export function languageOfTexts(): string {
  return textLanguage;
}

/** `web, api, db` */
export function formatList(items: Iterable<string>): string {
  return new Intl.ListFormat(textLanguage, { type: 'conjunction', style: 'narrow' }).format(items);
}

/** `1.5`, `12,000`: for amounts, not for ports, exit codes and what is typed back. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(textLanguage).format(value);
}

/** `24 bytes`, `1.7 kB`, `2.0 MB` */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return formatUnit(bytes, { unit: 'byte', unitDisplay: 'long' });
  const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return bytes < 1_000_000
    ? formatUnit(bytes / 1000, { unit: 'kilobyte', ...oneDecimal })
    : formatUnit(bytes / 1_000_000, { unit: 'megabyte', ...oneDecimal });
}

function formatUnit(value: number, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(textLanguage, { style: 'unit', ...options }).format(value);
}

/** `3 minutes ago` */
export function formatAgo(count: number, unit: 'second' | 'minute' | 'hour' | 'day'): string {
  return new Intl.RelativeTimeFormat(textLanguage).format(-count, unit);
}

/** Writes times (ms since the epoch) in this machine's zone. Making one takes a millisecond: keep it. */
export function dateTimeFormat(options: Intl.DateTimeFormatOptions): (time: number) => string {
  const format = new Intl.DateTimeFormat(editorLanguage, options);
  return time => format.format(time);
}
