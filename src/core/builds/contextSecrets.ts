/** Files of a build context that most likely hold secrets, by the names that they have everywhere. */

const secretNames: readonly RegExp[] = [
  /^\.env(?:\.(?!example$|sample$|template$|dist$|defaults$).+)?$/i,
  /^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/,
  /\.(?:pem|key|pfx|p12|jks|keystore|ppk|kdbx)$/i,
  /^(?:\.npmrc|\.pypirc|\.netrc|_netrc|\.pgpass|\.htpasswd|\.git-credentials)$/i,
  /^(?:credentials|secrets?)(?:\.(?:json|ya?ml|toml|ini|txt))?$/i,
  /^(?:terraform\.tfstate(?:\.backup)?|.+\.tfvars)$/i,
  /^(?:service[-_]?account|client[-_]?secret).*\.json$/i,
];

const secretPaths =
  /(?:^|\/)(?:\.aws\/credentials|\.azure\/.+|\.docker\/config\.json|\.kube\/config|\.ssh\/(?!.*\.pub$).+)$/i;

/** `path`: with `/`, below the context. */
export function isLikelySecretFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return secretPaths.test(path) || secretNames.some(pattern => pattern.test(name));
}
