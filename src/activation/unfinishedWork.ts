/** Where creations, deployments and jobs are remembered; tests compare it with those who write there. */
const keys = ['aci.createsInFlight', 'aci.deployments', 'aci.jobs'];

/** Whether anything is remembered that was begun in some window and may have to be resumed in this one. */
export function hasUnfinishedWork(memory: { get(key: string): unknown }): boolean {
  return keys.some(key => {
    const remembered = memory.get(key);
    return Array.isArray(remembered) && remembered.length > 0;
  });
}
