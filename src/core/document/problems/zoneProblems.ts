/** Rules for availability zones ("Reliability in Azure Container Instances" on learn.microsoft.com). */
import { isList } from '../../json.ts';
import { type JsonNode, at, equalsIgnoringCase, isPresent, textOf } from './jsonNode.ts';
import { error, onKey, type Problems, warning } from './problem.ts';

export function* zoneProblems(file: JsonNode): Problems {
  const zones = at(file, 'zones');
  if (!isList(zones.value) || zones.value.length === 0) return;
  if (zones.value.length > 1) yield onKey(error(zones, 'zonesTooMany', `${zones.value.length}`));
  const sku = at(file, 'properties', 'sku');
  if (equalsIgnoringCase(at(file, 'properties', 'priority'), 'Spot'))
    yield onKey(warning(zones, 'zonesSpot'));
  if (isPresent(sku) && !equalsIgnoringCase(sku, 'Standard'))
    yield onKey(warning(zones, 'zonesSku', textOf(sku) ?? ''));
}
