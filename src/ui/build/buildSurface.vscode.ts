/** Where builds are told in a window: an output channel for each image, and complaints at lines of Dockerfiles. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { BuildSurface } from '../app.ts';

export class WindowBuildSurface implements BuildSurface, vscode.Disposable {
  readonly problems = vscode.languages.createDiagnosticCollection('aci-build');
  readonly #channels = new Map<string, vscode.OutputChannel>();

  /** The channel of an image's builds, emptied for the next one. */
  channelOf(repository: string): vscode.OutputChannel {
    const known = this.#channels.get(repository);
    known?.clear();
    const channel = known ?? vscode.window.createOutputChannel(l10n.t('{0} (build)', repository), 'aci-log');
    this.#channels.set(repository, channel);
    return channel;
  }

  dispose(): void {
    this.problems.dispose();
    for (const channel of this.#channels.values()) channel.dispose();
  }
}
