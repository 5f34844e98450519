/** A stage of a Dockerfile while it is built: its configuration, its files, its history. */
import type { Image } from '../../containers/processes/program.ts';
import { hexOf } from '../../hash.ts';
import type { HistoryStep, ImageConfig } from '../images/storedImage.ts';
import type { BaseImage } from './baseImages.ts';

export interface Stage {
  readonly name: string;
  readonly base: Image;
  config: ImageConfig;
  /** By path without a leading slash; folders have no text. */
  readonly files: Map<string, string | undefined>;
  /** Whether `files` is all there is: not so on top of other images, and after simulated programs. */
  filesAreAll: boolean;
  readonly history: HistoryStep[];
  /** Of the image after the last step, 12 hex digits. */
  id: string;
  /** ARGs in scope, by name. */
  readonly args: Map<string, string>;
  /** `SHELL`. */
  shell: readonly string[];
  /** Whether this Dockerfile has set a CMD: an ENTRYPOINT then keeps it. */
  hasCommand: boolean;
}

export function stageOn(name: string, { config, image, digest }: BaseImage): Stage {
  return {
    name,
    base: image,
    config,
    files: new Map(image.files),
    filesAreAll: digest === '',
    history: digest === '' ? [] : [{ createdBy: '/bin/sh -c #(nop)  FROM', layer: digest }],
    id: hexOf(digest).slice(0, 12),
    args: new Map(),
    shell: ['/bin/sh', '-c'],
    hasCommand: false,
  };
}

/** A stage on top of an earlier one. */
export function stageAfter(name: string, earlier: Stage): Stage {
  return {
    ...earlier,
    name,
    files: new Map(earlier.files),
    history: [...earlier.history],
    args: new Map(),
    hasCommand: false,
  };
}

/** Ends a step; `layer` decides the layer's digest where the step has made one. */
export function commit(stage: Stage, createdBy: string, layer?: string): void {
  stage.id = hexOf(`${stage.id} ${createdBy} ${layer ?? ''}`).slice(0, 12);
  stage.history.push({ createdBy, layer: layer === undefined ? undefined : `${stage.id} ${layer}` });
}

/** What `$X` means in a stage: ENV wins over ARG. */
export function variablesOf({ args, config }: Stage): Map<string, string> {
  return new Map([...args, ...Object.entries(config.env)]);
}
