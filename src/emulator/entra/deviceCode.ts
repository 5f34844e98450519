/**
 * Signing in on a device without a browser: it shows a code that the person types at `/devicelogin` elsewhere
 * (RFC 8628; learn.microsoft.com, "OAuth 2.0 device authorization grant flow").
 */
import { randomInt } from 'node:crypto';
import type { Request, Response } from '../arm/route.ts';
import { type Account, resolveTenant } from './directory.ts';
import { EntraError, errorResponse, unknownTenant } from './entraError.ts';
import { escapeHtml, buttonForm, htmlPage } from './htmlPages.ts';
import { type EntraState, opaqueToken } from './entraState.ts';
import { isPassword, passwordInput } from './passwords.ts';

/** Validity of a code, and the interval between polls for it, in seconds. */
const lifetime = 900;
const interval = 1;

/** `POST /{tenant}/oauth2/v2.0/devicecode`. */
export function beginDeviceCode(entra: EntraState, request: Request): Response {
  const now = entra.clock.now();
  const name = request.params['tenant'] ?? '';
  if (resolveTenant(entra.directory, name) === undefined) return errorResponse(unknownTenant(name), now);
  const form = new URLSearchParams(request.body);
  const clientId = form.get('client_id');
  if (clientId === null) {
    const message = "The request body must contain the following parameter: 'client_id'.";
    return errorResponse(new EntraError(400, 'invalid_request', 900144, message), now);
  }
  const resource = form.get('resource');
  const scope = form.get('scope') ?? (resource === null ? '' : `${resource}/.default`);
  const deviceCode = opaqueToken('1.device');
  const userCode = newUserCode();
  const expires = now + lifetime * 1000;
  entra.devices.set(deviceCode, { userCode, clientId, scope, expires, answer: undefined });
  const address = `${request.url.origin}/devicelogin`;
  return {
    status: 200,
    body: {
      user_code: userCode,
      device_code: deviceCode,
      verification_uri: address,
      // As version 1 calls it.
      verification_url: address,
      expires_in: lifetime,
      interval,
      message: `To sign in, use a web browser to open the page ${address} and enter the code ${userCode} to authenticate.`,
    },
  };
}

/** Of letters and digits that are not mistaken for others. */
function newUserCode(): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  return Array.from({ length: 9 }, () => letters.charAt(randomInt(letters.length))).join('');
}

/** `GET /devicelogin`: asks for the code; with it in the address, who signs in. */
export function devicePage(entra: EntraState, { url }: Request): Response {
  const userCode = url.searchParams.get('code') ?? '';
  if (userCode === '') {
    const input =
      '<label>Code <input name="code" id="code" autofocus></label><button id="next">Next</button>';
    return htmlPage(
      'Enter code',
      `<h1>Enter code</h1><form method="get" action="/devicelogin">${input}</form>`,
    );
  }
  const way = { action: '/devicelogin', method: 'post' };
  const accounts = entra.directory.accounts.map(({ userName }, index) =>
    buttonForm(
      way,
      { code: userCode, account: userName },
      `account${index === 0 ? '' : index + 1}`,
      userName,
      entra.switches.passwordless ? '' : passwordInput,
    ),
  );
  const declining = buttonForm(way, { code: userCode }, 'deny', 'Cancel');
  return htmlPage('Sign in to your account', `<h1>Pick an account</h1>${accounts.join('')}${declining}`);
}

/** `POST /devicelogin`: `code`, and the `account` that signs in with its `password`, none where the person declines. */
export function answerDevice(entra: EntraState, { body }: Request): Response {
  const given = new URLSearchParams(body);
  const userCode = given.get('code')?.trim().toUpperCase() ?? '';
  const found = [...entra.devices].find(([, device]) => device.userCode === userCode);
  if (!found || found[1].expires < entra.clock.now()) {
    return htmlPage(
      'Enter code',
      `<p>The code ${escapeHtml(userCode)} is wrong, or no longer good. Ask for another.</p>`,
      400,
    );
  }
  const [deviceCode, device] = found;
  if (given.has('account') && !isPassword(entra, given)) {
    return htmlPage('Sign in to your account', '<p>That password is wrong. Go back and try again.</p>', 401);
  }
  const account = entra.directory.accounts.find(({ userName }) => userName === given.get('account'));
  entra.devices.set(deviceCode, { ...device, answer: account ?? 'declined' });
  const said = account ? 'You have signed in on your device. You may close this window.' : 'You said no.';
  return htmlPage('Sign in to your account', `<p>${said}</p>`);
}

/**
 * Who signed in for a device, and the scope that it requested: only once.
 * @throws EntraError while the person has not answered, and where the code is invalid.
 */
export function redeemDeviceCode(
  entra: EntraState,
  deviceCode: string,
  clientId: string,
): { readonly account: Account; readonly scope: string } {
  const device = entra.devices.get(deviceCode);
  if (device?.clientId !== clientId) {
    const message = 'The provided value for the device code is not valid.';
    throw new EntraError(400, 'bad_verification_code', 70019, message);
  }
  if (device.answer === undefined && entra.clock.now() < device.expires) {
    const message =
      'OAuth 2.0 device flow error. Authorization is pending. Continue polling until the user has signed in.';
    throw new EntraError(400, 'authorization_pending', 70016, message);
  }
  entra.devices.delete(deviceCode);
  if (device.answer === undefined) {
    throw new EntraError(400, 'expired_token', 70020, 'The provided value for the device code has expired.');
  }
  if (device.answer === 'declined') {
    const message = 'The end user denied the authorization request.';
    throw new EntraError(400, 'authorization_declined', 70018, message);
  }
  return { account: device.answer, scope: device.scope };
}
