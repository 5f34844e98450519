/** Told about each answer, for the extension log: never a body, a token or a query's secret. */
export interface RequestLogger {
  logResponse(
    method: string,
    path: string,
    status: number | 'failed',
    ms: number,
    requestId: string | undefined,
  ): void;
}
