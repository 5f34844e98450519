/** Bundled as a text. */
declare module '*.css' {
  const text: string;
  export default text;
}

/** What VS Code gives to the script of a webview, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};
