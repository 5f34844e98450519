/** Bearer tokens as ARM checks them. */
import { type ArmError, gatewayError } from './arm/error.ts';
import type { Caller } from './arm/route.ts';
import type { Clock } from './clock.ts';

/** Who the `Authorization` header speaks for. Throws 401 with a `WWW-Authenticate` that says where to sign in. */
export function authenticate(
  authorization: string | undefined,
  authorizationUri: string,
  verify: (token: string) => Caller | 'expired' | undefined,
  clock: Clock,
): Caller {
  const refuse = (code: string, message: string, description = message): ArmError =>
    gatewayError(401, code, message, {
      headers: {
        'www-authenticate': `Bearer authorization_uri="${authorizationUri}", error="invalid_token", error_description="${description}"`,
      },
    });
  if (!authorization) {
    throw refuse(
      'AuthenticationFailed',
      "Authentication failed. The 'Authorization' header is missing.",
      "The authentication failed because of missing 'Authorization' header.",
    );
  }
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (!token) {
    throw refuse(
      'AuthenticationFailedInvalidHeader',
      "Authentication failed. The 'Authorization' header is provided in an invalid format.",
    );
  }
  const caller = verify(token);
  if (caller === undefined) throw refuse('InvalidAuthenticationToken', 'The access token is invalid.');
  if (caller !== 'expired') return caller;
  const now = new Date(clock.now()).toUTCString();
  throw refuse(
    'ExpiredAuthenticationToken',
    `The access token has expired. Current UTC time is '${now}'.`,
    'The access token has expired.',
  );
}
