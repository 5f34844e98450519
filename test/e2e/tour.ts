import type { TourStep } from './runTour.ts';

/** The main job, as a person does it who has no Azure account. */
export const steps: readonly TourStep[] = [
  {
    name: 'welcome',
    async run(workbench) {
      await workbench.openViewContainer('Azure Container Instances');
      const button = workbench.page.getByRole('button', { name: 'Try it without an Azure account' });
      return `the view offers "${await button.innerText()}"`;
    },
  },
];
