/** The moment when somebody begins to use the extension in this window. Until then it asks Azure for nothing. */
export interface FirstUse {
  /** Somebody sees the view or runs a command. Answers `begun`. */
  begin(): Promise<void>;
  readonly begun: Promise<void>;
}

export function createFirstUse(): FirstUse {
  let settle: () => void = () => undefined;
  const begun = new Promise<void>(resolve => {
    settle = resolve;
  });
  return {
    begun,
    begin() {
      settle();
      return begun;
    },
  };
}
