/** Text out of bytes that come in pieces: a character whose bytes are apart waits until it is whole. */
export interface Utf8Decoder {
  push(bytes: Uint8Array): string;
  /** What is left when nothing more comes: U+FFFD for half a character. */
  end(): string;
}

export function createUtf8Decoder(): Utf8Decoder {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  return { push: bytes => utf8.decode(bytes, { stream: true }), end: () => utf8.decode() };
}
