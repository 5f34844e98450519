/**
 * `AADSTS` numbers with a step of their own. Source: learn.microsoft.com/entra/identity-platform/reference-error-codes.
 */
export const aadstsNextSteps: Readonly<Record<string, string>> = {
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

/** Numbers of failures that pass by themselves. */
export const transientAadstsNumbers: ReadonlySet<string> = new Set(['90033', '50196', '90025']);
