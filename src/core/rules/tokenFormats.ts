/**
 * Tokens and keys that are known by their form alone, which their makers gave them so that they are found. As the source
 * of one case-sensitive regular expression, which takes a time that grows with the text's length only: a repetition
 * stands last, or is followed by what can't be part of it, and no token begins within another.
 */

const alone = '(?<![A-Za-z0-9])';

const formats: readonly string[] = [
  // GitHub ("About authentication to GitHub", token formats), GitLab ("Token overview", token prefixes).
  String.raw`${alone}gh[pousr]_[A-Za-z0-9]{36,}`,
  String.raw`${alone}github_pat_\w{22,}`,
  String.raw`${alone}gl(?:pat|oas|dt|rt|rtr|cbt|ptt|ft|imt|agent|wt|soat|ffct)-[\w.-]{20,}`,
  // npm, PyPI, Docker Hub, Hugging Face.
  String.raw`${alone}npm_[A-Za-z0-9]{36,}`,
  String.raw`${alone}pypi-AgE[\w-]{50,}`,
  String.raw`${alone}dckr_(?:pat|oat)_[\w-]{20,}`,
  String.raw`${alone}hf_[A-Za-z]{30,}`,
  // Slack ("Tokens", "Incoming webhooks").
  String.raw`${alone}(?:xox[abeoprs]|xapp)-[\w-]{10,}`,
  String.raw`\bhttps:\/\/hooks\.slack\.com\/services\/[\w/]{20,}`,
  // OpenAI, Anthropic (sk-), Stripe, SendGrid.
  String.raw`${alone}sk-[\w-]{20,}`,
  String.raw`${alone}(?:[rs]k_(?:live|test)|whsec)_\w{16,}`,
  String.raw`${alone}SG\.[\w-]{16,}\.[\w-]{16,}`,
  // Google: API keys, access tokens, client secrets ("OAuth 2.0").
  String.raw`${alone}AIza[\w-]{35}`,
  String.raw`${alone}ya29\.[\w-]{20,}`,
  String.raw`${alone}GOCSPX-[\w-]{20,}`,
  // AWS ("IAM identifiers", unique ID prefixes): access keys, lasting and temporary.
  String.raw`${alone}(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])`,
  // A JSON web token (RFC 7519), signed or encrypted, also one whose end is cut off.
  String.raw`(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)*`,
  // A client secret of Entra ID.
  String.raw`(?<![\w.~-])[\w.~-]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])`,
  // A key of a storage account, of Cosmos DB and their like: 64 bytes in base64. No digest of a web page's script.
  String.raw`(?<![\w+/-])[A-Za-z0-9+/]{86}==(?!=)`,
  // Newer keys of Azure carry a mark: of AI services and others, registries, Azure DevOps (github.com/microsoft/security-utilities).
  String.raw`${alone}[A-Za-z0-9]{52}JQQJ9[A-Za-z0-9]{27}(?![A-Za-z0-9])`,
  String.raw`(?<![\w+/-])[A-Za-z0-9+/]{42}\+ACR[A-D][A-Za-z0-9+/]{5}(?![\w+/=])`,
  String.raw`${alone}[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}(?![A-Za-z0-9])`,
];

export const tokenFormats = formats.join('|');
