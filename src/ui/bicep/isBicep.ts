/** Whether a file is one that the Bicep compiler reads, by its name. */
export function isBicep({ path }: { readonly path: string }): boolean {
  return /\.bicep(param)?$/i.test(path);
}
