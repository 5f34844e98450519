// @ts-check
// The browser that the tests drive: CHROMIUM_PATH, the system's own, or Playwright's. Best is the headless shell: it
// draws pages and nothing else, while Chromium without a window still draws its tabs and address bar.
import fs from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { onPath, require } from './prerequisites.mjs';
import { npm } from './processes.mjs';

const programs = [
  ...['chromium-headless-shell', 'chromium', 'chromium-browser'],
  ...['google-chrome', 'google-chrome-stable', 'chrome'],
];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  `${process.env['PROGRAMFILES'] ?? 'C:\\Program Files'}\\Google\\Chrome\\Application\\chrome.exe`,
];

/** @returns {Promise<string | undefined>} */
async function find() {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (fs.existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which is not there.`);
  }
  const { chromium } = await import('playwright-core');
  return [...programs.map(onPath), ...applications, chromium.executablePath()].find(
    file => file !== undefined && fs.existsSync(file),
  );
}

/**
 * Finds Chromium, or installs it.
 * @returns {Promise<string>} its executable
 * @throws {Error} saying what to do where it can't be installed
 */
export async function setUpChromium() {
  const present = await find();
  if (present) return present;
  if (isDebian()) {
    const isPresent = () => onPath('chromium-headless-shell') !== undefined;
    const debian = ['chromium-headless-shell', 'fonts-liberation'];
    await require([{ name: 'Chromium', present: isPresent, debian, elsewhere: 'or set CHROMIUM_PATH' }]);
  } else {
    await npm(['exec', '--', 'playwright-core', 'install', 'chromium'], { quiet: true });
  }
  const installed = await find();
  if (installed) return installed;
  throw new Error('No Chromium: install one, or name the executable in CHROMIUM_PATH.');
}

/** Ubuntu's package is a snap, which neither a container nor a throw-away profile can use. */
function isDebian() {
  return (
    fs.existsSync('/etc/os-release') && /^ID="?debian"?$/m.test(fs.readFileSync('/etc/os-release', 'utf8'))
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await setUpChromium());
