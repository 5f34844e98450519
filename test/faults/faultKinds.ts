/** Every fault between the extension and Azure that is injected. */
import fc from 'fast-check';
import { seed } from '../randomSeed.ts';
import { armError, proxyPage, redirect, throttled } from '../../src/emulator/faults/commonFaults.ts';
import type { Faults, RequestFault, SocketFault, FaultMatch } from '../../src/emulator/faults/faults.ts';

export interface FaultKind {
  readonly name: string;
  /** Injects it into requests whose path matches. */
  readonly inject: (faults: Faults, path: RegExp) => void;
  /** What it applies to: any request, the token endpoint, or the sockets. */
  readonly on: 'requests' | 'tokens' | 'sockets';
  /** Whether ARM itself answers something untrue: the extension can only pass that on. */
  readonly isUntrue?: boolean;
  /** Whether the user cancels as soon as nothing happens. */
  readonly isCancelled?: boolean;
  /** Whether frames are lost or doubled and the socket still ends in order: no client can notice. */
  readonly isUnnoticeable?: boolean;
}

type Times = 'once' | 'always' | 'later';
const matchOf: Record<Times, FaultMatch> = { once: { times: 1 }, always: {}, later: { skip: 1, times: 1 } };
const titles: Record<Times, string> = {
  once: ', once',
  always: ', again and again',
  later: ', on the second request',
};

function requests(name: string, fault: RequestFault, ...times: readonly Times[]): FaultKind[] {
  return times.map(each => ({
    name: `${name}${titles[each]}`,
    on: 'requests',
    inject: (faults, path) => faults.add(fault, { ...matchOf[each], path }),
  }));
}

function isUntrue(...given: Parameters<typeof requests>): FaultKind[] {
  return requests(...given).map(fault => ({ ...fault, isUntrue: true }));
}

function tokens(name: string, fault: RequestFault): FaultKind {
  return { name, on: 'tokens', inject: faults => faults.add(fault, { path: /\/oauth2\// }) };
}

function sockets(name: string, fault: SocketFault, more: Partial<FaultKind> = {}): FaultKind {
  return { name, on: 'sockets', inject: faults => faults.addToSockets(fault, { times: 2 }), ...more };
}

const json = (text: string): RequestFault => ({ kind: 'body', text });

/** Where sockets drop besides: at other places in each run. */
const randomBytes = fc.sample(fc.nat(90), { seed, numRuns: 4 });

/** One object and a list of such, every field of another type than Azure's. */
const wronglyTyped = (() => {
  const fields = Object.fromEntries(
    ['id', 'name', 'tenantId', 'subscriptionId', 'displayName', 'location', 'status', 'content'].map(name => [
      name,
      7,
    ]),
  );
  const row = { ...fields, properties: 'text', tags: [], actions: {}, osType: [], repositories: 'x' };
  return JSON.stringify({ ...row, value: [row] });
})();

export const faultKinds: readonly FaultKind[] = [
  ...requests('reset on arrival', { kind: 'reset', at: 'arrival' }, 'once', 'always', 'later'),
  ...requests(
    'done, then reset before the headers',
    { kind: 'reset', at: 'beforeHeaders' },
    'once',
    'always',
    'later',
  ),
  ...requests('done, then reset after the headers', { kind: 'reset', at: 'afterHeaders' }, 'once', 'always'),
  ...requests('half a body', { kind: 'reset', at: 'halfBody' }, 'once', 'always', 'later'),
  ...requests('no answer', { kind: 'hang', acted: false }, 'once', 'always'),
  ...requests('done, but no answer', { kind: 'hang', acted: true }, 'once', 'always', 'later'),
  ...requests('a slow answer', { kind: 'delay', ms: 20_000 }, 'always'),
  ...requests('502 from a proxy', proxyPage(502), 'once', 'always'),
  ...requests(
    '503 with Retry-After',
    armError(503, 'ServerBusy', 'Busy.', { 'retry-after': '1' }),
    'once',
    'later',
  ),
  ...requests('504', armError(504, 'GatewayTimeout', 'The gateway did not receive a response.'), 'always'),
  ...requests(
    '500',
    armError(500, 'InternalServerError', 'Encountered internal server error.'),
    'once',
    'later',
  ),
  ...requests('429 with Retry-After', throttled(2), 'once', 'later'),
  ...requests('429 that lasts', throttled(30), 'always'),
  ...requests('429 that does not say for how long', throttled(), 'once', 'always'),
  ...requests(
    '400',
    armError(400, 'InvalidRequestContent', 'The request content was invalid.'),
    'once',
    'later',
  ),
  ...requests(
    '403',
    armError(403, 'AuthorizationFailed', 'The client does not have authorization.'),
    'once',
    'later',
  ),
  ...isUntrue('404', armError(404, 'ResourceNotFound', 'The Resource was not found.'), 'once', 'later'),
  ...requests(
    '409',
    armError(409, 'ContainerGroupTransitioning', 'The group is transitioning.'),
    'once',
    'later',
  ),
  ...requests('404 of a proxy', proxyPage(404), 'once'),
  ...requests('407 of a proxy', proxyPage(407), 'once'),
  ...requests(
    'an error that quotes the token',
    armError(400, 'BadRequest', 'Bearer eyJhbGciOi.eyJzdWIi.c2ln is bad'),
    'once',
  ),
  ...requests('an expired token', { kind: 'expiredToken' }, 'once', 'always', 'later'),
  ...requests('a captive portal redirects', redirect('https://portal.example/login'), 'once'),
  ...requests('a captive portal answers', proxyPage(200), 'once', 'always', 'later'),
  ...requests('invalid JSON', json('{"value": [,'), 'once', 'later'),
  ...requests('the body null', json('null'), 'once', 'later'),
  ...requests('the body {}', json('{}'), 'once', 'later'),
  ...requests('a list as the body', json('[]'), 'once', 'later'),
  ...requests('a text as the body', json('"text"'), 'once', 'later'),
  ...requests('no body', json(''), 'once', 'later'),
  ...requests('a value that is no list', json('{"value": {}}'), 'once', 'later'),
  ...requests('a list of nothing', json('{"value": [null]}'), 'once', 'later'),
  ...requests('a list of empty objects', json('{"value": [{}]}'), 'once', 'later'),
  ...requests('wrong types', json(wronglyTyped), 'once', 'later'),
  ...requests(
    'a body of the wrong type',
    { kind: 'body', contentType: 'application/octet-stream' },
    'always',
  ),
  {
    name: 'the person gives up waiting',
    on: 'requests',
    isCancelled: true,
    inject: (faults, path) => faults.add({ kind: 'hang', acted: true }, { path }),
  },
  {
    name: 'the person gives up waiting for the second request',
    on: 'requests',
    isCancelled: true,
    inject: (faults, path) => faults.add({ kind: 'hang', acted: true }, { path, skip: 1 }),
  },
  ...[-10, 10].map((minutes): FaultKind => ({
    name: `Azure's clock ${minutes > 0 ? 'ahead' : 'behind'} by 10 minutes`,
    on: 'requests',
    inject: faults => (faults.clockSkewMs = minutes * 60_000),
  })),
  tokens('no answer about tokens but 500', armError(500, 'server_error', 'Try again.')),
  tokens('the sign-in is no longer good', armError(401, 'invalid_client', 'Invalid client secret provided.')),
  tokens('reset at the token endpoint', { kind: 'reset', at: 'beforeHeaders' }),
  tokens('a captive portal before the token endpoint', proxyPage(200)),
  sockets('the socket is refused with 403', { kind: 'refuse', status: 403 }),
  sockets('the socket is refused with 502', { kind: 'refuse', status: 502 }),
  sockets('the handshake is not answered', { kind: 'mute' }, { isCancelled: true }),
  ...[...new Set([0, 1, 5, 8, 13, 21, ...randomBytes])].map(bytes =>
    sockets(`the socket drops after ${bytes} bytes`, { kind: 'drop', afterBytes: bytes }),
  ),
  sockets('the socket is closed: going away', { kind: 'close', code: 1001, afterBytes: 10 }),
  sockets('the socket is closed: server error', { kind: 'close', code: 1011, afterBytes: 10 }),
  sockets(
    'the socket is closed as if it were the end',
    { kind: 'close', code: 1000, afterBytes: 10 },
    { isUnnoticeable: true },
  ),
  sockets('the socket falls silent', { kind: 'freeze', afterBytes: 10 }, { isUnnoticeable: true }),
  sockets('1-byte frames', { kind: 'oneByteFrames' }),
  sockets('frames come twice', { kind: 'duplicateFrames' }, { isUnnoticeable: true }),
  sockets('late frames', { kind: 'lateFrames', ms: 4_000 }, { isUnnoticeable: true }),
  sockets('bytes that are no frame', { kind: 'garbage' }),
];
