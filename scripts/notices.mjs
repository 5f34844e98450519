// @ts-check
// The licences of the packages that are in the bundle: most of them require that their text is distributed with the code.
import fs from 'node:fs';
import path from 'node:path';

/** Of packages whose repository has a licence file and whose package on npm has none: `@scope/name.txt`. */
const keptLicences = path.join(import.meta.dirname, 'licences');
const licenceFile = /^(?:licen[cs]e|copying|(?:copyright)?notices?)(?:\.|$)/i;

/**
 * The folders of the packages of which something is in the bundle.
 * @param {import('esbuild').Metafile} metafile
 * @param {string} root what the paths in the metafile begin from
 */
function bundledPackages({ outputs }, root) {
  const folders = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => {
      const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [];
      return folder === undefined || bytesInOutput === 0 ? [] : [path.resolve(root, folder)];
    }),
  );
  return [...new Set(folders)].sort();
}

/** @param {string} folder */
function readPackage(folder) {
  const { name, version, license, homepage, repository } = JSON.parse(
    fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const brought = fs.readdirSync(folder).filter(file => licenceFile.test(file));
  const files = brought.map(file => path.join(folder, file));
  const kept = path.join(keptLicences, `${name}.txt`);
  if (files.length === 0 && fs.existsSync(kept)) files.push(kept);
  if (files.length === 0) throw new Error(`${name} ${version} is in the bundle and has no licence file.`);
  const texts = files.map(file => fs.readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim());
  const address = homepage ?? repository?.url ?? repository ?? '';
  return { title: `${name} ${version} (${license})`, address: String(address), texts };
}

const copyrightLine = /^[ \t]*(?:copyright\b|\(c\)|©).*$/gim;

/**
 * A licence without who grants it, who is named in its first lines: many packages have the same.
 * @param {string} text
 */
function readLicence(text) {
  const [beginning = ''] = /^(?:.*\n){0,8}/.exec(text) ?? [];
  const holders = (beginning.match(copyrightLine) ?? []).map(line => line.trim());
  const words = (beginning.replace(copyrightLine, '') + text.slice(beginning.length)).trim();
  return { holders, words: words.replace(/\n{3,}/g, '\n\n') };
}

/**
 * What ThirdPartyNotices.txt says: each licence once, below the packages that are under it and their copyright lines.
 * Throws where a package in the bundle has no licence file.
 * @param {import('esbuild').Metafile} metafile
 * @param {string} root what the paths in the metafile begin from
 */
export function thirdPartyNotices(metafile, root) {
  /** By their words, however their lines are broken. @type {Map<string, { packages: Set<string>, words: string }>} */
  const licences = new Map();
  for (const { title, address, texts } of bundledPackages(metafile, root).map(readPackage)) {
    const parts = texts.map(readLicence);
    const key = parts.map(({ words }) => words.replace(/\s+/g, ' ')).join('\n');
    const holders = [...new Set(parts.flatMap(part => part.holders))];
    const known = licences.get(key) ?? {
      packages: new Set(),
      words: parts.map(({ words }) => words).join('\n\n'),
    };
    known.packages.add([title, address, ...holders].join('\n'));
    licences.set(key, known);
  }
  const sections = [...licences.values()].map(({ packages, words }) => [...packages, words].join('\n\n'));
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  const head =
    'This extension contains code of the packages below, each under the licence that follows its name and copyright.';
  return `${[head, ...sections].join(rule)}\n`;
}
