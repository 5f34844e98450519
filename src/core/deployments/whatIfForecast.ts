/** What a template would change, from Azure's forecast and from what we know better. */
import type { WhatIfChange, WhatIfChangeType } from './deploymentsApi.ts';
import { forecastOfDelta, forecastOfGroup, type PropertyForecast } from './propertyForecast.ts';
import { parseResourceId } from './resourceId.ts';
import { groupType } from '../document/azFile.ts';
import { changesBetween, type Verdict, verdictOf } from '../document/changes.ts';
import { type JsonObject, without } from '../json.ts';

export interface ResourceForecast {
  readonly resourceId: string;
  /** `Microsoft.ContainerInstance/containerGroups`; '' where the id tells none. */
  readonly type: string;
  readonly name: string;
  readonly change: WhatIfChangeType;
  /** Of a changed resource. */
  readonly properties: readonly PropertyForecast[];
  /** What becomes of a container group that is there and is sent again. */
  readonly verdict?: Verdict;
  /** Why Azure can't tell. */
  readonly reason?: string;
}

export interface WhatIfForecast {
  readonly counts: Readonly<Record<WhatIfChangeType, number>>;
  /** Deleted, created and changed ones first. */
  readonly resources: readonly ResourceForecast[];
}

export interface ForecastKnowledge {
  /** Values of the template's secure parameters. */
  readonly secrets: readonly string[];
  /** Bodies of container groups by their ids in lower case: as they are, and as the template wants them. */
  readonly live?: ReadonlyMap<string, JsonObject>;
  readonly wanted?: ReadonlyMap<string, JsonObject>;
}

const order: readonly WhatIfChangeType[] = [
  'Delete',
  'Create',
  'Modify',
  'Deploy',
  'Unsupported',
  'NoChange',
  'Ignore',
];

export function forecastOf(changes: readonly WhatIfChange[], knowledge: ForecastKnowledge): WhatIfForecast {
  const count = (wanted: WhatIfChangeType) => changes.filter(({ type }) => type === wanted).length;
  return {
    counts: {
      Create: count('Create'),
      Delete: count('Delete'),
      Ignore: count('Ignore'),
      Deploy: count('Deploy'),
      NoChange: count('NoChange'),
      Modify: count('Modify'),
      Unsupported: count('Unsupported'),
    },
    resources: order.flatMap(wanted =>
      changes.filter(({ type }) => type === wanted).map(change => resourceForecast(change, knowledge)),
    ),
  };
}

function resourceForecast(change: WhatIfChange, knowledge: ForecastKnowledge): ResourceForecast {
  const { resourceId, type, delta, unsupportedReason } = change;
  const parsed = parseResourceId(resourceId);
  const isSentAgain = type === 'Modify' || type === 'Deploy';
  const group =
    isSentAgain && parsed?.type.toLowerCase() === groupType.toLowerCase()
      ? bodiesOf(change, knowledge)
      : undefined;
  const { secrets } = knowledge;
  const properties = group
    ? forecastOfGroup(group.live, group.wanted, secrets)
    : forecastOfDelta(delta, secrets);
  return {
    resourceId,
    type: parsed?.type ?? '',
    name: parsed?.name ?? resourceId,
    change: type,
    properties: isSentAgain ? properties : [],
    // A PUT restarts every container (docs/azure-facts.md, "Writing groups"), whatever it is that Azure sees in it.
    ...(group && { verdict: verdictOf(changesBetween(group.live, group.wanted)) ?? 'restartsAll' }),
    ...(unsupportedReason !== undefined && { reason: unsupportedReason }),
  };
}

/** What we know ourselves comes first: what Azure foretells has expressions in it that it doesn't evaluate. */
function bodiesOf(
  { resourceId, before, after }: WhatIfChange,
  { live, wanted }: ForecastKnowledge,
): { readonly live: JsonObject; readonly wanted: JsonObject } | undefined {
  const key = resourceId.toLowerCase();
  const [is, willBe] = [live?.get(key) ?? before, wanted?.get(key) ?? after];
  // A template's body has no name: it is that of the live one.
  return is && willBe && { live: without(is, 'name'), wanted: willBe };
}
