import { sleep, write, type Program } from '../processes/program.ts';
import { visits } from './accessLog.ts';

/** Azure's sample web server: a Node program that logs requests. */
export const helloWorld: Program = function* (context) {
  yield sleep(300);
  yield write(`listening on port ${context.env['PORT'] ?? '80'}\n`);
  return yield* visits(context, ({ client, date, path, browser }) => {
    const found = path === '/' ? '200 1663' : '404 150';
    return `::ffff:${client} - - [${date}] "GET ${path} HTTP/1.1" ${found} "-" "${browser}"`;
  });
};
