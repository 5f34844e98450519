/** Recorded interactions that the emulator does not answer alike, and why; by file and number. */
const address =
  'an address outlives its containers here by seconds; in another recording it is gone, as in the emulator';

export const exceptions: Readonly<Record<string, string>> = {
  'exec_terminated_2024.json 3': address,
  'exec_terminated_2024.json 4': address,
  'get404_2023_05_01.json 5':
    'someone else deletes the group in between, and the provider still answers for it',
  'get404_2023_05_01.json 7': 'a container that ends at once, caught while it ran',
  'vnet_networkevents_restart_stop_2019.json 22': 'in 2019 a stopped group kept its private address',
};
