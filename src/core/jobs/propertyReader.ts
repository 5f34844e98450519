/** Reads properties of JSON that nobody has checked, with every problem they have. */
import type { RuleProblem } from '../document/problems/problem.ts';
import type { GetVariable } from '../environment.ts';
import { asObject, isObject, type Json, type JsonObject } from '../json.ts';
import type { JobFault, JobProblem } from './jobProblem.ts';

/** One object of the file, and the problems found in it so far, so that all of them can be told at once. */
export class PropertyReader {
  readonly problems: JobProblem[];
  readonly #json: JsonObject;
  readonly #written: JsonObject;
  readonly #environment: GetVariable;
  readonly #path: string;

  constructor(
    json: JsonObject,
    written: JsonObject,
    environment: GetVariable,
    path = '',
    problems: JobProblem[] = [],
  ) {
    this.#json = json;
    this.#written = written;
    this.#environment = environment;
    this.#path = path;
    this.problems = problems;
  }

  json(property: string): Json | undefined {
    return this.#json[property];
  }

  get names(): readonly string[] {
    return Object.keys(this.#json);
  }

  addProblem(property: string, fault: JobFault): void {
    this.problems.push({ property: `${this.#path}${property}`, fault });
  }

  addRuleProblem(property: string, problem: RuleProblem): void {
    this.addProblem(property, { code: 'rule', problem });
  }

  readText(property: string): string | undefined {
    const json = this.json(property);
    if (json === undefined) return undefined;
    if (typeof json !== 'string') this.addProblem(property, { code: 'textWanted' });
    else if (json.trim() === '') this.addProblem(property, { code: 'empty' });
    else return json.trim();
    return undefined;
  }

  /** Text, with what it takes from the environment. */
  readValue(property: string): PropertyValue | undefined {
    const resolved = this.json(property);
    const written = this.#written[property];
    if (typeof resolved !== 'string' || typeof written !== 'string') {
      this.addProblem(property, { code: 'textWanted' });
      return undefined;
    }
    const own = written.replace(environmentReference, (_, name: string) => {
      const found = this.#environment(name);
      if (found === undefined) this.addProblem(property, { code: 'environmentUnset', name });
      return found ?? '';
    });
    // The editor takes an unset variable for an empty one: where it is not needed for anything else, it isn't asked.
    const isOurs = !written.replace(environmentReference, '').includes('${');
    return { text: isOurs ? own : resolved, isReferred: variableReference.test(written) };
  }

  /** The object in that property. */
  nested(property: string): PropertyReader | undefined {
    const json = this.json(property);
    if (!isObject(json)) return undefined;
    const path = `${this.#path}${property}.`;
    const written = asObject(this.#written[property]);
    return new PropertyReader(json, written, this.#environment, path, this.problems);
  }
}

export interface PropertyValue {
  readonly text: string;
  /** Whether it comes from outside of the file, and so is a secret. */
  readonly isReferred: boolean;
}

const environmentReference = /\$\{env:([^}]*)\}/g;
/** What people take secrets from: what is in the file itself is none. */
const variableReference = /\$\{(?:env|input|command):[^}]*\}/;
