/** The password of every account: the application's secret, the one that a start of the emulator tells. */
import type { Request, Response } from '../arm/route.ts';
import type { EntraState } from './entraState.ts';
import { escapeHtml, htmlPage } from './htmlPages.ts';

export const passwordInput =
  '<label>Password (the emulator\'s clientSecret) <input type="password" name="password" id="password" autofocus></label>';

/** Whether a form has the password, where one is needed. */
export function isPassword({ directory, switches }: EntraState, form: URLSearchParams): boolean {
  return switches.passwordless || form.get('password') === directory.application.clientSecret;
}

/** Asks for the password, and sends it to the address of the request. */
export function passwordPage({ url, method }: Request): Response {
  const wrong = method === 'POST' ? '<p>That password is wrong.</p>' : '';
  const action = escapeHtml(url.pathname + url.search);
  return htmlPage(
    'Sign in to your account',
    `<h1>Enter password</h1>${wrong}<form method="post" action="${action}">${passwordInput}<button id="next">Next</button></form>`,
    method === 'POST' ? 401 : 200,
  );
}
