// @ts-check
// What takes the place of packages in the bundle of which hardly anything is used.

/** By the name that is imported, and who imports it. @type {readonly { name: string, by: RegExp, contents: string }[]} */
export const standIns = [
  {
    // Opens a browser for a credential that nobody makes: people sign in with VS Code.
    name: 'open',
    by: /[\\/]@azure[\\/]identity[\\/]/,
    contents: `export default () => { throw new Error('No browser is opened from here.'); };`,
  },
  {
    // Is asked whether Node has what is there since 16.9; VS Code 1.105 brings Node 22.
    name: 'semver',
    by: /[\\/]jsonwebtoken[\\/]/,
    contents: 'exports.satisfies = () => true;',
  },
  {
    // Writes to standard error for whoever sets DEBUG.
    name: 'debug',
    by: /[\\/](?:agent-base|https?-proxy-agent)[\\/]/,
    contents: 'module.exports = () => () => {};',
  },
];

/** @type {import('esbuild').Plugin} */
export const useStandIns = {
  name: 'stand-ins',
  setup(build) {
    for (const { name, by, contents } of standIns) {
      build.onResolve({ filter: new RegExp(`^${name}$`) }, ({ importer }) =>
        by.test(importer) ? { path: name, namespace: 'stand-in' } : undefined,
      );
      build.onLoad({ filter: new RegExp(`^${name}$`), namespace: 'stand-in' }, () => ({ contents }));
    }
  },
};
