/** What somebody could write into a name, an event, a tag or a log so that an editor does something with it. */
import fc from 'fast-check';

const pieces = [
  '[evil](command:workbench.action.quit)',
  '[evil](https://evil.example "evil")',
  '![evil](https://evil.example/pixel.png)',
  '<a href="command:evil">',
  '<img src=x onerror=evil()>',
  '</main><script>evil()</script>',
  '<https://evil.example>',
  'https://evil.example',
  'www.evil.example',
  'evil@evil.example',
  '[evil]: command:evil',
  '[evil][]',
  '$(trash)',
  '&lt;b&gt;&#x3c;&quot;',
  ...['`', '``', '```', '~~~', '\\', '\n', '\r\n', '\n\n', '\t', ' ', '(', ')', '[', ']', '<', '>', '*', '_'],
  ...['#', '|', '-', '!', '"', "'", '\u0000', '\u2028', '\u202E', 'evil', 'ü', '🚀'],
];

/** Text put together of such pieces, and of anything. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 12 })
  .map(parts => parts.join(''));
