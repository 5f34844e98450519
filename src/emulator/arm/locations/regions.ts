/** Azure's regions, and which of them offer container instances. */
import type { JsonObject } from '../../json.ts';

export interface Region {
  readonly name: string;
  readonly displayName: string;
  readonly geographyGroup: string;
  readonly physicalLocation: string;
  readonly latitude: string;
  readonly longitude: string;
  /** Name of the paired region, '' where there is none. */
  readonly pair: string;
}

const region = (
  name: string,
  displayName: string,
  geographyGroup: string,
  physicalLocation: string,
  latitude: string,
  longitude: string,
  pair: string,
): Region => ({ name, displayName, geographyGroup, physicalLocation, latitude, longitude, pair });

/** Regions that offer `containerGroups`. */
export const offeredRegions: readonly Region[] = [
  region('eastus', 'East US', 'US', 'Virginia', '37.3719', '-79.8164', 'westus'),
  region('eastus2', 'East US 2', 'US', 'Virginia', '36.6681', '-78.3889', 'centralus'),
  region('southcentralus', 'South Central US', 'US', 'Texas', '29.4167', '-98.5', 'northcentralus'),
  region('westus2', 'West US 2', 'US', 'Washington', '47.233', '-119.852', 'westcentralus'),
  region('westus3', 'West US 3', 'US', 'Phoenix', '33.448376', '-112.074036', 'eastus'),
  region(
    'australiaeast',
    'Australia East',
    'Asia Pacific',
    'New South Wales',
    '-33.86',
    '151.2094',
    'australiasoutheast',
  ),
  region('southeastasia', 'Southeast Asia', 'Asia Pacific', 'Singapore', '1.283', '103.833', 'eastasia'),
  region('northeurope', 'North Europe', 'Europe', 'Ireland', '53.3478', '-6.2597', 'westeurope'),
  region('swedencentral', 'Sweden Central', 'Europe', 'Gävle', '60.67488', '17.14127', 'swedensouth'),
  region('uksouth', 'UK South', 'Europe', 'London', '50.941', '-0.799', 'ukwest'),
  region('westeurope', 'West Europe', 'Europe', 'Netherlands', '52.3667', '4.9', 'northeurope'),
  region('centralus', 'Central US', 'US', 'Iowa', '41.5908', '-93.6208', 'eastus2'),
  region(
    'southafricanorth',
    'South Africa North',
    'Africa',
    'Johannesburg',
    '-25.73134',
    '28.21837',
    'southafricawest',
  ),
  region('centralindia', 'Central India', 'Asia Pacific', 'Pune', '18.5822', '73.9197', 'southindia'),
  region('eastasia', 'East Asia', 'Asia Pacific', 'Hong Kong', '22.267', '114.188', 'southeastasia'),
  region('japaneast', 'Japan East', 'Asia Pacific', 'Tokyo, Saitama', '35.68', '139.77', 'japanwest'),
  region('koreacentral', 'Korea Central', 'Asia Pacific', 'Seoul', '37.5665', '126.978', 'koreasouth'),
  region('canadacentral', 'Canada Central', 'Canada', 'Toronto', '43.653', '-79.383', 'canadaeast'),
  region('francecentral', 'France Central', 'Europe', 'Paris', '46.3772', '2.373', 'francesouth'),
  region(
    'germanywestcentral',
    'Germany West Central',
    'Europe',
    'Frankfurt',
    '50.110924',
    '8.682127',
    'germanynorth',
  ),
  region('italynorth', 'Italy North', 'Europe', 'Milan', '45.46888', '9.18109', ''),
  region('norwayeast', 'Norway East', 'Europe', 'Norway', '59.913868', '10.752245', 'norwaywest'),
  region('polandcentral', 'Poland Central', 'Europe', 'Warsaw', '52.23334', '21.01666', ''),
  region(
    'switzerlandnorth',
    'Switzerland North',
    'Europe',
    'Zurich',
    '47.451542',
    '8.564572',
    'switzerlandwest',
  ),
  region('uaenorth', 'UAE North', 'Middle East', 'Dubai', '25.266666', '55.316666', 'uaecentral'),
  region(
    'brazilsouth',
    'Brazil South',
    'South America',
    'Sao Paulo State',
    '-23.55',
    '-46.633',
    'southcentralus',
  ),
  region('northcentralus', 'North Central US', 'US', 'Illinois', '41.8819', '-87.6278', 'southcentralus'),
  region('westus', 'West US', 'US', 'California', '37.783', '-122.417', 'eastus'),
  region('japanwest', 'Japan West', 'Asia Pacific', 'Osaka', '34.6939', '135.5022', 'japaneast'),
  region('westcentralus', 'West Central US', 'US', 'Wyoming', '40.89', '-110.234', 'westus2'),
  region(
    'australiasoutheast',
    'Australia Southeast',
    'Asia Pacific',
    'Victoria',
    '-37.8136',
    '144.9631',
    'australiaeast',
  ),
  region('southindia', 'South India', 'Asia Pacific', 'Chennai', '12.9822', '80.1636', 'centralindia'),
  region('canadaeast', 'Canada East', 'Canada', 'Quebec', '46.817', '-71.217', 'canadacentral'),
  region('ukwest', 'UK West', 'Europe', 'Cardiff', '53.427', '-3.084', 'uksouth'),
];

/** Regions that Azure has, but without container instances. */
const otherRegions: readonly Region[] = [
  region(
    'australiacentral2',
    'Australia Central 2',
    'Asia Pacific',
    'Canberra',
    '-35.3075',
    '149.1244',
    'australiacentral',
  ),
  region('westindia', 'West India', 'Asia Pacific', 'Mumbai', '19.088', '72.868', 'southindia'),
  region(
    'brazilsoutheast',
    'Brazil Southeast',
    'South America',
    'Rio',
    '-22.90278',
    '-43.2075',
    'brazilsouth',
  ),
];

/** Logical locations, which ARM lists beside the physical ones; nothing can be created there. */
const logicalRegions = [
  ['asia', 'Asia'],
  ['europe', 'Europe'],
  ['global', 'Global'],
  ['unitedstates', 'United States'],
] as const;

/** `East US` and `eastus` are the same location to ARM. */
export function regionName(location: string): string {
  return location.replaceAll(' ', '').toLowerCase();
}

export function isRegion(name: string): boolean {
  return [...offeredRegions, ...otherRegions].some(r => r.name === name);
}

export function offersContainerGroups(name: string): boolean {
  return offeredRegions.some(r => r.name === name);
}

/** `value` of a subscription's `locations`, logical ones included. */
export function locationList(subscriptionId: string): JsonObject[] {
  const id = (name: string) => `/subscriptions/${subscriptionId}/locations/${name}`;
  const physical = [...offeredRegions, ...otherRegions].map(r => ({
    id: id(r.name),
    name: r.name,
    type: 'Region',
    displayName: r.displayName,
    regionalDisplayName: `(${r.geographyGroup}) ${r.displayName}`,
    metadata: {
      regionType: 'Physical',
      regionCategory: r.pair ? 'Recommended' : 'Other',
      geographyGroup: r.geographyGroup,
      longitude: r.longitude,
      latitude: r.latitude,
      physicalLocation: r.physicalLocation,
      pairedRegion: r.pair ? [{ name: r.pair, id: id(r.pair) }] : [],
    },
  }));
  const logical = logicalRegions.map(([name, displayName]) => ({
    id: id(name),
    name,
    type: 'Region',
    displayName,
    regionalDisplayName: displayName,
    metadata: { regionType: 'Logical', regionCategory: 'Other' },
  }));
  return [...physical, ...logical];
}
