import fs from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { workbenchOrigin } from '../e2e/browser.ts';
import { readBrowserStorage } from '../e2e/pages/browserStorage.ts';
import { root, sampleFolder, startServer, unusedBuiltins } from '../e2e/server.ts';
import { openBrowser } from '../e2e/warmBrowser.ts';
import { assertNoSecretsIn, filesIn, type Artifact } from '../leaks/artifacts.ts';
import type { HostedRun } from './hostedRun.ts';

const minutes = 60_000;

/** Runs the suites in the extension host of the browser workbench. Resolves to the exit code. */
export async function runInWorkbench({ extension, tests, env }: HostedRun): Promise<number> {
  const server = await startServer({
    ...{ testDriver: true, env, withoutBuiltin: unusedBuiltins, origin: workbenchOrigin },
  });
  const browser = await openBrowser({ port: server.port });
  const { page, refused } = browser;
  const left: Artifact[] = [];
  try {
    const consoleFile = path.join(root, 'out/test-vscode/window.log');
    fs.writeFileSync(consoleFile, '');
    const exit = new Promise<number>((resolve, reject) => {
      setTimeout(
        () => reject(new Error('The suites have not ended after 50 minutes.')), // only what hangs takes as long
        50 * minutes,
      ).unref();
      page.once('crash', () => reject(new Error('The page has crashed.')));
      const functions = [
        page.exposeFunction('codeAutomationExit', resolve),
        page.exposeFunction('codeAutomationLog', (type: string, words: readonly unknown[]) =>
          fs.appendFileSync(consoleFile, `[${type}] ${format(...words)}\n`),
        ),
      ];
      Promise.all(functions).catch(reject);
    });
    await page.goto(
      server.windowUrl(sampleFolder, [
        ['extensionDevelopmentPath', server.uri(extension)],
        ['extensionTestsPath', server.uri(tests)],
        ['skipWelcome', 'true'],
      ]),
    );
    const code = await exit;
    left.push(...(await readBrowserStorage(page)));
    if (refused.length > 0) throw new Error(`The page wanted from beyond loopback: ${refused.join(', ')}`);
    return code;
  } finally {
    await browser.close();
    await server.stop(() => assertNoSecretsIn([...left, ...filesIn(server.profile)]));
  }
}
