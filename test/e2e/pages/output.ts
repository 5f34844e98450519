import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { longestWait } from '../../until.ts';

export interface Output {
  /** The lines of the output panel that are on the screen. */
  shown(): Promise<readonly string[]>;
  /** Waits until the output panel shows this. */
  shows(text: string | RegExp): Promise<void>;
  /** All that a channel was ever given: its file on disk, `''` while there is none. */
  text(channel: string): string;
  /** Waits until the channel's file matches; gives its text. */
  holds(channel: string, pattern: RegExp): Promise<string>;
}

/** Output channels: on the screen, and in the files that VS Code keeps them in. */
export function output(page: Page, profile: string): Output {
  const lines = page.locator('.part.panel .output-view .view-lines, .part.panel .view-lines');
  const text = (channel: string): string =>
    channelFiles(profile, channel)
      .map(file => fs.readFileSync(file, 'utf8'))
      .join('');
  return {
    shown: async () => {
      const shown = await lines.locator('.view-line').allInnerTexts();
      return shown.map(line => line.replaceAll('\u00a0', ' '));
    },
    shows: wanted => lines.filter({ hasText: wanted }).first().waitFor(),
    text,
    async holds(channel, pattern) {
      const giveUp = Date.now() + longestWait;
      for (;;) {
        const held = text(channel);
        if (pattern.test(held)) return held;
        if (Date.now() > giveUp) {
          throw new Error(`Output "${channel}" doesn't match ${String(pattern)}. It holds:\n${held}`);
        }
        await sleep(50);
      }
    },
  };
}

/** `exthost…/output_logging_…/<n>-<channel>.log` (plain) and `exthost…/<extension>/<channel>.log` (log). */
function channelFiles(profile: string, channel: string): readonly string[] {
  // VS Code leaves out of file names what some file system forbids.
  const fileName = channel.replace(/[\\/:*?"<>|]/g, '');
  const logs = path.join(profile, 'logs');
  if (!fs.existsSync(logs)) return [];
  return fs
    .readdirSync(logs, { recursive: true, encoding: 'utf8' })
    .filter(file => {
      const name = path.basename(file, '.log').replace(/^\d+-/, '');
      return file.endsWith('.log') && /[\\/]exthost/.test(file) && name === fileName;
    })
    .map(file => path.join(logs, file))
    .sort();
}
