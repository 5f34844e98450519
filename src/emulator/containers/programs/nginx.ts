import { sleep, write, type Program } from '../processes/program.ts';
import { visits } from './accessLog.ts';

/** The official image's start-up, as recorded in a `logs` answer. */
const startUp = [
  '/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration',
  '/docker-entrypoint.sh: Looking for shell scripts in /docker-entrypoint.d/',
  '/docker-entrypoint.sh: Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh',
  '10-listen-on-ipv6-by-default.sh: Getting the checksum of /etc/nginx/conf.d/default.conf',
  '10-listen-on-ipv6-by-default.sh: Enabled listen on IPv6 in /etc/nginx/conf.d/default.conf',
  '/docker-entrypoint.sh: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh',
  '/docker-entrypoint.sh: Configuration complete; ready for start up',
];

/** A web server with its access log. */
export const nginx: Program = function* (context) {
  for (const line of startUp) {
    yield write(`${line}\n`);
    yield sleep(30);
  }
  return yield* visits(context, ({ client, date, path, browser }) => {
    const found = path === '/' || path === '/index.html' ? '200 615' : '404 153';
    return `${client} - - [${date}] "GET ${path} HTTP/1.1" ${found} "-" "${browser}" "-"`;
  });
};
