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
  const texts = files.map(file => fs.readFileSync(file, 'utf8').trim());
  const address = homepage ?? repository?.url ?? repository ?? '';
  return { title: `${name} ${version} (${license})`, address: String(address), texts };
}

/**
 * What ThirdPartyNotices.txt says. Throws where a package in the bundle has no licence file.
 * @param {import('esbuild').Metafile} metafile
 * @param {string} root what the paths in the metafile begin from
 */
export function thirdPartyNotices(metafile, root) {
  const sections = bundledPackages(metafile, root)
    .map(readPackage)
    .map(({ title, address, texts }) => [title, address, '', ...texts].join('\n'));
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  const head =
    'This extension contains code of the packages below, each under the licence that follows its name.';
  return `${[head, ...new Set(sections)].join(rule).replaceAll('\r\n', '\n')}\n`;
}
