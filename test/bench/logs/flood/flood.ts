/** What containers flood a follower with. */
import type { EmulatorAddress } from '../../../../src/core/account/emulatorAddress.ts';
import type { GroupRef } from '../../../../src/core/model/containerGroup.ts';

export interface Flood {
  /** Numbered lines; `y` on each, as `yes` does; or one line that never ends. */
  readonly writes: 'numbered' | 'yes' | 'endless';
  /** How many containers of one group do, side by side. */
  readonly containers: number;
  /** What the service does with a client that reads more slowly than they write. */
  readonly slowReader: 'waits' | 'isCut';
}

/** What a client needs. */
export interface FloodedAzure {
  readonly account: EmulatorAddress;
  readonly group: GroupRef;
  readonly names: readonly string[];
}

const filler = 'GET /api/orders/8213 200 "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"';

/** A line with its end, as long as one of an access log. */
export function numberedLine(number: number): string {
  return `${number} ${filler}\n`;
}
