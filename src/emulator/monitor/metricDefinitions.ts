/** The metrics of a container group, in the words of the provider's own metric specifications (recorded). */

export type MetricName =
  'CpuUsage' | 'MemoryUsage' | 'NetworkBytesReceivedPerSecond' | 'NetworkBytesTransmittedPerSecond';

export interface Metric {
  readonly name: MetricName;
  readonly display: string;
  readonly description: string;
  readonly unit: 'Count' | 'Bytes';
  /** Whether each container has its own. */
  readonly perContainer: boolean;
}

export const groupMetrics: readonly Metric[] = [
  {
    name: 'CpuUsage',
    display: 'CPU Usage',
    description: 'CPU usage on all cores in millicores.',
    unit: 'Count',
    perContainer: true,
  },
  {
    name: 'MemoryUsage',
    display: 'Memory Usage',
    description: 'Total memory usage in byte.',
    unit: 'Bytes',
    perContainer: true,
  },
  {
    name: 'NetworkBytesReceivedPerSecond',
    display: 'Network Bytes Received Per Second',
    description: 'The network bytes received per second.',
    unit: 'Bytes',
    perContainer: false,
  },
  {
    name: 'NetworkBytesTransmittedPerSecond',
    display: 'Network Bytes Transmitted Per Second',
    description: 'The network bytes transmitted per second.',
    unit: 'Bytes',
    perContainer: false,
  },
];
