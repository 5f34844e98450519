import type { Account, App } from '../app.ts';

type Whose = Pick<Account, 'cloud' | 'label'>;

function key({ cloud, label }: Whose): string {
  return `subscriptions/${cloud}/${label ?? ''}`;
}

/** The subscriptions (ids) that this account wants to see; `undefined` means all, those to come included. */
export function rememberedSubscriptions(memory: App['memory'], whose: Whose): readonly string[] | undefined {
  return memory.get<readonly string[]>(key(whose));
}

export function rememberSubscriptions(
  memory: App['memory'],
  whose: Whose,
  ids: readonly string[] | undefined,
): Thenable<void> {
  return memory.update(key(whose), ids);
}
