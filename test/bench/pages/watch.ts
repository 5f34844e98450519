/** What runs in every frame of the window while pages are measured: texts, since the project's types leave the DOM out. */

/**
 * Notes in `bench`: when the frame showed what is waited for first (`shownAt`, ms since the epoch), and the longest time
 * (`longest`, ms) between two turns of its event loop since `restart`.
 */
export const watchFrame = `(() => {
  const bench = { longest: 0, shownAt: undefined, restart() { this.longest = 0; last = performance.now(); } };
  let last = performance.now();
  let isFound = false;
  const turn = () => {
    const now = performance.now();
    bench.longest = Math.max(bench.longest, now - last);
    last = now;
    // VS Code writes the page into a frame that is there, which ends what waits for frames before.
    if (!isFound && document.querySelector('.body .line, .chart canvas')) {
      isFound = true;
      requestAnimationFrame(() => setTimeout(() => (bench.shownAt = performance.timeOrigin + performance.now())));
    }
    channel.port2.postMessage(0);
  };
  const channel = new MessageChannel();
  channel.port1.onmessage = () => setTimeout(turn, 1);
  turn();
  globalThis.bench = bench;
})();`;

/** Notes when somebody chose something in the window itself: `chosenAt`, ms since the epoch. */
export const watchChoices = `for (const kind of ['mousedown', 'keydown']) {
  document.addEventListener(kind, () => (globalThis.chosenAt = performance.timeOrigin + performance.now()), true);
}`;

/** Scrolls the grid of the cost overview from its top to its end in so many frames; each frame's ms. */
export const scrollGrid = (frames: number): string => `new Promise(resolve => {
  const grid = document.getElementById('grid');
  const all = [];
  let last = performance.now();
  const step = now => {
    all.push(now - last);
    last = now;
    if (all.length > ${frames}) resolve(all.slice(1));
    else {
      grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * (all.length / ${frames});
      requestAnimationFrame(step);
    }
  };
  requestAnimationFrame(step);
})`;

/** What was noted, once what is there now has been painted. */
export const noted = `new Promise(resolve =>
  requestAnimationFrame(() => setTimeout(() => resolve({ shownAt: bench.shownAt, longest: bench.longest }), 50)),
)`;

/** The longest time (ms) that the frame needs for the same megabyte of JSON: what its blocks are to be compared with. */
export const yardstick = `(() => {
  const text = JSON.stringify(Array.from({ length: 10000 }, (_, index) => ({
    id: '/subscriptions/' + index, name: 'shop-' + index, location: 'westeurope', cpu: 1.5, tags: { team: 'team-' + index },
  })));
  let longest = 0;
  for (let time = 0; time < 20; time++) {
    const since = performance.now();
    JSON.parse(text);
    longest = Math.max(longest, performance.now() - since);
  }
  return longest;
})()`;
