/** "String functions for ARM templates" (learn.microsoft.com), but for those that encode. */
import { isList, type Json } from '../../json.ts';
import { format } from './format.ts';
import { guid, uniqueString } from './hashes.ts';
import { asPlainText, type Functions, isInteger, isSimple, isText, onlyAzure } from './templateFunction.ts';

export const stringFunctions: Functions = {
  endswith: ([text, end]) =>
    isText(text) && isText(end) ? text.toLowerCase().endsWith(end.toLowerCase()) : undefined,
  format,
  guid: args => hashed(args, guid),
  join: ([list, delimiter]) =>
    isList(list) && list.every(isSimple) && isText(delimiter)
      ? list.map(asPlainText).join(delimiter)
      : undefined,
  newguid: (args, { newGuid }) => (args.length > 0 ? undefined : newGuid ? newGuid() : onlyAzure),
  padleft: ([value, length, sign]) => {
    const isSign = sign === undefined || (isText(sign) && sign.length === 1);
    return (isText(value) || isInteger(value)) && isInteger(length) && isSign
      ? String(value).padStart(length, sign ?? ' ')
      : undefined;
  },
  replace: ([text, wanted, put]) =>
    isText(text) && isText(wanted) && wanted !== '' && isText(put)
      ? text.replaceAll(wanted, () => put)
      : undefined,
  split,
  startswith: ([text, start]) =>
    isText(text) && isText(start) ? text.toLowerCase().startsWith(start.toLowerCase()) : undefined,
  substring: ([text, start = 0, length, ...rest]) => {
    if (!isText(text) || !isInteger(start) || rest.length > 0) return undefined;
    const count = length ?? text.length - start;
    const isInside = isInteger(count) && start >= 0 && count >= 0 && start + count <= text.length;
    return isInside ? text.slice(start, start + count) : undefined;
  },
  tolower: ([text]) => (isText(text) ? text.toLowerCase() : undefined),
  toupper: ([text]) => (isText(text) ? text.toUpperCase() : undefined),
  trim: ([text]) => (isText(text) ? text.trim() : undefined),
  uniquestring: args => hashed(args, uniqueString),
};

function hashed(args: readonly Json[], hash: (text: string) => string): string | undefined {
  return args.length > 0 && args.every(isText) ? hash(args.join('-')) : undefined;
}

/** By one delimiter, or by each of a list of them. */
function split([text, delimiter]: readonly Json[]): Json | undefined {
  const delimiters = isList(delimiter) ? delimiter : delimiter === undefined ? [] : [delimiter];
  if (!isText(text) || delimiters.length === 0 || !delimiters.every(isText)) return undefined;
  return delimiters.reduce<readonly string[]>(
    (parts, sign) => (sign === '' ? parts : parts.flatMap(part => part.split(sign))),
    [text],
  );
}
