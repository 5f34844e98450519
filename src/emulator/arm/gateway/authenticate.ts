/** Bearer tokens as ARM checks them. */
import { type ArmError, gatewayError } from '../armError.ts';
import type { Caller } from '../route.ts';
import type { Clock } from '../../clock.ts';
import type { JsonObject } from '../../json.ts';

export interface TokenCheck {
  /** The claims of a bearer token; undefined where it was not issued here. */
  readonly verify: (token: string) => Caller | 'expired' | undefined;
  /** Claims that ARM requires and this token lacks. Default: none. */
  readonly missingClaims?: (token: string) => JsonObject | undefined;
  readonly clock: Clock;
}

/** The caller of an `Authorization` header. Throws 401 with a `WWW-Authenticate` that says where to sign in. */
export function authenticate(
  authorization: string | undefined,
  authorizationUri: string,
  { verify, missingClaims, clock }: TokenCheck,
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
  const claims = missingClaims?.(token);
  if (claims) throw claimsChallenge(authorizationUri, claims);
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

/** For a token that would be valid had it been requested with these claims. */
function claimsChallenge(authorizationUri: string, claims: JsonObject): ArmError {
  const encoded = Buffer.from(JSON.stringify(claims)).toString('base64');
  return gatewayError(
    401,
    'InvalidAuthenticationToken',
    'Continuous access evaluation resulted in challenge with result: InteractionRequired.',
    {
      headers: {
        'www-authenticate': `Bearer realm="", authorization_uri="${authorizationUri}/oauth2/authorize", client_id="797f4846-ba00-4fd7-ba43-dac1f8f63013", error="insufficient_claims", claims="${encoded}"`,
      },
    },
  );
}
