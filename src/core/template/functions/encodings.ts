/** Functions that encode and decode texts: base64, data URIs, parts of URIs. */
import { textToBase64 } from '../../document/secretVolumeFiles.ts';
import type { Json } from '../../json.ts';
import { type Functions, isText } from './templateFunction.ts';
import { parseJson } from './objects.ts';

export const encodingFunctions: Functions = {
  base64: onText(textToBase64),
  base64tojson: onText(text => {
    const plain = fromBase64(text);
    return plain === undefined ? undefined : parseJson(plain);
  }),
  base64tostring: onText(fromBase64),
  datauri: onText(text => `data:text/plain;charset=utf-8;base64,${textToBase64(text)}`),
  datauritostring: onText(fromDataUri),
  uri: ([base, relative]) => (isText(base) && isText(relative) ? joinUri(base, relative) : undefined),
  uricomponent: onText(text =>
    encodeURIComponent(text).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
  ),
  uricomponenttostring: onText(text => {
    try {
      return decodeURIComponent(text);
    } catch {
      return undefined;
    }
  }),
};

function onText(work: (text: string) => Json | undefined) {
  return ([text, ...rest]: readonly Json[]) => (isText(text) && rest.length === 0 ? work(text) : undefined);
}

function fromBase64(text: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), sign => sign.charCodeAt(0)));
  } catch {
    return undefined;
  }
}

function fromDataUri(uri: string): string | undefined {
  const parts = /^data:[^,]*?(;base64)?,(.*)$/is.exec(uri);
  if (!parts) return undefined;
  const [, isBase64, data = ''] = parts;
  try {
    return isBase64 ? fromBase64(data) : decodeURIComponent(data);
  } catch {
    return undefined;
  }
}

function joinUri(base: string, relative: string): string | undefined {
  try {
    return new URL(relative, base).href;
  } catch {
    return undefined;
  }
}
