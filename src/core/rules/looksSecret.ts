/**
 * What looks like a secret in a plain environment variable, which everyone who may read the group can see. Found by
 * names that people give to secrets and by values that are some; a false alarm is worse than a secret that is missed.
 */
import { hasSecretReference } from './secretReference.ts';
import { tokenFormats } from './tokenFormats.ts';

/** Whether the variable most likely holds a secret; without `value` by its name alone. */
export function looksSecret(name: string, value?: string): boolean {
  if (value === undefined) return nameLooksSecret(name);
  if (value.trim() === '' || hasSecretReference(value)) return false;
  // az puts a variable of the environment there.
  if (/^\$\{[^{}]+\}$/.test(value)) return nameLooksSecret(name);
  if (value.includes('${')) return false;
  return valueLooksSecret(value) || (nameLooksSecret(name) && isPossibleSecretValue(name, value));
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}

const secretWords = wordSet(`
  pass passwd password passwords passphrase passcode pwd pw secret secrets token tokens credential
  credentials sas apikey apitoken
`);

/** After the word for a secret: something about it, not itself (`PASSWORD_FILE`, `JWT_SECRET_EXPIRES_IN`). */
const aboutWords = wordSet(`
  file files filename path paths dir directory folder mount volume url uri endpoint host hostname
  server port address region arn bucket name names id ids user username email alias ref reference
  label title length size min max minimum maximum count limit limits attempts retries ttl age expiry
  expires expiration expire lifetime duration validity timeout ms seconds secs minutes mins hours days
  interval rotation refresh issuer audience scope scopes claim claims algorithm alg type kind format
  enabled enable disabled disable required allowed policy mode method strategy provider store vault
  manager service backend source version level encoding header prefix suffix field param parameter
  template regex pattern rules check validation verification reset resource group class index
  separator
`);

/** Before `key`: not a secret. */
const openKeyWords = wordSet(`
  public publishable pub site instrumentation measurement authorized trusted partition sort foreign
  range row index object cache routing hash lookup message event config feature translation
  idempotency
`);

/** Before `key`: a secret even where other words follow (`API_KEY_GITHUB`). */
const secretKeyWords = wordSet(`
  api access private account storage master encryption signing shared
`);

/** `MAX_TOKENS` counts them. */
const countWords: ReadonlySet<string> = new Set(['max', 'min', 'num', 'total', 'count']);

function nameLooksSecret(name: string): boolean {
  if (/^(?:old)?pwd$/i.test(name)) return false; // the directory that a shell is in
  const words = wordsOf(name);
  if (words.some(word => countWords.has(word))) return false;
  const last = words.findLastIndex((_, index) => isSecretWord(words, index));
  if (last < 0 && !isConnection(name)) return false;
  return !words.slice(last + 1).some(word => aboutWords.has(word));
}

function isSecretWord(words: readonly string[], index: number): boolean {
  const [before = '', word = ''] = [words[index - 1], words[index]];
  if (secretWords.has(word) || /passw(?:or)?d|secret(?!ar)|apikey/.test(word)) return true;
  if (word !== 'key' && word !== 'keys') return /(?:access|account|private)key$/.test(word);
  return secretKeyWords.has(before) || (index > 0 && index === words.length - 1 && !openKeyWords.has(before));
}

/** `dbPassword1` is `db`, `password`. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(word => word !== '');
}

/** ASP.NET's and Azure Functions' names for connection strings, and what everybody else calls one. */
function isConnection(name: string): boolean {
  const joined = wordsOf(name).join('');
  return /connectionstrings?|connstr(?:ing)?|^azurewebjobsstorage$/.test(joined);
}

const switches =
  /^(?:true|false|yes|no|on|off|0|1|y|n|none|null|nil|enabled?|disabled?|required|optional|managedidentity)$/i;

/** Whether a value under such a name may be the secret itself. */
function isPossibleSecretValue(name: string, value: string): boolean {
  const text = value.trim();
  if (switches.test(text)) return false;
  if (isConnection(name)) return !isOpenConnection(text);
  if (/^(?:\/[\w.-]+){2,}\/?$|^\.{1,2}\/|^[A-Za-z]:\\|\/\S+\.(?:pem|key|pfx|jks|json)$/.test(text))
    return false; // a file
  if (/^https?:\/\/[^\s@]*$/i.test(text)) return false; // an address; a secret in it is found by its value
  return !(/token/i.test(name) && /^\d+$/.test(text)); // a number of tokens
}

/** A connection string that names what it connects to, and nothing to prove who connects. */
function isOpenConnection(text: string): boolean {
  if (/^InstrumentationKey=/i.test(text)) return true; // Application Insights: no secret by Microsoft's own word
  if (/^UseDevelopmentStorage=true;?$/i.test(text)) return true;
  return /^[\w ]+=|^[\w.-]+(?::\d+)?(?:,|$)|^[\w.+-]+:\/\/[^@]*$/.test(text); // a password in it is found by its value
}

/** Not what stands for a secret that is filled in later: `%NAME%`, `{{name}}`, `<name>`, `$NAME`, `***`. */
const notPlaceholder = String.raw`(?![%{<$*\[])`;

const secretValues: readonly RegExp[] = [
  // A password in an address: postgres://user:password@host
  new RegExp(String.raw`\b[a-z][a-z0-9+.-]{0,40}://[^\s/:@]*:${notPlaceholder}[^\s/@]+@`, 'i'),
  // A connection string's own names for what proves who connects.
  new RegExp(
    String.raw`(?:^|[;,\s?&])(?:password|pwd|user ?password|account ?key|access ?key|shared ?access ?key|shared ?access ?signature|shared ?secret|client ?secret|api ?key)\s*=\s*["']?${notPlaceholder}[^\s;,"'&]`,
    'i',
  ),
  // A shared access signature.
  /[?&]sig=[\w%+/]{20,}/i,
  /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/,
  new RegExp(tokenFormats),
];

function valueLooksSecret(value: string): boolean {
  return secretValues.some(pattern => pattern.test(value));
}
