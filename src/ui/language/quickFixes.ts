/** What can be done with one click about what `diagnostics` found. */
import * as l10n from '@vscode/l10n';
import { valueAt } from '../../core/document/jsonPath.ts';
import { asText } from '../../core/json.ts';
import { textToBase64 } from '../../core/document/secretVolumeFiles.ts';
import type { Diagnostic } from './diagnostics.ts';
import type { Mismatch } from './messages.ts';
import { parseGroupFile } from '../fileFormats/parseGroupFile.ts';
import type { Range } from '../fileFormats/parsedFile.ts';

export interface QuickFix {
  readonly title: string;
  readonly edits: readonly (Range & { readonly newText: string })[];
}

/** The fixes for a diagnostic of this very text. */
export function quickFixes(text: string, diagnostic: Diagnostic): readonly QuickFix[] {
  const { cause, start, end } = diagnostic;
  if (!cause) return [];
  const replace = (newText: string) => ({
    title: l10n.t('Write {0}', newText),
    edits: [{ start, end, newText }],
  });
  if ('mismatch' in cause) return mismatchFixes(text.slice(start, end), cause.mismatch, replace);
  if (cause.kind === 'secretInPlainValue') {
    const key = parseGroupFile(text).rangeOf(cause.path, 'key');
    const newText = likeBefore(text.slice(key.start, key.end), 'secureValue');
    return [{ title: l10n.t('Make it a secure variable'), edits: [{ ...key, newText }] }];
  }
  if (cause.kind === 'secretNotBase64') {
    const old = text.slice(start, end);
    const encoded = textToBase64(asText(valueAt(parseGroupFile(text).content, cause.path)));
    const newText = `${likeBefore(old, encoded)}${/\s*$/.exec(old)?.[0] ?? ''}`; // a block ends with its line
    return [{ title: l10n.t('Encode it as base64'), edits: [{ start, end, newText }] }];
  }
  if (cause.rule && 'suggestion' in cause.rule)
    return [replace(likeBefore(text.slice(start, end), cause.rule.suggestion))];
  return [];
}

function mismatchFixes(
  old: string,
  mismatch: Mismatch,
  replace: (newText: string) => QuickFix,
): readonly QuickFix[] {
  if (mismatch.kind === 'unknownValue') return mismatch.known.map(value => replace(likeBefore(old, value)));
  return [];
}

/** Quoted where it was quoted. */
function likeBefore(old: string, value: string): string {
  const quote = /^["']/.exec(old)?.[0] ?? '';
  return `${quote}${value}${quote}`;
}
