/** A Bicep file as the template that it compiles to, with places in the Bicep file. */
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { isTemplate } from '../../core/template/evaluateTemplate.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import type { OpenFile } from '../deploy/openFile.ts';
import { parsedBicep } from './bicepLocations.ts';
import { isParametersFile } from './compileBicep.ts';
import { compileFile } from './compileFile.vscode.ts';

/** Undefined where it does not compile: the person was told. */
export async function openBicep(
  document: vscode.TextDocument,
  problems: vscode.DiagnosticCollection,
): Promise<OpenFile | undefined> {
  const compiled = await compileFile(document.uri, problems);
  if (!compiled) return undefined;
  const { template, parameters } = compiled;
  if (!template || !isTemplate(template)) {
    void window.showErrorMessage(
      isParametersFile(document.uri.path)
        ? l10n.t('The parameters belong to no Bicep file or template. Name it in the line "using".')
        : l10n.t('The Bicep file compiles to nothing that can be deployed to a resource group.'),
    );
    return undefined;
  }
  const name = document.uri.path.split('/').at(-1) ?? '';
  return {
    document,
    kind: 'template',
    parsed: parsedBicep(document.getText(), template),
    content: template,
    ...(parameters && { parameters: { name, given: parameters } }),
  };
}
