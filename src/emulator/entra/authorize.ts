/** The browser's half of signing in: the account picker, and the way back to the application. */
import type { Request, Response } from '../arm/route.ts';
import { resolveTenant, type Account } from './directory.ts';
import {
  blockedByPolicy,
  EntraError,
  errorResponse,
  accountNotInTenant,
  unknownTenant,
} from './entraError.ts';
import { opaqueToken, type EntraState } from './entraState.ts';
import { buttonForm, htmlPage, textHeaders } from './htmlPages.ts';
import { isPassword, passwordPage } from './passwords.ts';
import { encodeBase64Url } from './tokenSigner.ts';

/**
 * `GET /{tenant}/oauth2/v2.0/authorize`: asks for the password, which is posted to the same address; then a page with a
 * button for each account (`#account`, then `#account2`, …) and one to refuse (`#deny`). Each sends its form to the
 * application's redirect address.
 */
export function signInPage(entra: EntraState, request: Request): Response {
  const query = request.url.searchParams;
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!URL.canParse(redirectUri)) {
    const message = `The reply URL '${redirectUri}' specified in the request is not valid.`;
    return errorResponse(new EntraError(400, 'invalid_request', 90009, message), entra.clock.now());
  }
  const name = request.params['tenant'] ?? '';
  if (resolveTenant(entra.directory, name) === undefined) {
    return errorResponse(unknownTenant(name), entra.clock.now());
  }
  if (!isPassword(entra, new URLSearchParams(request.body))) return passwordPage(request);
  const way = { action: redirectUri, method: query.get('response_mode') === 'form_post' ? 'post' : 'get' };
  const state = stateOf(query);
  const buttons = entra.directory.accounts.map((account, index) => {
    const fields = { ...beginSignIn(entra, request, account), state };
    return buttonForm(way, fields, `account${index === 0 ? '' : index + 1}`, account.userName);
  });
  const declined = {
    error: 'access_denied',
    error_description: 'AADSTS65004: User declined to consent to access the app.',
    state,
  };
  return htmlPage(
    'Sign in to your account',
    `<h1>Pick an account</h1>${buttons.join('')}${buttonForm(way, declined, 'deny', 'Cancel')}`,
  );
}

/** What the application gets when this account is picked: a code, or why there is none. */
function beginSignIn(entra: EntraState, request: Request, account: Account): Record<string, string> {
  const query = request.url.searchParams;
  const tenantId = resolveTenant(entra.directory, request.params['tenant'] ?? '', account) ?? '';
  if (!account.tenantIds.includes(tenantId)) {
    const { code, message } = accountNotInTenant(tenantId, account);
    return { error: 'access_denied', error_description: `AADSTS${code}: ${message}` };
  }
  if (entra.switches.failingTenants.includes(tenantId)) {
    return { error: 'access_denied', error_description: `AADSTS53003: ${blockedByPolicy}` };
  }
  const code = opaqueToken('1.code');
  entra.signIns.set(code, {
    account,
    tenantId,
    clientId: query.get('client_id') ?? '',
    redirectUri: query.get('redirect_uri') ?? '',
    scope: query.get('scope') ?? '',
    nonce: query.get('nonce') ?? undefined,
    challenge: query.get('code_challenge') ?? undefined,
    challengeMethod: query.get('code_challenge_method') ?? 'plain',
    claims: query.get('claims') ?? undefined,
  });
  const clientInfo = encodeBase64Url({ uid: account.objectId, utid: account.tenantIds[0] });
  return query.get('client_info') === '1' ? { code, client_info: clientInfo } : { code };
}

/**
 * `state` goes back as it came. Where the editor runs in a browser, `state` is the address to go on to, escaped once
 * more, and the editor's own `vscode-*` parts of that address arrive beside it instead of in it (seen with code-server
 * 4.139.1): they are put back.
 */
function stateOf(query: URLSearchParams): string {
  const state = query.get('state') ?? '';
  const strays = [...query].filter(([key]) => key.startsWith('vscode-'));
  if (strays.length === 0) return state;
  return decoded(state) + strays.map(([key, value]) => `&${key}=${encodeURIComponent(value)}`).join('');
}

/** What https://vscode.dev/redirect does: goes on to the address in `state`, taking code or error along. */
export function redirectPage(request: Request): Response {
  const form = request.method === 'POST' ? new URLSearchParams(request.body) : request.url.searchParams;
  const state = form.get('state') ?? '';
  const target = URL.canParse(state) ? state : decoded(state);
  if (!URL.canParse(target)) return { status: 400, headers: textHeaders, body: 'No address in `state`.' };
  const back = new URL(target);
  for (const key of ['code', 'error', 'error_description']) {
    const value = form.get(key);
    if (value !== null) back.searchParams.set(key, value);
  }
  back.searchParams.set('state', state);
  return { status: 302, headers: { location: back.href } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
