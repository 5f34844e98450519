import fc from 'fast-check';

/** Text of any characters: control characters, and those of two to four bytes. */
export const anyText = fc.string({
  unit: fc
    .oneof(fc.nat(0xff), fc.nat(0x10ffff))
    .filter(code => code < 0xd800 || code > 0xdfff)
    .map(code => String.fromCodePoint(code)),
});
