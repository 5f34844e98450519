/** One run of the suites, for whichever host it finds. */
export interface HostedRun {
  /** The folder of the laid-out extension. */
  readonly extension: string;
  /** The bundled entry point of the suites, inside that folder. */
  readonly tests: string;
  /** Environment of the extension host, on top of ours. */
  readonly env: Readonly<Record<string, string>>;
}
