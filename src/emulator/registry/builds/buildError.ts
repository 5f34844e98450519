/** Ends a build; the message is what Docker or ACR writes. */
export class BuildError extends Error {}

/** The words of Moby's classic builder for what it leaves to BuildKit. */
export function buildKitOnly(flag: string): BuildError {
  return new BuildError(
    `the --${flag} option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled`,
  );
}
