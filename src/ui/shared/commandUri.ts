/** `command:` address that runs `command` with these arguments (JSON), fit for a Markdown link's target. */
export function commandUri(command: `aci.${string}`, ...args: readonly unknown[]): string {
  const query = encodeURIComponent(JSON.stringify(args)).replace(
    /[!'()*~_]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `command:${command}?${query}`;
}
