/** What the Bicep compiler says of files, as `DiagnosticLogger` of Azure/bicep writes it to standard error. */

export interface BicepDiagnostic {
  /** As the compiler names it: an absolute path. */
  readonly file: string;
  /** Both count from 0. */
  readonly line: number;
  readonly character: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly code: string;
  readonly message: string;
}

/** `/src/main.bicep(3,7) : Error BCP057: The name … does not exist … [https://aka.ms/bicep/…]` */
const line = /^(.+)\((\d+),(\d+)\) : (Error|Warning|Info) ([\w-]+): (.*?)(?: \[https?:\/\/[^\]\s]+\])?$/;

/** Lines that are no diagnostics (notes about experimental features, stack traces) are passed over. */
export function bicepDiagnostics(stderr: string): readonly BicepDiagnostic[] {
  return stderr.split(/\r?\n/).flatMap(text => {
    const [, file, row, column, level = '', code, message] = line.exec(text) ?? [];
    if (file === undefined || code === undefined || message === undefined) return [];
    return [
      {
        file,
        line: Math.max(0, Number(row) - 1),
        character: Math.max(0, Number(column) - 1),
        severity: level.toLowerCase() as BicepDiagnostic['severity'],
        code,
        message,
      },
    ];
  });
}
