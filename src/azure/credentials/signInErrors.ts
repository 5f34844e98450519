/** Why there is no token, in words that name the next step. Never the SDK's error itself: it may hold the request. */
import { AciError } from '../../core/errors.ts';
import type { CloudEndpoints } from '../../core/azureApi.ts';
import type { SignInMethod } from '../../core/account/signInMethod.ts';
import { errorOfThrown, connectionError, redact } from '../errors/errorMapping.ts';

type Kind = SignInMethod['kind'];

/** `AADSTS` numbers with a step of their own. Source: learn.microsoft.com/entra/identity-platform/reference-error-codes. */
const nextStep: Readonly<Record<string, string>> = {
  '7000222':
    'The client secret has expired. Create a new one for the app registration, then sign in again with it.',
  '7000215':
    'The client secret is not the right one. Sign in again and enter its value (not its ID), as it was shown when it was created.',
  '700016':
    'The tenant does not know this app registration. Check the client ID and the tenant ID, or have the app consented to in that tenant.',
  '700027':
    'The certificate is not registered for this app registration. Add its public part under Certificates & secrets, or sign in with another one.',
  '700024':
    'The proof that was sent is outside its valid time. Set the clock of this machine, or renew the federated token, then try again.',
  '700213':
    'No federated credential of the app registration or identity matches this token. Compare its issuer, subject and audience.',
  '70021':
    'No federated credential of the app registration or identity matches this token. Compare its issuer, subject and audience.',
  '90002': 'There is no such tenant in this cloud. Check the tenant ID and the cloud, then sign in again.',
  '900023': 'This is not the name or ID of a tenant. Check the tenant ID, then sign in again.',
  '50020': 'The account is not a member of this tenant. Have it invited, or sign in with another one.',
  '90072': 'The account is not a member of this tenant. Have it invited, or sign in with another one.',
  '50057': 'The account is disabled. Ask the administrator of its tenant.',
  '50074': 'The tenant asks for more proof of who you are. Sign in to this tenant again.',
  '50076': 'The tenant asks for more proof of who you are. Sign in to this tenant again.',
  '50079': 'The tenant asks for more proof of who you are. Sign in to this tenant again.',
  '50078': 'The tenant asks for more proof of who you are. Sign in to this tenant again.',
  '50105': 'The account is not assigned to the application in this tenant. Ask its administrator.',
  '53000':
    'The tenant takes sign-ins from managed devices only, and this one is none that complies. Ask its administrator.',
  '53001': 'The tenant takes sign-ins from joined devices only, and this is none. Ask its administrator.',
  '65001': 'Nobody has consented to the application in this tenant. Ask its administrator.',
  '70043': 'The sign-in has ended. Sign in again.',
  '700082': 'The sign-in has ended: it was not used for too long. Sign in again.',
  '500011':
    'The tenant does not know what the token is asked for. Check the cloud, and its audience where it is one of your own.',
  '7000229': 'The app registration has no service principal in this tenant. Have it added there.',
  '53003': "The tenant's conditional access policies refuse this sign-in. Ask its administrator.",
  '50173': 'The sign-in has ended. Sign in again.',
  '7000112': 'The app registration is disabled. Have its administrator enable it.',
};

/** Numbers that pass by themselves. */
const transientNumbers = new Set(['90033', '50196', '90025']);

/**
 * What `credential.getToken` threw → `AciError` (aborts and what is one already pass unchanged). `said` is Entra's own
 * last refusal, and `trouble` what was on the way to it, where there was any.
 */
export function toSignInError(
  error: unknown,
  { said, trouble }: { readonly said: string | undefined; readonly trouble: AciError | undefined },
  method: SignInMethod,
  cloud: CloudEndpoints,
): unknown {
  if (error instanceof AciError || !(error instanceof Error) || error.name === 'AbortError') return error;
  const text = said ?? textsOf(error);
  const number = /AADSTS(\d+)/.exec(text)?.[1];
  if (number !== undefined) return refusal(number, text);
  // Without its cause: that holds the request, and the request a secret.
  if (trouble) return withoutCause(trouble);
  return ofMethod(method, text) ?? ofNetwork(error, text, cloud) ?? unexplainedError(method.kind, text);
}

function refusal(number: string, text: string): AciError {
  const said = redact(
    /AADSTS\d+: .*?(?= Trace ID:| Correlation ID:|\n|$)/.exec(text)?.[0] ?? `AADSTS${number}`,
  );
  const step = nextStep[number];
  const kind = transientNumbers.has(number) ? 'service' : 'signedOut';
  return new AciError(kind, step === undefined ? said : `${step} (${said})`, { code: `AADSTS${number}` });
}

/** What goes wrong on this machine, before Entra is asked. */
function ofMethod(method: SignInMethod, text: string): AciError | undefined {
  const stop = (code: string, message: string) => new AciError('signedOut', message, { code });
  switch (method.kind) {
    case 'azureCli':
      return azureCli(stop, text);
    case 'managedIdentity':
      return managedIdentity(stop, method.clientId, text);
    case 'clientCertificate':
      return certificate(stop, method.certificatePath, text);
    case 'workloadIdentity':
      return workloadIdentity(stop, text);
    case 'environment':
      if (!text.includes('is unavailable'))
        return tenantNotAllowed(stop, text) ?? certificate(stop, undefined, text);
      return stop(
        'EnvironmentIncomplete',
        'Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH) in the environment that VS Code is started in, then start it again.',
      );
    case 'clientSecret':
      return undefined;
  }
}

type CreateError = (code: string, message: string) => AciError;

function azureCli(stop: CreateError, text: string): AciError | undefined {
  const command = /az login --claims-challenge [\w+/=]+ --scope \S+(?: --tenant [\w.-]+)?/.exec(text)?.[0];
  if (command !== undefined) {
    return stop(
      'AzureCliClaims',
      `Azure asks for more proof of who you are. Run '${command}' in a terminal, then try again.`,
    );
  }
  if (/could not be found|not recognized|ENOENT/.test(text)) {
    return stop(
      'AzureCliNotFound',
      'The Azure CLI is not installed, or not on the PATH of VS Code. Install it (https://aka.ms/azure-cli) and start VS Code again, or choose another way to sign in.',
    );
  }
  // Its Python has authorities of its own: its message names the page (azure-cli-core, `util.py`).
  if (/CERTIFICATE_VERIFY_FAILED|Certificate verification failed/i.test(text)) {
    return stop(
      'AzureCliCertificate',
      'The Azure CLI does not trust the certificate that it was shown, mostly that of a proxy. Set REQUESTS_CA_BUNDLE for it (https://learn.microsoft.com/cli/azure/use-cli-effectively#work-behind-a-proxy), then try again.',
    );
  }
  if (text.includes('az login')) {
    return stop(
      'AzureCliSignedOut',
      "Nobody is logged in with the Azure CLI. Run 'az login' in a terminal, then try again.",
    );
  }
  return undefined;
}

function managedIdentity(
  stop: CreateError,
  clientId: string | undefined,
  text: string,
): AciError | undefined {
  if (
    /identity not found|No User Assigned or Delegated|ManagedIdentityNotFound|invalid_request/i.test(text)
  ) {
    return clientId === undefined
      ? stop(
          'NoManagedIdentity',
          'This machine has no system-assigned managed identity. Turn it on, or sign in with the client ID of a user-assigned one.',
        )
      : stop(
          'NoManagedIdentity',
          `No managed identity with the client ID ${clientId} is assigned to this machine. Assign it, or check the ID.`,
        );
  }
  if (/network_error|unreachable|ECONN|ETIMEDOUT|EHOST|ENET|aborted|timeout/i.test(text)) {
    return stop(
      'NoManagedIdentity',
      'This machine has no managed identity: none is offered here. Use one in Azure that has, or choose another way to sign in.',
    );
  }
  return undefined;
}

function certificate(stop: CreateError, path: string | undefined, text: string): AciError | undefined {
  const file = path === undefined ? 'The certificate file' : `The certificate file ${path}`;
  if (/ENOENT|EACCES|EISDIR|EPERM/.test(text)) {
    return stop(
      'CertificateUnreadable',
      `${file} cannot be read. Check the path and its permissions, then sign in again.`,
    );
  }
  if (/does not contain a PEM|asymmetric key|PEM routines|DECODER routines|unsupported/i.test(text)) {
    const orLocked = path === undefined ? ', or its key needs AZURE_CLIENT_CERTIFICATE_PASSWORD' : '';
    return stop(
      'CertificateUnreadable',
      `${file} is no PEM file with a certificate and its private key${orLocked}. Convert it, then sign in again.`,
    );
  }
  if (/bad.?decrypt|passphrase|BAD_PASSWORD|interrupted or cancelled/i.test(text)) {
    return stop(
      'CertificatePassword',
      `${file} needs its password, and this is not the right one. Sign in again and enter it.`,
    );
  }
  return undefined;
}

function workloadIdentity(stop: CreateError, text: string): AciError | undefined {
  if (/ENOENT|EACCES|EISDIR|EPERM|No content on the file/.test(text)) {
    return stop(
      'FederatedTokenUnreadable',
      'The file with the federated token cannot be read. Check AZURE_FEDERATED_TOKEN_FILE, then sign in again.',
    );
  }
  if (!text.includes('is unavailable')) return undefined;
  return stop(
    'EnvironmentIncomplete',
    'Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE in the environment that VS Code is started in, then start it again.',
  );
}

function tenantNotAllowed(stop: CreateError, text: string): AciError | undefined {
  if (!text.includes('not configured to acquire tokens for tenant')) return undefined;
  return stop(
    'TenantNotAllowed',
    'The environment names one tenant only. Add this one to AZURE_ADDITIONALLY_ALLOWED_TENANTS (or *), then start VS Code again.',
  );
}

/** MSAL swallows the network's own words: all it says is that it found no endpoints. */
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
  const said = redact(text.split('\n')[0] ?? '');
  return new AciError('signedOut', `No token could be had through ${names[kind]}: ${said}`);
}

/** An error's message with those of its causes. */
function textsOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const code: unknown = Reflect.get(error, 'code');
  const own = `${error.message}${typeof code === 'string' ? ` [${code}]` : ''}`;
  return error.cause === undefined ? own : `${own}\n${textsOf(error.cause)}`;
}
