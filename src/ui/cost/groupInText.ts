/** A group's text, YAML or JSON, as far as it decides what the group costs. */
import { billedGroupOfBody } from '../../core/cost/billedGroup.ts';
import type { BilledGroup } from '../../core/cost/groupCost.ts';
import { asText, isObject } from '../../core/json.ts';
import { parseGroupFile } from '../fileFormats/parseGroupFile.ts';

/** Undefined where the text says no place, which is then its resource group's, or has a GPU. */
export function groupInText(
  text: string,
): { readonly location: string; readonly group: BilledGroup } | undefined {
  const { content } = parseGroupFile(text);
  if (!isObject(content)) return undefined;
  const location = asText(content['location']);
  const group = billedGroupOfBody(content);
  return location === '' || !group ? undefined : { location, group };
}
