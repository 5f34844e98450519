/** Operations as package.json contributes them as tools: `node scripts/tools.mjs` writes this there. */
import type { JsonObject } from '../../core/json.ts';
import type { Operation } from './operation.ts';

const prefix = 'aci_';

/** `aci_list_groups`. */
export function toolName({ name }: Pick<Operation, 'name'>): string {
  return `${prefix}${name}`;
}

/** `aciListGroups`, for `#aciListGroups` in a prompt. */
export function toolReferenceName({ name }: Pick<Operation, 'name'>): string {
  return `aci_${name}`.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Throws where there is no such tool: VS Code calls those of package.json only. */
export function operationOfTool(operations: readonly Operation[], tool: string): Operation {
  const found = operations.find(operation => toolName(operation) === tool);
  if (!found) throw new Error(`There is no tool ${tool}.`);
  return found;
}

/** The entry of `contributes.languageModelTools`. What people read of it is in package.nls.json. */
export function toolContribution(operation: Operation): JsonObject {
  const { name, description, inputSchema, effect } = operation;
  return {
    name: toolName(operation),
    toolReferenceName: toolReferenceName(operation),
    canBeReferencedInPrompt: true,
    displayName: `%aci.tools.${name}.displayName%`,
    userDescription: `%aci.tools.${name}.userDescription%`,
    modelDescription: description,
    icon: icons[name] ?? '$(symbol-misc)',
    tags: ['azure', 'containers'],
    ...(effect !== 'read' && { when: 'config.aci.agents.allowChanges' }),
    inputSchema,
  };
}

/** As the commands that do the same have them. */
const icons: Readonly<Record<string, string>> = {
  list_groups: '$(list-tree)',
  inspect_group: '$(inspect)',
  read_logs: '$(output)',
  diagnose: '$(pulse)',
  cost: '$(credit-card)',
  metrics: '$(graph-line)',
  usage: '$(dashboard)',
  preflight: '$(checklist)',
  validate_document: '$(file-code)',
  deploy_document: '$(cloud-upload)',
  create_group: '$(add)',
  run_command: '$(terminal)',
  run_job: '$(play)',
  start_group: '$(debug-start)',
  stop_group: '$(debug-stop)',
  restart_group: '$(debug-restart)',
  delete_group: '$(trash)',
};
