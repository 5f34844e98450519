/** The paths of Entra's endpoints, of version 2 and version 1. */
import type { Request, Response, Route } from '../arm/route.ts';
import { redirectPage, signInPage } from './authorize.ts';
import { answerDevice, beginDeviceCode, devicePage } from './deviceCode.ts';
import { instanceDiscovery, openIdConfiguration, openIdConfigurationOfV1 } from './discovery.ts';
import { EntraError, errorResponse } from './entraError.ts';
import type { EntraState } from './entraState.ts';
import { grantTokens } from './tokenEndpoint.ts';

export function entraRoutes(entra: EntraState): Route[] {
  const open = (method: string, path: RegExp, answer: (request: Request) => Response): Route => ({
    method,
    path,
    access: 'open',
    answer,
  });
  return [
    open('GET', /^\/common\/discovery\/instance$/, request => instanceDiscovery(entra, request)),
    open('GET', /^\/(?<tenant>[^/]+)\/v2\.0\/\.well-known\/openid-configuration$/, request =>
      openIdConfiguration(entra, request),
    ),
    open('GET', /^\/(?<tenant>[^/]+)\/discovery\/v2\.0\/keys$/, () => ({
      status: 200,
      body: entra.tokens.keys(),
    })),
    open('GET', /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/authorize$/, request => signInPage(entra, request)),
    open('POST', /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/authorize$/, request => signInPage(entra, request)),
    open('POST', /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/token$/, request => tokenAnswer(entra, request)),
    // Version 1, which is also what Active Directory Federation Services have (`/adfs/oauth2/token`).
    open('GET', /^\/(?<tenant>[^/]+)\/\.well-known\/openid-configuration$/, request =>
      openIdConfigurationOfV1(entra, request),
    ),
    open('GET', /^\/(?<tenant>[^/]+)\/discovery\/keys$/, () => ({
      status: 200,
      body: entra.tokens.keys(),
    })),
    open('GET', /^\/(?<tenant>[^/]+)\/oauth2\/authorize$/, request => signInPage(entra, request)),
    open('POST', /^\/(?<tenant>[^/]+)\/oauth2\/authorize$/, request => signInPage(entra, request)),
    open('POST', /^\/(?<tenant>[^/]+)\/oauth2\/token$/, request => tokenAnswer(entra, request)),
    open('POST', /^\/(?<tenant>[^/]+)\/oauth2\/(?:v2\.0\/)?devicecode$/, request =>
      beginDeviceCode(entra, request),
    ),
    open('GET', /^\/devicelogin$/, request => devicePage(entra, request)),
    open('POST', /^\/devicelogin$/, request => answerDevice(entra, request)),
    open('GET', /^\/redirect$/, redirectPage),
    open('POST', /^\/redirect$/, redirectPage),
  ];
}

function tokenAnswer(entra: EntraState, request: Request): Response {
  const headers = {
    // Its own clock's: a client that compares it with its own learns which of the two is wrong.
    date: new Date(entra.clock.now()).toUTCString(),
    'cache-control': 'no-store, no-cache',
    pragma: 'no-cache',
    'access-control-allow-origin': '*',
  };
  try {
    return { status: 200, headers, body: grantTokens(entra, request) };
  } catch (error) {
    if (error instanceof EntraError) return errorResponse(error, entra.clock.now());
    throw error;
  }
}
