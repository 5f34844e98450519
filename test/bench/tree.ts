/** Drawing the tree of a small and of a larger estate, beside a client that LISTs and then GETs every group. */
import { chooseSeed } from '../../src/emulator/seed/chooseSeed.ts';
import type { Figure } from './figure.ts';
import { treeFigures as measure, type RequestCost, type TreeFigures } from './requests.ts';

export async function treeFigures(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const estate of ['demo', 'groups=1000']) {
    const seed = chooseSeed(estate, Date.now());
    if (!seed) throw new Error(`The emulator has no estate called ${estate}.`);
    figures.push(...named(`tree.${estate}`, await measure(seed)));
  }
  return figures;
}

/** Each LIST is asked for once, and of the groups only those that somebody looks at. */
function named(estate: string, measured: TreeFigures): readonly Figure[] {
  const { subscriptions, groups, firstLevel, firstFolder, listThenGetEach } = measured;
  const lists = listThenGetEach.requests - groups;
  return [
    { name: `${estate}.subscriptions`, value: subscriptions, unit: 'subscriptions' },
    { name: `${estate}.groups`, value: groups, unit: 'groups' },
    { name: `${estate}.firstFolder.groups`, value: firstFolder.groups, unit: 'groups' },
    ...asked(`${estate}.firstLevel`, firstLevel, `≤ ${lists}`),
    ...asked(`${estate}.firstFolder`, firstFolder, `≤ ${firstFolder.groups}`),
    ...asked(`${estate}.listThenGetEach`, listThenGetEach),
  ];
}

function asked(
  name: string,
  { requests, milliseconds }: RequestCost,
  goal?: Figure['goal'],
): readonly Figure[] {
  return [
    { name: `${name}.requests`, value: requests, unit: 'requests', ...(goal && { goal }) },
    { name: `${name}.milliseconds`, value: milliseconds, unit: 'ms' },
  ];
}
