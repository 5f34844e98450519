/** The container group of a file as `az container create --file` reads it; what the file leaves open is asked for. */
import * as l10n from '@vscode/l10n';
import { asText } from '../../core/json.ts';
import { groupNameProblem } from '../../core/rules/names.ts';
import { problemText } from '../create/validationMessages.ts';
import { createPrompt } from '../shared/prompt.vscode.ts';
import { back, type Prompt, runWizard } from '../shared/wizard.ts';
import { askAzVariables } from './askAzVariables.ts';
import type { OpenFile } from './openFile.ts';
import { planAzFile, type DeployPlan } from './deployPlan.ts';
import { variableNames, fillVariables } from '../fileFormats/fileVariables.ts';

/** Undefined when the person leaves. */
export async function prepareAz({ document, parsed, content }: OpenFile): Promise<DeployPlan | undefined> {
  const file = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  const names = variableNames(parsed.variables);
  const prompt = createPrompt();
  try {
    const environment = (name: string) => process.env[name];
    const values = names.length === 0 ? {} : await askAzVariables({ file, names, environment }, prompt);
    if (!values) return undefined;
    const filled = fillVariables(content, parsed.variables, name => values[name]);
    const name = asText(filled['name']) || (await askName(file, prompt));
    return name === undefined ? undefined : planAzFile({ ...filled, name });
  } finally {
    prompt.dispose();
  }
}

/** az takes it from its command line; undefined when the person leaves. */
async function askName(file: string, prompt: Prompt): Promise<string | undefined> {
  const answers = await runWizard<{ readonly name?: string }>(
    {},
    [
      {
        async ask(answers, box) {
          const name = await box.input({
            id: 'name',
            title: l10n.t('Deploy {0}: Name', file),
            prompt: l10n.t('Name of the container group. The file has none.'),
            value: answers.name,
            validate: text => {
              const problem = groupNameProblem(text);
              return problem && { severity: 'error', message: problemText(problem) };
            },
          });
          return name === back ? back : { name };
        },
      },
    ],
    prompt,
  );
  return answers?.name;
}
