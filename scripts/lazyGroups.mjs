// @ts-check
// What is loaded together. esbuild makes a file of every module that is loaded by import(), and one of every set of
// modules that some of them share: two hundred small files, which deflate badly. Those of a group become one.
import fs from 'node:fs';
import path from 'node:path';

const namespace = 'lazy-group';
const dynamicImport = /\bimport\(\s*'(\.[^']+\.ts)'\s*\)/g;

/**
 * Modules that `import()` loads are loaded with all others of their group.
 * @param {string} source the folder of the sources
 * @param {(file: string) => string | undefined} groupOf by the path below `source`; undefined: loaded alone
 * @returns {import('esbuild').Plugin}
 */
export function lazyGroups(source, groupOf) {
  /** @param {string} file @param {string} specifier */
  const target = (file, specifier) => path.resolve(path.dirname(file), specifier);
  /** @param {string} file */
  const groupOfFile = file => groupOf(path.relative(source, file).replaceAll(path.sep, '/'));
  /** As an identifier. @param {string} file */
  const nameOf = file => path.relative(source, file).replace(/\W/g, '_');
  return {
    name: namespace,
    setup(build) {
      build.onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path: file }) => {
        const contents = fs
          .readFileSync(file, 'utf8')
          .replace(dynamicImport, (whole, /** @type {string} */ specifier) => {
            const loaded = target(file, specifier);
            const group = groupOfFile(loaded);
            return group === undefined
              ? whole
              : `import('${namespace}:${group}').then(group => group.${nameOf(loaded)})`;
          });
        return { contents, loader: 'ts', watchFiles: [file] };
      });
      build.onResolve({ filter: new RegExp(`^${namespace}:`) }, ({ path: specifier }) => ({
        path: specifier.slice(namespace.length + 1),
        namespace,
      }));
      build.onLoad({ filter: /.*/, namespace }, ({ path: group }) => {
        const files = filesIn(source);
        const members = dynamicallyImported(files).filter(file => groupOfFile(file) === group);
        const contents = members.map(file => `export * as ${nameOf(file)} from ${JSON.stringify(file)};`);
        return { contents: contents.join('\n'), resolveDir: source, watchFiles: files };
      });
    },
  };

  /** Whatever some of the files loads by `import()`. @param {readonly string[]} files */
  function dynamicallyImported(files) {
    const loaded = files.flatMap(file =>
      [...fs.readFileSync(file, 'utf8').matchAll(dynamicImport)].map(([, specifier = '']) =>
        target(file, specifier),
      ),
    );
    return [...new Set(loaded)].sort();
  }
}

/** @param {string} folder */
function filesIn(folder) {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => path.join(folder, file));
}
