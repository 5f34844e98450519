/** Where a template is deployed to, as far as it is known. What is left out only Azure knows. */
import type { JsonObject } from '../json.ts';
import type { CloudId } from '../model/cloud.ts';

export interface DeploymentTarget {
  readonly subscriptionId: string;
  readonly subscriptionName?: string;
  readonly tenantId?: string;
  readonly cloud?: CloudId;
  readonly resourceGroup: {
    readonly id: string;
    readonly name: string;
    readonly location: string;
    readonly tags?: JsonObject;
  };
  /** What `deployment().name` gives. az takes the template file's name without its ending. */
  readonly deploymentName?: string;
  /** When it is deployed (ms since the epoch), which `utcNow()` gives. */
  readonly now?: number;
  /** What `newGuid()` gives, another one at each call. */
  readonly newGuid?: () => string;
}
