import type { ProviderType } from '../arm/apiVersions.ts';

/** `Microsoft.Insights`, by the folders of azure-rest-api-specs (specification/monitor). */
export const metrics: ProviderType = {
  name: 'metrics',
  versions: [
    '2016-09-01',
    '2017-05-01-preview',
    '2018-01-01',
    '2019-07-01',
    '2021-05-01',
    '2023-10-01',
    '2024-02-01',
  ],
};
export const metricDefinitions: ProviderType = {
  name: 'metricDefinitions',
  versions: [
    '2016-03-01',
    '2017-05-01-preview',
    '2018-01-01',
    '2019-07-01',
    '2021-05-01',
    '2023-10-01',
    '2024-02-01',
  ],
};
export const metricNamespaces: ProviderType = {
  name: 'metricNamespaces',
  versions: ['2017-12-01-preview', '2024-02-01'],
};
export const diagnosticSettings: ProviderType = {
  name: 'diagnosticSettings',
  versions: ['2015-07-01', '2016-09-01', '2017-05-01-preview', '2021-05-01-preview'],
};
export const eventTypes: ProviderType = {
  name: 'eventtypes',
  versions: ['2014-04-01', '2015-04-01', '2017-03-01-preview'],
};
