/** How a container of a built image behaves: it runs the Dockerfile's command in the simulated shell. */
import type { Image, Program } from '../../containers/processes/program.ts';
import { visits } from '../../containers/programs/accessLog.ts';
import { prints } from '../../containers/programs/simple.ts';
import { sleep, write } from '../../containers/processes/program.ts';
import type { ImageConfig } from '../images/storedImage.ts';

export interface BuiltFiles {
  readonly files: ReadonlyMap<string, string | undefined>;
  /** Whether there may be files beside these: of the base image, or made by programs that are only simulated. */
  readonly areAll: boolean;
}

export function builtImage(base: Image, config: ImageConfig, { files, areAll }: BuiltFiles): Image {
  const { entrypoint = [], command = [] } = config;
  const exists = (name: string) => !areAll || !name.startsWith('/') || files.get(name.slice(1)) !== undefined;
  return {
    ...base,
    os: 'Linux',
    command: [...entrypoint, ...command],
    service: name => (exists(name) ? serviceOf(name, config) : undefined),
    env: config.env,
    directory: config.workingDirectory,
    files,
  };
}

/** Any program that isn't simulated: a web server where the image has a port, else it says that it has started. */
function serviceOf(name: string, { exposedPorts }: ImageConfig): Program {
  const port = exposedPorts.find(each => each.endsWith('/tcp'))?.replace('/tcp', '');
  return port === undefined ? prints([`${name.replace(/^.*\//, '')} started`]) : webServer(port);
}

/** Listens on `PORT` where it is set, as most web frameworks do. */
function webServer(port: string): Program {
  return function* (context) {
    yield sleep(300);
    yield write(`listening on port ${context.env['PORT'] ?? port}\n`);
    return yield* visits(context, ({ client, date, path, browser }) => {
      const found = path === '/' ? '200 612' : '404 146';
      return `${client} - - [${date}] "GET ${path} HTTP/1.1" ${found} "-" "${browser}"`;
    });
  };
}
