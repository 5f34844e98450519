import type { Command } from '../app.ts';
import { diagnose } from './diagnoseCommand.vscode.ts';

/** *Diagnose*, by the name that it has where something has gone wrong. */
export const whyFailed: Command = { ...diagnose, id: 'aci.whyFailed' };
