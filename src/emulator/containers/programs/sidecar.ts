import { sleep, write, type Program } from '../processes/program.ts';

/** Azure's sample sidecar: asks the web server beside it every three seconds. */
export const sidecar: Program = function* (context) {
  for (;;) {
    yield write(
      `Every 3s: curl -I http://localhost                          ${new Date(context.now()).toUTCString()}\n` +
        'HTTP/1.1 200 OK\nAccept-Ranges: bytes\nContent-Length: 1663\nContent-Type: text/html; charset=UTF-8\n' +
        'X-Powered-By: Express\nConnection: keep-alive\n\n',
    );
    yield sleep(3_000);
  }
};
