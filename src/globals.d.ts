/** Set by esbuild.js: whether this is the build that people install. */
declare const PRODUCTION: boolean;
