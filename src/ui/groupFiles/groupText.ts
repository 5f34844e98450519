const inYaml = /^["']?type["']?\s*:\s*["']?Microsoft\.ContainerInstance\/containerGroups["']?\s*(?:#.*)?$/im;
const inJson = /"type"\s*:\s*"Microsoft\.ContainerInstance\/containerGroups"/i;

/**
 * Whether a text says of itself, at its top, that it is a container group in az's shape. Cheap enough to ask it of
 * every YAML file there is.
 */
export function isGroupText(text: string): boolean {
  return (/^\s*\{/.test(text) ? inJson : inYaml).test(text);
}
