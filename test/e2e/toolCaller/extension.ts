/** Another extension that calls our tools, as an agent does: by name and arguments, which are typed. */
import * as vscode from 'vscode';

export function activate(context: vscode.ExtensionContext): void {
  const answers = vscode.window.createOutputChannel('Tool Caller');
  const call = vscode.commands.registerCommand('toolCaller.call', async () => {
    const typed = await vscode.window.showInputBox({ title: 'Tool and arguments' });
    const [, name = '', input = ''] = /^(\w+) (.*)$/.exec(typed ?? '') ?? [];
    answers.show();
    try {
      const options = { input: JSON.parse(input) as object, toolInvocationToken: undefined };
      const { content } = await vscode.lm.invokeTool(name, options);
      for (const part of content) {
        if (part instanceof vscode.LanguageModelTextPart) answers.appendLine(`ANSWER ${part.value}`);
      }
    } catch (error) {
      answers.appendLine(`THROWN ${String(error)}`);
    }
  });
  context.subscriptions.push(answers, call);
}
