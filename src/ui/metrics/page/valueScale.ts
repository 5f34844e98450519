/** How high a chart is. */

/** A limit is part of the picture from this share of it on; a limit far above would make all else one flat line. */
const nearLimit = 0.25;

/** The lowest and highest value of a chart's axis, with room for `limits` that the values come near to. */
export function valueScale(highest: number, limits: readonly number[]): [number, number] {
  const near = limits.filter(limit => highest >= limit * nearLimit);
  const top = Math.max(highest, ...near);
  return [0, top > 0 ? top * 1.08 : 1];
}

/** The limits that are on an axis that ends at `top`. */
export function isOnScale(limit: number, top: number): boolean {
  return limit <= top;
}

/** Where the nearest point to a time is; -1 where there is none. `times` are ascending. */
export function nearestIndex(times: readonly number[], at: number): number {
  return times.reduce(
    (best, time, index) =>
      best < 0 || Math.abs(time - at) < Math.abs((times[best] ?? 0) - at) ? index : best,
    -1,
  );
}

export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** A window by `factor` as wide around `at`, within `all`, and not narrower than `least` ms. */
export function zoomed(
  window: TimeWindow,
  at: number,
  factor: number,
  all: TimeWindow,
  least: number,
): TimeWindow {
  const width = Math.min(all.to - all.from, Math.max(least, (window.to - window.from) * factor));
  const share = (at - window.from) / (window.to - window.from);
  const from = Math.min(Math.max(at - width * share, all.from), all.to - width);
  return { from, to: from + width };
}
