/**
 * Text that a channel may hold, and what is left of it then (UTF-16 units). VS Code keeps all of a channel in an editor
 * of the window, which becomes slow with tens of megabytes.
 */
const mostText = 64_000_000;
const keptText = 4_000_000;

/** Appends to a channel, and takes its oldest lines away where there are too many: `notice` stands in their place. */
export function createBoundedChannel(
  channel: { append(text: string): void; replace(text: string): void },
  notice: string,
): { append(text: string): void } {
  let recent: string[] = [];
  let recentLength = 0;
  let length = 0;

  function remember(text: string): void {
    recent.push(text);
    recentLength += text.length;
    if (recentLength < 2 * keptText) return;
    const kept = recent.join('').slice(-keptText);
    recent = [kept.slice(kept.indexOf('\n') + 1)];
    recentLength = recent[0]?.length ?? 0;
  }

  return {
    append(text) {
      remember(text);
      length += text.length;
      if (length <= mostText) {
        channel.append(text);
        return;
      }
      const all = `${notice}${recent.join('')}`;
      length = all.length;
      channel.replace(all);
    },
  };
}
