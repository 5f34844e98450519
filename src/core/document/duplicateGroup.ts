/** Making a new group from an existing one: nothing is lost that the wizard can't show. */
import { changedFields, writeFields } from './groupBody.ts';
import { planFromBody } from './planFromBody.ts';
import { withoutReadOnly } from './readOnlyProperties.ts';
import { asObject, isObject, without } from '../json.ts';
import type { RawContainerGroup } from '../model/containerGroup.ts';
import type { GroupPlan } from '../model/groupPlan.ts';

/** The document without what belongs to the original alone: state, address, and its DNS label, which it keeps. */
export function toDuplicateBase(document: RawContainerGroup): RawContainerGroup {
  const body = withoutReadOnly(document.body);
  const properties = asObject(body['properties']);
  const address = properties['ipAddress'];
  return {
    ...document,
    body: {
      ...body,
      properties: {
        ...properties,
        ...(isObject(address) && { ipAddress: without(address, 'dnsNameLabel') }),
      },
    },
  };
}

/** `base` (from `toDuplicateBase`) with the differences between what it says and the plan, and no others. */
export function duplicateBody(base: RawContainerGroup, plan: GroupPlan): RawContainerGroup {
  const before = planFromBody(plan.ref, base.body);
  return { ...base, body: writeFields(base.body, plan, changedFields(before, plan)) };
}
