/**
 * A Windows command line in the words of our shell, as far as a few lines of `cmd` or PowerShell go. Undefined where
 * the executable is neither.
 */
export function windowsScript(executable: string, words: readonly string[]): string | undefined {
  if (executable === 'cmd') return cmdScript(after(words, /^\/[ck]$/i));
  if (executable === 'powershell' || executable === 'pwsh')
    return powershellScript(after(words, /^-c(?:ommand)?$/i));
  return undefined;
}

function after(words: readonly string[], flag: RegExp): string {
  return words.slice(words.findIndex(word => flag.test(word)) + 1).join(' ');
}

function cmdScript(script: string): string {
  return slashes(script)
    .replace(/%(\w+)%/g, '${$1}')
    .replace(/>\s*nul\b/gi, '> /dev/null')
    .replace(/\bexit\s+\/b\b/gi, 'exit')
    .replace(/\btimeout\s+(?:\/t\s+)?(\d+)(?:\s+\/nobreak)?/gi, 'sleep $1');
}

function powershellScript(script: string): string {
  return slashes(script)
    .replace(/\$env:(\w+)/gi, '${$1}')
    .replace(/\bStart-Sleep(?:\s+-s(?:econds)?)?\b/gi, 'sleep')
    .replace(/\bWrite-(?:Host|Output)\b/gi, 'echo')
    .replace(/\bwhile\s*\(\s*\$true\s*\)\s*\{([^{}]*)\}/gi, 'while true; do $1; done')
    .replace(/;\s*;/g, ';');
}

/** A backslash is a plain character there. */
const slashes = (script: string) => script.replace(/\\/g, '\\\\');
