// @ts-check
// What a release consists of, in out/release: the .vsix, and the version's section of CHANGELOG.md as notes.md.
//   npm run release              of the present version
//   npm run release -- v0.2.0    the same, where the tag has to name it
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { packageExtension } from './package.mjs';

const root = path.dirname(import.meta.dirname);
const folder = path.join(root, 'out/release');

/**
 * The version's section of the changelog, without its heading.
 * @param {string} changelog
 * @param {string} version
 * @throws {Error} where there is none, or it is headed "unreleased"
 */
export function releaseNotes(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find(each => /^\S+/.exec(each)?.[0] === version);
  if (section === undefined) throw new Error(`CHANGELOG.md has no section "## ${version}".`);
  const [heading = '', ...lines] = section.split('\n');
  if (heading.includes('unreleased'))
    throw new Error(`CHANGELOG.md calls ${version} unreleased: put the date there.`);
  return `${lines.join('\n').trim()}\n`;
}

/**
 * @param {string} version
 * @param {string | undefined} tag
 * @throws {Error} where the tag names another version
 */
export function requireTag(version, tag) {
  if (tag === undefined || tag === `v${version}`) return;
  throw new Error(`The tag is ${tag}, but package.json has version ${version}: make them the same.`);
}

/** @param {string | undefined} tag */
async function prepareRelease(tag) {
  /** @type {{ version: string }} */
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  requireTag(version, tag);
  const notes = releaseNotes(fs.readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'), version);
  const { vsix } = await packageExtension({ production: true });
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  fs.copyFileSync(vsix, path.join(folder, path.basename(vsix)));
  fs.writeFileSync(path.join(folder, 'notes.md'), notes);
  console.log(`${path.relative(process.cwd(), folder)} holds ${fs.readdirSync(folder).join(', ')}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await prepareRelease(process.argv[2]).catch(error => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
