import fs from 'node:fs';
import path from 'node:path';
import { installBuilds } from '../../scripts/installedBuilds.mjs';
import { root } from './server.ts';
import { steps, type TourStep } from './tour.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/*
 * The tour: does the main job in the real workbench with the extension as users get it. One screenshot in
 * out/tour/ and one printed line per step. Ends with 0 only if every step was seen on the screen.
 */

const folder = path.join(root, 'out/tour');
fs.rmSync(folder, { recursive: true, force: true });
await installBuilds();
const workbench = await openWorkbench({ screenshots: folder });
try {
  for (const [index, step] of steps.entries()) await take(workbench, step, index + 1);
  console.log(`${steps.length} steps seen, pictures in ${path.relative(process.cwd(), folder)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await workbench.close();
}

async function take(workbench: Workbench, step: TourStep, number: number): Promise<void> {
  const title = `${String(number).padStart(2, '0')}-${step.name}`;
  try {
    const seen = await step.run(workbench);
    await workbench.screenshot(title);
    console.log(`${title}: ${seen}`);
  } catch (error) {
    await workbench.screenshot(`${title}-not-seen`);
    console.log(`${title}: NOT SEEN`);
    throw error;
  }
}
