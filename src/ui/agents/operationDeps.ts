/** What operations need around them. The extension and the MCP program each put it together. */
import type { PermissionCache } from '../../core/access/permissionCache.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import type { Clock } from '../../core/clock.ts';
import type { ImageConfig } from '../../core/compose/command.ts';
import type { PriceList } from '../../core/cost/priceList.ts';
import type { CloudId } from '../../core/model/cloud.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import type { Subscription } from '../../core/model/subscription.ts';
import type { Preflight } from '../preflight/checkBeforeSending.ts';

export interface OperationDeps {
  readonly aci: AzureApi;
  readonly cloud: CloudId;
  readonly clock: Clock;
  /** Those that the person looks at. Throws `AciError` where nobody is signed in. */
  readonly subscriptions: (signal: AbortSignal) => Promise<readonly Subscription[]>;
  readonly permissions: PermissionCache;
  readonly preflight: Preflight;
  readonly prices: Pick<PriceList, 'rates'>;
  /** What an image runs by itself, as its registry says; undefined where that can't be known. */
  readonly imageConfig: (image: string, signal: AbortSignal) => Promise<ImageConfig | undefined>;
  /** The group has been made, has changed or is gone: time to look at it. Does not wait, never throws. */
  readonly refreshGroup: (ref: GroupRef) => void;
}
