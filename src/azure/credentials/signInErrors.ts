/** Why there is no token, with the next step. Never the SDK's error itself: it may hold the request. */
import { AciError } from '../../core/errors.ts';
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import type { SignInMethod } from '../../core/account/signInMethod.ts';
import { aadstsNextSteps, transientAadstsNumbers } from './aadstsNumbers.ts';
import { errorOfThrown, connectionError } from '../errors/errorMapping.ts';
import { redact } from '../errors/redact.ts';

type Kind = SignInMethod['kind'];

/**
 * What `credential.getToken` threw → `AciError` (aborts and what is one already pass unchanged). `message` is
 * Entra's own last refusal, and `networkError` what was wrong with the connection to it, where anything was.
 */
export function toSignInError(
  error: unknown,
  {
    message,
    networkError,
  }: { readonly message: string | undefined; readonly networkError: AciError | undefined },
  method: SignInMethod,
  cloud: CloudEndpoints,
): unknown {
  if (error instanceof AciError || !(error instanceof Error) || error.name === 'AbortError') return error;
  const text = message ?? textsOf(error);
  const number = /AADSTS(\d+)/.exec(text)?.[1];
  if (number !== undefined) return refusal(number, text);
  // Without its cause: that holds the request, and the request a secret.
  if (networkError) return withoutCause(networkError);
  return ofMethod(method, text) ?? ofNetwork(error, text, cloud) ?? unexplainedError(method.kind, text);
}

function refusal(number: string, text: string): AciError {
  const message = redact(
    /AADSTS\d+: .*?(?= Trace ID:| Correlation ID:|\n|$)/.exec(text)?.[0] ?? `AADSTS${number}`,
  );
  const step = aadstsNextSteps[number];
  const kind = transientAadstsNumbers.has(number) ? 'service' : 'signedOut';
  return new AciError(kind, step === undefined ? message : `${step} (${message})`, {
    code: `AADSTS${number}`,
  });
}

/** What goes wrong on this machine, before Entra is asked. */
function ofMethod(method: SignInMethod, text: string): AciError | undefined {
  const createError = (code: string, message: string) => new AciError('signedOut', message, { code });
  switch (method.kind) {
    case 'azureCli':
      return azureCli(createError, text);
    case 'managedIdentity':
      return managedIdentity(createError, method.clientId, text);
    case 'clientCertificate':
      return certificate(createError, method.certificatePath, text);
    case 'workloadIdentity':
      return workloadIdentity(createError, text);
    case 'environment':
      if (!text.includes('is unavailable'))
        return tenantNotAllowed(createError, text) ?? certificate(createError, undefined, text);
      return createError(
        'EnvironmentIncomplete',
        'Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH) in the environment that VS Code is started in, then start it again.',
      );
    case 'clientSecret':
      return undefined;
  }
}

type CreateError = (code: string, message: string) => AciError;

function azureCli(createError: CreateError, text: string): AciError | undefined {
  const command = /az login --claims-challenge [\w+/=]+ --scope \S+(?: --tenant [\w.-]+)?/.exec(text)?.[0];
  if (command !== undefined) {
    return createError(
      'AzureCliClaims',
      `Azure asks for more proof of who you are. Run '${command}' in a terminal, then try again.`,
    );
  }
  if (/could not be found|not recognized|ENOENT/.test(text)) {
    return createError(
      'AzureCliNotFound',
      'The Azure CLI is not installed, or not on the PATH of VS Code. Install it (https://aka.ms/azure-cli) and start VS Code again, or choose another way to sign in.',
    );
  }
  // Its Python has authorities of its own: its message names the page (azure-cli-core, `util.py`).
  if (/CERTIFICATE_VERIFY_FAILED|Certificate verification failed/i.test(text)) {
    return createError(
      'AzureCliCertificate',
      'The Azure CLI does not trust the certificate that it was shown, mostly that of a proxy. Set REQUESTS_CA_BUNDLE for it (https://learn.microsoft.com/cli/azure/use-cli-effectively#work-behind-a-proxy), then try again.',
    );
  }
  if (text.includes('az login')) {
    return createError(
      'AzureCliSignedOut',
      "Nobody is logged in with the Azure CLI. Run 'az login' in a terminal, then try again.",
    );
  }
  return undefined;
}

function managedIdentity(
  createError: CreateError,
  clientId: string | undefined,
  text: string,
): AciError | undefined {
  if (
    /identity not found|No User Assigned or Delegated|ManagedIdentityNotFound|invalid_request/i.test(text)
  ) {
    return clientId === undefined
      ? createError(
          'NoManagedIdentity',
          'This machine has no system-assigned managed identity. Turn it on, or sign in with the client ID of a user-assigned one.',
        )
      : createError(
          'NoManagedIdentity',
          `No managed identity with the client ID ${clientId} is assigned to this machine. Assign it, or check the ID.`,
        );
  }
  if (/network_error|unreachable|ECONN|ETIMEDOUT|EHOST|ENET|aborted|timeout/i.test(text)) {
    return createError(
      'NoManagedIdentity',
      'This machine has no managed identity: none is offered here. Use one in Azure that has, or choose another way to sign in.',
    );
  }
  return undefined;
}

function certificate(createError: CreateError, path: string | undefined, text: string): AciError | undefined {
  const file = path === undefined ? 'The certificate file' : `The certificate file ${path}`;
  if (/ENOENT|EACCES|EISDIR|EPERM/.test(text)) {
    return createError(
      'CertificateUnreadable',
      `${file} cannot be read. Check the path and its permissions, then sign in again.`,
    );
  }
  if (/does not contain a PEM|asymmetric key|PEM routines|DECODER routines|unsupported/i.test(text)) {
    const orLocked = path === undefined ? ', or its key needs AZURE_CLIENT_CERTIFICATE_PASSWORD' : '';
    return createError(
      'CertificateUnreadable',
      `${file} is no PEM file with a certificate and its private key${orLocked}. Convert it, then sign in again.`,
    );
  }
  if (/bad.?decrypt|passphrase|BAD_PASSWORD|interrupted or cancelled/i.test(text)) {
    return createError(
      'CertificatePassword',
      `${file} needs its password, and this is not the right one. Sign in again and enter it.`,
    );
  }
  return undefined;
}

function workloadIdentity(createError: CreateError, text: string): AciError | undefined {
  if (/ENOENT|EACCES|EISDIR|EPERM|No content on the file/.test(text)) {
    return createError(
      'FederatedTokenUnreadable',
      'The file with the federated token cannot be read. Check AZURE_FEDERATED_TOKEN_FILE, then sign in again.',
    );
  }
  if (!text.includes('is unavailable')) return undefined;
  return createError(
    'EnvironmentIncomplete',
    'Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE in the environment that VS Code is started in, then start it again.',
  );
}

function tenantNotAllowed(createError: CreateError, text: string): AciError | undefined {
  if (!text.includes('not configured to acquire tokens for tenant')) return undefined;
  return createError(
    'TenantNotAllowed',
    'The environment names one tenant only. Add this one to AZURE_ADDITIONALLY_ALLOWED_TENANTS (or *), then start VS Code again.',
  );
}

/** MSAL drops the network's own message: all it says is that it found no endpoints. */
function ofNetwork(error: Error, text: string, { authorityHost }: CloudEndpoints): AciError | undefined {
  const { host } = new URL(authorityHost);
  const code =
    /endpoints_resolution_error|network_error|ENOTFOUND|ECONN[A-Z]+|ETIMEDOUT|EAI_AGAIN|(?:(?:CERT|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO)_|ERR_TLS_CERT)\w+/.exec(
      text,
    )?.[0];
  if (code !== undefined) return connectionError(code, undefined, host);
  const known = errorOfThrown(error, host);
  return known instanceof AciError && known.kind !== 'unexpected' ? withoutCause(known) : undefined;
}

function withoutCause({ kind, message, code, status, host }: AciError): AciError {
  return new AciError(kind, message, { code, status, host });
}

const names: Readonly<Record<Kind, string>> = {
  clientSecret: 'the app registration',
  clientCertificate: 'the app registration',
  managedIdentity: 'the managed identity',
  azureCli: 'the Azure CLI',
  workloadIdentity: 'the workload identity',
  environment: 'the environment',
};

function unexplainedError(kind: Kind, text: string): AciError {
  const message = redact(text.split('\n')[0] ?? '');
  return new AciError('signedOut', `No token could be had through ${names[kind]}: ${message}`);
}

/** An error's message with those of its causes. */
function textsOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const code: unknown = Reflect.get(error, 'code');
  const own = `${error.message}${typeof code === 'string' ? ` [${code}]` : ''}`;
  return error.cause === undefined ? own : `${own}\n${textsOf(error.cause)}`;
}
